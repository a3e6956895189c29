package export

import (
	"strings"

	"godwit/sync/htmldoc"
)

// css is a style sheet, or a style, that loads nothing: pictures of the letter
// stand in it as data, every other function and rule that could load something
// is gone. Escapes and comments are resolved first, so that nothing can hide in
// them; what they would have made dangerous is gone with them.
func (l *Letter) css(s string, doc *htmldoc.SafeTree) string {
	s = plainCSS(s)
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\'':
			text, next := quoted(s, i)
			if strings.Contains(text, "//") { // an address, which only some functions load: none is needed
				text = ""
			}
			out = append(append(append(out, c), text...), c)
			i = next
		case c == '@' && !harmless(s[i+1:]):
			i = afterRule(s, i)
		case c == '(':
			name := word(out)
			if !strings.HasSuffix(name, "url") && !strings.HasSuffix(name, "src") && !loading[name] {
				out = append(out, c)
				i++
				continue
			}
			end, text := argument(s, i)
			out = out[:len(out)-len(name)]
			if data := l.data(text, doc); name == "url" && data != "" && !strings.ContainsAny(data, "\"'()<> \n") {
				out = append(out, `url("`+data+`")`...)
			} else {
				out = append(out, "none"...)
			}
			i = end
		default:
			out = append(out, c)
			i++
		}
	}
	return string(out)
}

// loading are the functions, beside url, that fetch or run something.
var loading = map[string]bool{
	"image": true, "image-set": true, "-webkit-image-set": true, "cross-fade": true, "-webkit-cross-fade": true, "element": true,
	"-moz-element": true, "paint": true, "expression": true, "url-prefix": true, "domain": true, "regexp": true, "-webkit-canvas": true,
}

// harmless says whether an at-rule, after its @, is one that loads nothing.
func harmless(s string) bool {
	for _, name := range []string{"media", "supports", "keyframes", "-webkit-keyframes", "page"} {
		if len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && strings.IndexByte(" \t\n({:", s[len(name)]) >= 0 {
			return true
		}
	}
	return false
}

// afterRule is where an at-rule ends: after its block, or its semicolon.
func afterRule(s string, i int) int {
	depth := 0
	for i < len(s) {
		switch s[i] {
		case '"', '\'':
			_, i = quoted(s, i)
			continue
		case '{':
			depth++
		case '}':
			if depth--; depth <= 0 {
				return i + 1
			}
		case ';':
			if depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return i
}

// quoted is a string at i, which ends with its line if not before.
func quoted(s string, i int) (text string, next int) {
	for j := i + 1; j < len(s); j++ {
		switch s[j] {
		case s[i]:
			return s[i+1 : j], j + 1
		case '\n':
			return s[i+1 : j], j
		}
	}
	return s[i+1:], len(s)
}

// argument is what stands in the brackets at i, without quotes, and where they end.
func argument(s string, i int) (end int, text string) {
	j := i + 1
	for j < len(s) && s[j] <= ' ' {
		j++
	}
	if j < len(s) && (s[j] == '"' || s[j] == '\'') {
		text, j = quoted(s, j)
		depth := 1
		for ; j < len(s) && depth > 0; j++ {
			switch s[j] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		return j, text
	}
	n := strings.IndexByte(s[j:], ')')
	if n < 0 {
		return len(s), strings.TrimSpace(s[j:])
	}
	return j + n + 1, strings.TrimSpace(s[j : j+n])
}

// word is the name that a text ends in, in lower case.
func word(s []byte) string {
	from := len(s)
	for from > 0 {
		c := s[from-1] | 0x20
		if c >= 'a' && c <= 'z' || s[from-1] >= '0' && s[from-1] <= '9' || s[from-1] == '-' || s[from-1] == '_' || s[from-1] >= 0x80 {
			from--
			continue
		}
		break
	}
	return strings.ToLower(string(s[from:]))
}

// plainCSS resolves comments and escapes until none are left, and drops what
// could end the element that the style stands in.
func plainCSS(s string) string {
	s = htmldoc.PlainCSS(s)
	s = strings.NewReplacer(`\`, "", "<", "", "\x00", "", "\r", "\n", "\f", "\n").Replace(s)
	for strings.Contains(s, "/*") {
		s = strings.ReplaceAll(s, "/*", "")
	}
	return s
}
