package pdftext

import (
	"bytes"
	"strconv"
)

// The values of a file. Numbers are float64, names are name, strings are []byte,
// references are ref, operators of a content stream and other words are word.
type (
	value any
	name  string
	word  string
	ref   int
	dict  map[name]value
	array []value
)

// lexer reads values one after the other (ISO 32000-1 7.2, 7.3).
type lexer struct {
	f    *file
	data []byte
	at   int
}

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skip() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case space(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// next is the next value; nil at the end. What closes an array or a dictionary
// is a word.
func (l *lexer) next(depth int) value {
	before := l.at
	defer func() { l.f.steps -= (l.at - before) / 16 }() // what is long costs more
	if l.skip(); l.at >= len(l.data) {
		return nil
	}
	if !l.f.step() {
		before, l.at = len(l.data), len(l.data)
		return nil
	}
	switch c := l.data[l.at]; c {
	case '(':
		return l.text()
	case '/':
		l.at++
		return name(l.plain())
	case '[':
		l.at++
		return l.array(depth)
	case '<':
		if bytes.HasPrefix(l.data[l.at:], []byte("<<")) {
			l.at += 2
			return l.dict(depth)
		}
		return l.hex()
	case '>':
		if bytes.HasPrefix(l.data[l.at:], []byte(">>")) {
			l.at += 2
			return word(">>")
		}
		l.at++
		return word(">")
	case ']', ')', '{', '}':
		l.at++
		return word(c)
	}
	s := l.plain()
	if n, ok := number(s); ok {
		return n
	}
	return word(s)
}

// plain reads up to a space or a delimiter. #20 in a name is left as it is,
// but for the few that matter nobody writes so.
func (l *lexer) plain() []byte {
	from := l.at
	for l.at < len(l.data) && !space(l.data[l.at]) && !delimiter(l.data[l.at]) {
		l.at++
	}
	return l.data[from:l.at]
}

func number(s []byte) (float64, bool) {
	if len(s) == 0 || len(s) > 32 || s[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(s), 64)
	return n, err == nil
}

func (l *lexer) array(depth int) value {
	var a array
	for depth < maxDepth {
		switch v := l.next(depth + 1); v {
		case nil, word("]"), word(">>"):
			return a
		case word("R"):
			a = reference(a)
		default:
			a = append(a, v)
		}
	}
	l.at = len(l.data)
	return a
}

// reference makes "12 0" at the end of a one reference.
func reference(a array) array {
	if len(a) < 2 {
		return a
	}
	if n, ok := a[len(a)-2].(float64); ok {
		return append(a[:len(a)-2], ref(n))
	}
	return a
}

func (l *lexer) dict(depth int) value {
	d := dict{}
	var key name
	var have array
	put := func() {
		if key != "" && len(have) > 0 {
			d[key] = have[0]
		}
	}
	for depth < maxDepth {
		v := l.next(depth + 1)
		switch v := v.(type) {
		case name:
			if key != "" && len(have) == 0 {
				have = array{v}
				continue
			}
			put()
			key, have = v, nil
			continue
		case nil:
			put()
			return d
		}
		switch v {
		case word(">>"), word("endobj"), word("stream"):
			put()
			return d
		case word("R"):
			have = reference(have)
		default:
			have = append(have, v)
		}
	}
	l.at = len(l.data)
	return d
}

// text reads a string in brackets, with its escapes.
func (l *lexer) text() value {
	out := []byte{}
	depth := 0
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			if l.at >= len(l.data) {
				return out
			}
			var ok bool
			if c, ok = l.escape(); !ok {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// escape reads what follows a backslash; false for a line that goes on.
func (l *lexer) escape() (byte, bool) {
	c := l.data[l.at]
	l.at++
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return "\n\r\t\b\f"[i], true
	}
	switch {
	case c == '\r':
		if l.at < len(l.data) && l.data[l.at] == '\n' {
			l.at++
		}
		return 0, false
	case c == '\n':
		return 0, false
	case c >= '0' && c <= '7':
		n := int(c - '0')
		for i := 0; i < 2 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
			n = n<<3 + int(l.data[l.at]-'0')
			l.at++
		}
		return byte(n), true
	}
	return c, true
}

func (l *lexer) hex() value {
	l.at++
	out := []byte{}
	half, have := byte(0), false
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		switch {
		case c == '>':
			if have {
				out = append(out, half<<4)
			}
			return out
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			continue
		}
		if have {
			out = append(out, half<<4|c)
		}
		half, have = c, !have
	}
	return out
}
