package compose

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// Final is a message ready for the wire: CRLF line ends, no line over 998
// octets, no Bcc. Its bytes are made when they are asked for: a large file in
// it is read and encoded on the way, so that it is never in memory whole.
type Final struct {
	MessageID  string // without < >
	From       string // envelope sender, as Mailbox writes it
	Recipients []string
	Subject    string

	pieces []piece
}

// piece is a part of the bytes: as they are, or a file to be encoded.
type piece struct {
	raw  []byte
	file *Attachment
}

// WriteTo writes the bytes; the same ones each time, if no file changes.
func (f Final) WriteTo(w io.Writer) (int64, error) {
	total := int64(0)
	for _, p := range f.pieces {
		n, err := p.writeTo(w)
		total += n
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// Bytes are all of the bytes at once, nil if a file cannot be read.
func (f Final) Bytes() []byte {
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		return nil
	}
	return b.Bytes()
}

func (p piece) writeTo(w io.Writer) (int64, error) {
	if p.file == nil {
		n, err := w.Write(p.raw)
		return int64(n), err
	}
	r, err := p.file.open()
	if err != nil {
		return 0, fmt.Errorf("attachment %q: %w", p.file.Name, err)
	}
	defer r.Close()
	return encode(w, r)
}

const base64Octets = 57 // of data on a line

// encode writes lines of 76 characters (RFC 2045 6.8).
func encode(w io.Writer, r io.Reader) (written int64, err error) {
	data := make([]byte, 1000*base64Octets)
	var lines []byte
	for {
		n, err := io.ReadFull(r, data)
		lines = appendBase64(lines[:0], data[:n])
		m, werr := w.Write(lines)
		written += int64(m)
		switch {
		case werr != nil:
			return written, werr
		case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
			return written, nil
		case err != nil:
			return written, err
		}
	}
}

func appendBase64(dst, data []byte) []byte {
	for len(data) > 0 {
		n := min(base64Octets, len(data))
		dst = base64.StdEncoding.AppendEncode(dst, data[:n])
		dst = append(dst, "\r\n"...)
		data = data[n:]
	}
	return dst
}
