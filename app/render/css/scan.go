package css

import "strings"

// uncomment removes comments, and the brackets of HTML comments around a sheet.
func uncomment(s string) string {
	if strings.Contains(s, "<!--") || strings.Contains(s, "-->") {
		s = strings.NewReplacer("<!--", " ", "-->", " ").Replace(s)
	}
	if !strings.Contains(s, "/*") {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for {
		i := strings.Index(s, "/*")
		if i < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		out.WriteByte(' ')
		j := strings.Index(s[i+2:], "*/")
		if j < 0 {
			return out.String()
		}
		s = s[i+2+j+2:]
	}
}

// skip is where the token at i ends: a string, an escape, what stands in
// brackets, or one octet.
func skip(s string, i int) int {
	switch c := s[i]; c {
	case '\\':
		return min(i+2, len(s))
	case '"', '\'':
		for i++; i < len(s); i++ {
			switch s[i] {
			case '\\':
				i++
			case c, '\n':
				return i + 1
			}
		}
		return len(s)
	case '(', '[', '{':
		return skipBracket(s, i)
	}
	return i + 1
}

// skipBracket is where the bracket at i ends; those inside are counted, not
// matched by kind, so the depth of the call does not grow.
func skipBracket(s string, i int) int {
	depth := 0
	for i < len(s) {
		switch s[i] {
		case '(', '[', '{':
			depth++
			i++
		case ')', ']', '}':
			depth--
			i++
			if depth == 0 {
				return i
			}
		default:
			i = skip(s, i)
		}
	}
	return len(s)
}

// until is where the first of the octets in ends stands outside of strings and
// brackets; len(s) if nowhere.
func until(s, ends string) int {
	for i := 0; i < len(s); {
		if strings.IndexByte(ends, s[i]) >= 0 {
			return i
		}
		i = skip(s, i)
	}
	return len(s)
}

// split cuts s at sep outside of strings and brackets; parts are trimmed.
func split(s string, sep string) []string {
	var out []string
	for {
		i := until(s, sep)
		out = append(out, strings.TrimSpace(s[:i]))
		if i == len(s) || len(out) >= maxPerBlock {
			return out
		}
		s = s[i+1:]
	}
}

// Fields cuts a value at white space outside of strings and brackets.
func Fields(s string) []string {
	var out []string
	for start := 0; start < len(s); {
		if blank(s[start]) {
			start++
			continue
		}
		end := start + until(s[start:], " \t\r\n\f")
		out = append(out, s[start:end])
		start = end
	}
	return out
}

// Commas cuts a value at its commas.
func Commas(s string) []string { return split(s, ",") }

// Call takes "name(arguments)" apart; the name comes in lower case.
func Call(s string) (name, arguments string, ok bool) {
	open := strings.IndexByte(s, '(')
	if open <= 0 || s[len(s)-1] != ')' {
		return "", "", false
	}
	return strings.ToLower(s[:open]), strings.TrimSpace(s[open+1 : len(s)-1]), true
}

// Unquote removes the quotes of a string and resolves escapes (CSS Syntax 4.3.7).
func Unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		s = s[1 : len(s)-1]
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out.WriteByte(s[i])
			continue
		}
		code, n := rune(0), 0
		for i+1 < len(s) && n < 6 {
			d := hexValue(s[i+1])
			if d < 0 {
				break
			}
			code, n, i = code<<4|rune(d), n+1, i+1
		}
		switch {
		case n == 0:
			if i++; s[i] != '\n' {
				out.WriteByte(s[i])
			}
		default:
			if code > 0 && code <= 0x10ffff {
				out.WriteRune(code)
			}
			if i+1 < len(s) && blank(s[i+1]) {
				i++
			}
		}
	}
	return out.String()
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
