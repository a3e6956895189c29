package smtp

import (
	"bytes"
	"errors"
	"io"
	"slices"
)

// content is what the envelope must know of the bytes.
type content struct {
	size     int64
	eightBit bool
}

// errLineEnds: what a server takes for a line end differs, and with it where it
// sees the end of the message.
var errLineEnds = errors.New("the message has lines that do not end with CRLF")

// examine reads the message once.
func examine(msg io.ReadSeeker) (content, error) {
	var c content
	if _, err := msg.Seek(0, io.SeekStart); err != nil {
		return c, err
	}
	buf := make([]byte, 64<<10)
	cr, lf, both := 0, 0, 0
	var last byte
	for {
		n, err := msg.Read(buf)
		if b := buf[:n]; n > 0 {
			c.size += int64(n)
			c.eightBit = c.eightBit || slices.ContainsFunc(b, func(b byte) bool { return b >= 0x80 })
			cr += bytes.Count(b, []byte("\r"))
			lf += bytes.Count(b, []byte("\n"))
			both += bytes.Count(b, []byte("\r\n"))
			if last == '\r' && b[0] == '\n' {
				both++
			}
			last = b[n-1]
		}
		if err == io.EOF {
			if cr != both || lf != both || c.size > 0 && last != '\n' {
				return c, errLineEnds
			}
			_, err = msg.Seek(0, io.SeekStart)
			return c, err
		}
		if err != nil {
			return c, err
		}
	}
}
