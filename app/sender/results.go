package sender

import "strings"

const (
	maxResults = 50      // of one field
	maxField   = 8 << 10 // octets of one field
)

// result is one method's of an Authentication-Results field (RFC 8601 2.2):
// "dkim", "pass", and properties such as "header.d".
type result struct {
	method, value string
	props         map[string]string
}

// readResults takes an Authentication-Results field apart: who wrote it, "" as
// Outlook does, and what they found. Words are in lower case.
func readResults(field string) (id string, list []result) {
	if len(field) > maxField {
		field = field[:maxField]
	}
	for i, words := range statements(field) {
		if i == 0 && len(words) > 0 && !strings.Contains(words[0], "=") {
			id = words[0]
			continue
		}
		if r, ok := readResult(words); ok && len(list) < maxResults {
			list = append(list, r)
		}
	}
	return id, list
}

func readResult(words []string) (result, bool) {
	r := result{props: make(map[string]string)}
	for i, w := range words {
		name, value, ok := strings.Cut(w, "=")
		switch {
		case i == 0:
			name, _, _ = strings.Cut(name, "/") // a version
			if !ok || name == "" || value == "" {
				return r, false
			}
			r.method, r.value = name, value
		case ok && r.props[name] == "":
			r.props[name] = value
		}
	}
	return r, r.method != ""
}

// statements splits a field at semicolons into words, without comments and
// quotes, with what stands around "=" joined to it.
func statements(s string) [][]string {
	var all [][]string
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() == 0 {
			return
		}
		w := strings.ToLower(word.String())
		word.Reset()
		if n := len(words); n > 0 && (strings.HasSuffix(words[n-1], "=") || strings.HasPrefix(w, "=")) {
			words[n-1] += w
			return
		}
		words = append(words, w)
	}
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && (quoted || depth > 0):
			i++
			if quoted && i < len(s) {
				word.WriteByte(s[i])
			}
		case quoted:
			if c == '"' {
				quoted = false
			} else {
				word.WriteByte(c)
			}
		case depth > 0:
			switch c {
			case '(':
				depth++
			case ')':
				depth--
			}
		case c == '(':
			end()
			depth++
		case c == '"':
			quoted = true
		case c == ';':
			end()
			all = append(all, words)
			words = nil
		case c <= ' ':
			end()
		default:
			word.WriteByte(c)
		}
	}
	end()
	return append(all, words)
}
