package wire

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"time"
)

// scanner reads one response at a time, leniently, from the server's stream.
// Its first error sticks; after it every method returns a zero value. At the
// end of a response peek returns '\n', and next does not go past it; finish does.
type scanner struct {
	r     *bufio.Reader
	lim   Limits
	left  int // octets that the response may still have outside literals
	err   error
	since time.Time // when got was last zero; zero: the response is all in the buffer so far
	got   int       // octets that came since

	scratch []byte // the last word
}

func (s *scanner) begin(limit int) { s.left, s.since = limit, time.Time{} }

func (s *scanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// minPace is how many octets of a response have to come within each
// Limits.Wait: one that drips would keep its command alive for ever.
const minPace = 1 << 10

// more waits until something is in the buffer; false if nothing comes.
func (s *scanner) more() bool {
	if s.err != nil {
		return false
	}
	if s.r.Buffered() > 0 {
		return true
	}
	return s.fill()
}

func (s *scanner) fill() bool {
	switch now := time.Now(); {
	case s.since.IsZero():
		s.since, s.got = now, 0
	case now.Sub(s.since) < s.lim.Wait:
	case s.got < minPace:
		s.fail(fmt.Errorf("imap: %w: %d octets in %v", ErrSlow, s.got, now.Sub(s.since).Round(time.Second)))
		return false
	default:
		s.since, s.got = now, 0
	}
	if _, err := s.r.Peek(1); err != nil {
		s.fail(unexpected(err))
		return false
	}
	s.got += s.r.Buffered()
	return true
}

// peek returns the next octet without taking it: '\n' at the end of the
// response. Octets that have no place in a response, NUL and a CR that ends
// nothing, are passed over.
func (s *scanner) peek() byte {
	for s.more() {
		b, _ := s.r.Peek(1)
		switch b[0] {
		case 0:
		case '\r':
			if s.r.Buffered() == 1 {
				s.got++ // what Peek waits for
			}
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
	t := s.run(nil, &lineStops, keep)
	s.endLine()
	return t
}

func (s *scanner) endLine() {
	if s.peek() == '\n' && s.err == nil {
		if _, err := s.r.ReadSlice('\n'); err != nil {
			s.fail(unexpected(err))
		}
	}
}

// stops are octets that a run ends at.
type stops [256]bool

func stopsAt(octets string) stops {
	t := stops{0: true, '\r': true, '\n': true}
	for i := range len(octets) {
		t[octets[i]] = true
	}
	return t
}

var (
	lineStops   = stopsAt("")
	wordStops   = stopsAt(" \t()")
	itemStops   = stopsAt(" \t()[")
	valueStops  = stopsAt(" \t()\"")
	quotedStops = stopsAt(`"\`)
)

// run appends to b the octets up to one that stop has, or to the end; what is
// longer than keep is cut.
func (s *scanner) run(b []byte, stop *stops, keep int) []byte {
	for {
		if c := s.peek(); c == '\n' || s.err != nil || stop[c] {
			return b
		}
		buf, _ := s.r.Peek(s.r.Buffered()) // begins with an octet that peek let pass
		n := 1
		for n < len(buf) && !stop[buf[n]] {
			n++
		}
		if s.left -= n; s.left < 0 {
			s.fail(bound("a response without end"))
			return b
		}
		if room := keep - len(b); room > 0 {
			b = append(b, buf[:min(n, room)]...)
		}
		_, _ = s.r.Discard(n)
	}
}

// word takes octets up to white space, a parenthesis, or the end. They are
// there until the next word is taken.
func (s *scanner) word() []byte {
	s.scratch = s.run(s.scratch[:0], &wordStops, s.lim.Line)
	return s.scratch
}

// item takes a word as word does, up to a bracket as well.
func (s *scanner) item() []byte {
	s.scratch = s.run(s.scratch[:0], &itemStops, s.lim.Line)
	return s.scratch
}

// upper makes ASCII letters in b upper case, in place.
func upper(b []byte) []byte {
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - ('a' - 'A')
		}
	}
	return b
}

// literal takes the announcement of a literal, up to and with its line end,
// when one stands here. If it is none, what was taken is returned as text.
func (s *scanner) literal() (size int64, text []byte, ok bool) {
	s.accept('~') // literal8 (RFC 3516)
	if !s.accept('{') {
		return 0, []byte("~"), false
	}
	text = []byte("{")
	s.spaces()
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
	s.spaces()
	if !s.accept('+') {
		s.accept('-')
	}
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
	b := make([]byte, 0, min(n, streamAbove)) // grows with what arrives, not with what was announced
	for int64(len(b)) < n && s.more() {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		k, _ := s.r.Read(b[len(b):min(int64(cap(b)), n)])
		b = b[:len(b)+k]
	}
	return b
}

func (s *scanner) skipOctets(n int64) {
	for n > 0 && s.more() {
		k, _ := s.r.Discard(int(min(n, int64(s.r.Buffered()))))
		n -= int64(k)
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
		return append(text, s.word()...), false
	}
	b = bytes.Clone(s.word())
	return b, len(b) == 3 && bytes.EqualFold(b, []byte("NIL"))
}

// quoted takes a quoted string; one without end ends with the line.
func (s *scanner) quoted() []byte {
	s.accept('"')
	b := []byte{}
	for s.err == nil {
		b = s.run(b, &quotedStops, s.lim.Line)
		switch s.peek() {
		case '"':
			s.drop()
			return b
		case '\\':
			s.drop()
			if c := s.peek(); c != '\n' {
				b = append(b, c)
				s.drop()
				continue
			}
		}
		break
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
			s.run(nil, &valueStops, 0)
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
