package htmldoc

import (
	"strconv"
	"strings"
)

// css lists what a style sheet or style attribute refers to: url(), src(), and
// any string that is an address, which covers @import, image-set() and custom
// properties. Comments and escapes are undone first, as a browser would.
func (r *references) css(s, kind string) {
	if !strings.ContainsAny(s, "(\"'\\") {
		return
	}
	s = cssPlain(s)
	if kind == "style" {
		kind = "image"
	}
	rule := kind
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '@':
			switch {
			case hasPrefixFold(s[i:], "@import"):
				rule = "style"
			case hasPrefixFold(s[i:], "@font-face"):
				rule = "font"
			}
			i++
		case c == ';' && rule == "style", c == '}':
			rule = kind
			i++
		case c == '"' || c == '\'':
			text, next := cssString(s, i)
			if t := squeeze(text); strings.HasPrefix(t, "//") || strings.Contains(t, "://") && scheme(t) != "" || rule == "style" {
				r.add(text, rule)
			}
			i = next
		case (c == 'u' || c == 'U') && hasPrefixFold(s[i:], "url("), (c == 's' || c == 'S') && hasPrefixFold(s[i:], "src("):
			i += 4
			for i < len(s) && s[i] <= ' ' {
				i++
			}
			if i < len(s) && (s[i] == '"' || s[i] == '\'') { // with line ends too: whoever forgives them would follow it
				end := strings.IndexByte(s[i+1:], s[i])
				if end < 0 {
					end = len(s) - i - 1
				}
				r.add(s[i+1:i+1+end], rule)
				i = min(len(s), i+end+2)
				continue
			}
			end := strings.IndexByte(s[i:], ')')
			if end < 0 {
				end = len(s) - i
			}
			r.add(s[i:i+end], rule)
			i += end
		default:
			i++
		}
	}
}

// cssString reads the quoted string at i; a line end closes it too.
func cssString(s string, i int) (text string, next int) {
	quote := s[i]
	for j := i + 1; j < len(s); j++ {
		if s[j] == quote || s[j] == '\n' {
			return s[i+1 : j], j + 1
		}
	}
	return s[i+1:], len(s)
}

// cssPlain removes comments and resolves escapes (CSS Syntax 4.3.7).
func cssPlain(s string) string {
	if !strings.Contains(s, "/*") && strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] == '/' && i+1 < len(s) && s[i+1] == '*' {
			end := strings.Index(s[i+2:], "*/")
			if end < 0 {
				break
			}
			i += end + 4
			continue
		}
		if s[i] != '\\' || i+1 >= len(s) {
			out.WriteByte(s[i])
			i++
			continue
		}
		i++
		j := i
		for j < len(s) && j-i < 6 && hexDigit(s[j]) {
			j++
		}
		if j == i { // the character itself; nothing for a line end
			if s[i] != '\n' && s[i] != '\r' {
				out.WriteByte(s[i])
			}
			i++
			continue
		}
		if n, err := strconv.ParseUint(s[i:j], 16, 32); err == nil && n > 0 && n <= 0x10ffff {
			out.WriteRune(rune(n))
		}
		i = j
		if i < len(s) && s[i] <= ' ' {
			i++
		}
	}
	return out.String()
}

func hexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func containsFold(s, part string) bool { return strings.Contains(strings.ToLower(s), part) }
