package wire

import (
	"bufio"
	"bytes"
	"io"
)

// scanner reads one response at a time, leniently, from the server's stream.
// Its first error sticks; after it every method returns a zero value. At the
// end of a response peek returns '\n', and next does not go past it; finish does.
type scanner struct {
	r    *bufio.Reader
	lim  Limits
	left int // octets that the response may still have outside literals
	err  error
}

func (s *scanner) begin(limit int) { s.left = limit }

func (s *scanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// peek returns the next octet without taking it: '\n' at the end of the
// response. Octets that have no place in a response, NUL and a CR that ends
// nothing, are passed over.
func (s *scanner) peek() byte {
	for s.err == nil {
		b, err := s.r.Peek(1)
		if err != nil {
			s.fail(unexpected(err))
			return '\n'
		}
		switch b[0] {
		case 0:
		case '\r':
			two, err := s.r.Peek(2)
			if err != nil {
				s.fail(unexpected(err))
				return '\n'
			}
			if two[1] == '\n' {
				return '\n'
			}
		default:
			return b[0]
		}
		s.drop()
	}
	return '\n'
}

// drop takes the octet that peek looked at.
func (s *scanner) drop() {
	if s.err != nil {
		return
	}
	if s.left--; s.left < 0 {
		s.fail(bound("a response without end"))
		return
	}
	_, _ = s.r.Discard(1)
}

// accept takes the next octet if it is c.
func (s *scanner) accept(c byte) bool {
	if s.peek() != c || s.err != nil || c == '\n' {
		return false
	}
	s.drop()
	return true
}

func (s *scanner) spaces() {
	for s.accept(' ') || s.accept('\t') {
	}
}

// finish takes the rest of the response, with the literals in it, and its end.
func (s *scanner) finish() {
	for s.err == nil && s.peek() != '\n' {
		s.skipValue()
		s.accept(')')
		s.spaces()
	}
	s.endLine()
}

// text takes the rest of the line as it is; what is longer than keep is cut.
func (s *scanner) text(keep int) []byte {
	var t []byte
	for s.err == nil {
		c := s.peek()
		if c == '\n' {
			break
		}
		if len(t) < keep {
			t = append(t, c)
		}
		s.drop()
	}
	s.endLine()
	return t
}

func (s *scanner) endLine() {
	if s.err != nil {
		return
	}
	if _, err := s.r.ReadSlice('\n'); err != nil {
		s.fail(unexpected(err))
	}
}

// word takes octets up to a space, a parenthesis, one of stop, or the end.
func (s *scanner) word(stop string) []byte {
	var w []byte
	for s.err == nil {
		c := s.peek()
		if c == '\n' || c == ' ' || c == '(' || c == ')' || bytes.IndexByte([]byte(stop), c) >= 0 {
			break
		}
		w = append(w, c)
		s.drop()
	}
	return w
}

// literal takes the announcement of a literal, up to and with its line end,
// when one stands here. If it is none, what was taken is returned as text.
func (s *scanner) literal() (size int64, text []byte, ok bool) {
	s.accept('~') // literal8 (RFC 3516)
	if !s.accept('{') {
		return 0, []byte("~"), false
	}
	text = []byte("{")
	for s.err == nil {
		c := s.peek()
		if c < '0' || c > '9' {
			break
		}
		if size < 1<<50 {
			size = size*10 + int64(c-'0')
		}
		text = append(text, c)
		s.drop()
	}
	if len(text) == 1 {
		return 0, text, false
	}
	s.accept('+')
	if !s.accept('}') {
		return 0, text, false
	}
	s.spaces()
	if s.peek() != '\n' || s.err != nil {
		return 0, append(text, '}'), false
	}
	s.endLine()
	if size > s.lim.Literal {
		s.fail(bound("a literal of %d octets; at most %d are taken", size, s.lim.Literal))
		return 0, nil, false
	}
	return size, nil, s.err == nil
}

// octets takes n octets of a literal, as they are.
func (s *scanner) octets(n int64) []byte {
	if s.err != nil {
		return nil
	}
	var b bytes.Buffer // grows with what arrives, not with what was announced
	if _, err := io.CopyN(&b, s.r, n); err != nil {
		s.fail(unexpected(err))
		return nil
	}
	return b.Bytes()
}

func (s *scanner) skipOctets(n int64) {
	if s.err != nil {
		return
	}
	if _, err := io.CopyN(io.Discard, s.r, n); err != nil {
		s.fail(unexpected(err))
	}
}

// str takes a quoted string, a literal or an atom. isNil tells an unquoted NIL
// from the string "NIL".
func (s *scanner) str() (b []byte, isNil bool) {
	switch s.peek() {
	case '"':
		return s.quoted(), false
	case '{', '~':
		n, text, ok := s.literal()
		if ok {
			return s.octets(n), false
		}
		return append(text, s.word("")...), false
	}
	b = s.word("")
	return b, len(b) == 3 && bytes.EqualFold(b, []byte("NIL"))
}

// quoted takes a quoted string; one without end ends with the line.
func (s *scanner) quoted() []byte {
	s.accept('"')
	b := []byte{}
	for s.err == nil {
		c := s.peek()
		if c == '\n' {
			break
		}
		s.drop()
		if c == '"' {
			break
		}
		if c == '\\' {
			if c = s.peek(); c == '\n' {
				break
			}
			s.drop()
		}
		b = append(b, c)
	}
	return b
}

// skipValue takes one value of any kind and forgets it.
func (s *scanner) skipValue() {
	depth := 0
	for s.err == nil {
		s.spaces()
		switch c := s.peek(); c {
		case '\n':
			return
		case '(':
			s.drop()
			if depth++; depth > s.lim.Depth {
				s.fail(bound("more than %d levels of parentheses", s.lim.Depth))
				return
			}
		case ')':
			if depth == 0 {
				return
			}
			s.drop()
			depth--
		case '"':
			s.quoted()
		case '{', '~':
			if n, _, ok := s.literal(); ok {
				s.skipOctets(n)
			}
		default:
			s.word(`"`)
		}
		if depth == 0 {
			return
		}
	}
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
