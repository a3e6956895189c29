package wire

import (
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"os"

	"godwit/accounts/dial"
)

// compress asks for compression of both directions (RFC 4978). What the server
// said behind its OK is already compressed. A refusal is no error.
func (r *raw) compress() (done bool, err error) {
	a, err := r.command("COMPRESS DEFLATE")
	if err != nil || a.status != "OK" {
		return false, err
	}
	rest, _ := r.in.r.Peek(r.in.r.Buffered())
	r.wait = &patience{conn: r.conn}
	in := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(bytes.Clone(rest)), r.wait), readBuffer)
	r.in.r = bufio.NewReaderSize(inflated{flate.NewReader(in)}, readBuffer)
	r.out = newDeflater(r.conn)
	return true, nil
}

// deflater compresses what is written, and holds nothing back.
type deflater struct{ z *flate.Writer }

func newDeflater(w io.Writer) deflater {
	z, _ := flate.NewWriter(w, flate.BestSpeed) // its only error is a level that is none; commands are short
	return deflater{z}
}

func (d deflater) Write(p []byte) (int, error) {
	n, err := d.z.Write(p)
	if err == nil {
		err = d.z.Flush()
	}
	return n, err
}

// inflated names the layer that a broken stream broke in.
type inflated struct{ io.Reader }

func (i inflated) Read(p []byte) (int, error) {
	n, err := i.Reader.Read(p)
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) {
		err = fmt.Errorf("imap: the compressed stream is broken: %w", err)
	}
	return n, err
}

// patience reads from the connection. A decompressor does not recover from an
// error, so silence must be none while nothing is due.
type patience struct {
	conn    *dial.Conn
	between bool        // no response has begun
	overdue func() bool // a command waits for its answer for too long; nil: always
}

func (p *patience) Read(b []byte) (int, error) {
	for {
		n, err := p.conn.Read(b)
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) || !p.between || p.overdue == nil || p.overdue() {
			return n, err
		}
	}
}
