package parse

import "strings"

type addressKind int

const (
	endOfList addressKind = iota
	word
	at
	comma
	semicolon
	colon
	angle   // text: what is between the brackets
	comment // text: without its parentheses
)

type addressToken struct {
	kind  addressKind
	text  string // as a name shows it: quotes removed
	raw   string // as an address needs it: quotes kept
	space bool   // white space stood in front
}

// dotted reports whether a word begins, or ends, with a dot.
func (t addressToken) dotted(begins bool) bool {
	if begins {
		return strings.HasPrefix(t.raw, ".")
	}
	return strings.HasSuffix(t.raw, ".")
}

// addressScanner cuts an address list into tokens.
type addressScanner struct {
	s         string
	pos       int
	noQuote   bool // nothing closes the quotes from here on
	noComment bool
	noWord    bool
	noBracket bool
	literal   bool // the token before was "@": a bracket opens a domain literal
}

func (a *addressScanner) next() addressToken {
	space := a.blank()
	if a.pos >= len(a.s) {
		return addressToken{kind: endOfList}
	}
	wasAt := a.literal
	a.literal = false
	start := a.pos
	c := a.s[a.pos]
	one := func(kind addressKind) addressToken {
		a.pos++
		return addressToken{kind: kind, text: a.s[start:a.pos], raw: a.s[start:a.pos], space: space}
	}
	switch {
	case c == ',':
		return one(comma)
	case c == ';':
		return one(semicolon)
	case c == ':':
		return one(colon)
	case c == '@':
		a.literal = true
		return one(at)
	case c == '<':
		return addressToken{kind: angle, text: a.angle(), space: space}
	case c == '>':
		a.pos++
		return a.next()
	case c == '"' && !a.noQuote:
		if text, end := quotedString(a.s, a.pos); end >= 0 && !swallows(text) {
			a.pos = end
			return addressToken{kind: word, text: text, raw: a.s[start:end], space: space}
		} else if end < 0 {
			a.noQuote = true
		}
		a.pos++
		return a.next()
	case c == '(' && !a.noComment:
		if end := commentEnd(a.s, a.pos); end >= 0 {
			a.pos = end
			return addressToken{kind: comment, text: unescapeComment(a.s[start+1 : end-1]), space: space}
		}
		a.noComment = true
		a.pos++
		return a.next()
	case c == '[' && wasAt && !a.noBracket:
		if i := strings.IndexByte(a.s[a.pos:], ']'); i >= 0 {
			a.pos += i + 1
			return addressToken{kind: word, text: a.s[start:a.pos], raw: a.s[start:a.pos], space: space}
		}
		a.noBracket = true
	}
	return a.atom(start, space)
}

// blank passes white space.
func (a *addressScanner) blank() bool {
	start := a.pos
	for a.pos < len(a.s) && isSpace(a.s[a.pos]) {
		a.pos++
	}
	return a.pos > start
}

// atom reads a word. An encoded word is one word, whatever commas and brackets
// its sender left in it.
func (a *addressScanner) atom(start int, space bool) addressToken {
	if !a.noWord && strings.HasPrefix(a.s[a.pos:], "=?") {
		var d wordDecoder
		if _, end := d.word(a.s, a.pos); end >= 0 {
			a.pos = end
			return addressToken{kind: word, text: a.s[start:end], raw: a.s[start:end], space: space}
		}
		a.noWord = d.unclosed
	}
	a.pos++
	for a.pos < len(a.s) && !isSpace(a.s[a.pos]) && strings.IndexByte(`,;:<>@"(`, a.s[a.pos]) < 0 {
		if strings.HasPrefix(a.s[a.pos:], "=?") {
			break
		}
		a.pos++
	}
	return addressToken{kind: word, text: a.s[start:a.pos], raw: a.s[start:a.pos], space: space}
}

// angle reads what stands between < and >. Where > is missing, a comma or the
// next < ends it.
func (a *addressScanner) angle() string {
	for a.pos < len(a.s) && (a.s[a.pos] == '<' || isSpace(a.s[a.pos])) {
		a.pos++
	}
	start := a.pos
	route := a.pos < len(a.s) && a.s[a.pos] == '@'
	for a.pos < len(a.s) {
		switch c := a.s[a.pos]; {
		case c == '>':
			text := a.s[start:a.pos]
			a.pos++
			return text
		case c == '<', c == ';', c == ',' && !route:
			return a.s[start:a.pos]
		case c == ':':
			route = false
		case c == '"' && !a.noQuote:
			if _, end := quotedString(a.s, a.pos); end >= 0 {
				a.pos = end
				continue
			}
			a.noQuote = true
		}
		a.pos++
	}
	return a.s[start:]
}

// swallows reports whether a quoted string holds the end of an address and a
// comma: then its opening quote was a stray, and believing it would lose an
// address.
func swallows(text string) bool {
	i := strings.IndexByte(text, '@')
	if i < 0 {
		return false
	}
	_, after, ok := strings.Cut(text[i:], ">")
	after = strings.TrimLeft(after, " \t\r\n")
	return ok && strings.HasPrefix(after, ",")
}

func unescapeComment(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
