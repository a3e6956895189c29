package wire

import (
	"bufio"
	"errors"
	"io"
)

// ErrTooLarge: a message is larger than the caller wants.
var ErrTooLarge = errors.New("pop3: the message is too large")

// body reads a multi-line answer as bytes: it ends at the lone dot and takes
// the stuffed dots out, and changes nothing else. A line begins only behind
// CRLF, as for the server that stuffed the dots; a bare LF in a message must
// not be able to end it. Where the server's own lines end with LF, so do these.
type body struct {
	r      *bufio.Reader
	lf     bool // lines end with LF alone
	middle bool // within a line
	last   byte // of what was read before
	left   int64
	rest   []byte // read and not yet handed out; points into r's buffer
	err    error
}

func newBody(r *bufio.Reader, lf bool, limit int64) *body {
	return &body{r: r, lf: lf, left: limit}
}

func (b *body) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(b.rest) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		b.fill()
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// fill reads the next line, or the next piece of a long one.
func (b *body) fill() {
	piece, err := b.r.ReadSlice('\n')
	whole := err == nil
	if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		b.err = err
		return
	}
	begins := !b.middle
	b.middle = !whole || !b.lf && !endsCRLF(piece, b.last)
	b.last = piece[len(piece)-1]
	if begins && piece[0] == '.' {
		if whole && (len(piece) == 2 || len(piece) == 3 && piece[1] == '\r') {
			b.err = io.EOF
			return
		}
		piece = piece[1:]
	}
	if b.left -= int64(len(piece)); b.left < 0 {
		b.err = ErrTooLarge
		return
	}
	b.rest = piece
}

func endsCRLF(piece []byte, before byte) bool {
	if n := len(piece); n > 1 {
		before = piece[n-2]
	}
	return before == '\r'
}
