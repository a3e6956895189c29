package parse

import "strings"

// paramScanner walks over "value; name=value; …".
type paramScanner struct {
	s         string
	pos       int
	noComment bool // an open parenthesis that nothing closes has been seen
}

// skip passes white space, semicolons and comments.
func (p *paramScanner) skip(semicolons bool) {
	for p.pos < len(p.s) {
		switch c := p.s[p.pos]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || (semicolons && (c == ';' || c == ',')):
			p.pos++
		case c == '(' && !p.noComment:
			end := commentEnd(p.s, p.pos)
			if end < 0 {
				p.noComment = true
				return
			}
			p.pos = end
		default:
			return
		}
	}
}

// name reads up to "=" or the next semicolon.
func (p *paramScanner) name() string {
	p.skip(true)
	start := p.pos
	for p.pos < len(p.s) && strings.IndexByte("=; \t\r\n(", p.s[p.pos]) < 0 {
		p.pos++
	}
	name := p.s[start:p.pos]
	if start == p.pos && p.pos < len(p.s) && p.s[p.pos] == '(' {
		p.pos++ // a parenthesis that is not a comment
	}
	return strings.Trim(name, `"'`)
}

// equals passes "=" after a name.
func (p *paramScanner) equals() bool {
	p.skip(false)
	if p.pos < len(p.s) && p.s[p.pos] == '=' {
		p.pos++
		p.skip(false)
		return true
	}
	return false
}

// value reads a token or quoted string up to the next semicolon. Without
// quotes it may hold spaces, unless another name=value follows one.
func (p *paramScanner) value(param bool) string {
	p.skip(false)
	if p.pos < len(p.s) && p.s[p.pos] == '"' {
		if text, end := quotedString(p.s, p.pos); end >= 0 {
			p.pos = end
			// What stands between a closing quote and the next semicolon is
			// part of the value only if the quote was not meant as its end.
			p.skip(false)
			return text
		}
		p.pos++ // a quote that nothing closes
	}
	start, end := p.pos, p.pos
	for p.pos < len(p.s) {
		c := p.s[p.pos]
		if c == ';' {
			break
		}
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			if param && p.nameFollows() {
				break
			}
			for p.pos < len(p.s) && isSpace(p.s[p.pos]) {
				p.pos++
			}
			continue
		}
		if c == '(' && !p.noComment && (p.pos == start || isSpace(p.s[p.pos-1])) {
			if e := commentEnd(p.s, p.pos); e >= 0 {
				if rest := strings.TrimLeft(p.s[e:], " \t\r\n"); rest == "" || rest[0] == ';' || !param {
					p.pos = e
					break
				}
			} else {
				p.noComment = true
			}
		}
		p.pos++
		end = p.pos
	}
	return strings.Trim(p.s[start:end], "\"")
}

// nameFollows reports whether white space at pos is followed by "name=", the
// sign of a forgotten semicolon.
func (p *paramScanner) nameFollows() bool {
	i := p.pos
	for i < len(p.s) && isSpace(p.s[i]) {
		i++
	}
	start := i
	for i < len(p.s) && i-start < 40 && (p.s[i] == '-' || p.s[i] == '*' || alphanumeric(p.s[i])) {
		i++
	}
	return i > start && i < len(p.s) && p.s[i] == '='
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// quotedString reads the quoted string (RFC 5322 3.2.4) whose opening quote is
// at pos. A backslash in front of a letter or digit stays, so that the paths
// that Windows programs put into names survive. end is -1 if nothing closes it.
func quotedString(s string, pos int) (text string, end int) {
	i := pos + 1
	escaped := false
	for i < len(s) && s[i] != '"' {
		if s[i] == '\\' && i+1 < len(s) && escapable(s[i+1]) {
			escaped = true
			i++
		}
		i++
	}
	if i >= len(s) {
		return "", -1
	}
	text = s[pos+1 : i]
	if escaped {
		text = unescapeQuoted(text)
	}
	return text, i + 1
}

// escapable reports whether a backslash in front of c means c itself.
func escapable(c byte) bool {
	return c > ' ' && c < 0x7f && !alphanumeric(c) && c != '.' && c != '_' && c != '~'
}

func unescapeQuoted(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && escapable(s[i+1]) {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// commentEnd is where the comment (RFC 5322 3.2.2) that opens at pos ends; -1
// if nothing closes it.
func commentEnd(s string, pos int) int {
	depth := 0
	for i := pos; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// dropComments is s without its comments.
func dropComments(s string) string {
	start := strings.IndexByte(s, '(')
	if start < 0 {
		return s
	}
	var out strings.Builder
	for ; start >= 0; start = strings.IndexByte(s, '(') {
		end := commentEnd(s, start)
		if end < 0 {
			break
		}
		out.WriteString(s[:start])
		out.WriteByte(' ')
		s = s[end:]
	}
	out.WriteString(s)
	return out.String()
}
