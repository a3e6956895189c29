package smtp

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// content is what the envelope must know of the bytes.
type content struct {
	size     int64
	eightBit bool
}

// errLineEnds: what a server takes for a line end differs, and with it where it
// sees the end of the message.
var errLineEnds = errors.New("the message has lines that do not end with CRLF")

// examine reads the message once, through buf.
func examine(msg io.ReadSeeker, buf []byte) (content, error) {
	var c content
	if _, err := msg.Seek(0, io.SeekStart); err != nil {
		return c, err
	}
	cr, ok := false, true // the octet before was a CR; every line ends with CRLF
	last := byte('\n')
	for {
		n, err := msg.Read(buf)
		if b := buf[:n]; n > 0 {
			c.size += int64(n)
			c.eightBit = c.eightBit || highBit(b)
			ok = ok && paired(b, cr)
			last = b[n-1]
			cr = last == '\r'
		}
		if err == io.EOF {
			if !ok || last != '\n' {
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

// paired: each LF follows a CR, and each CR comes before an LF, or last. cr is
// whether one stands before b.
func paired(b []byte, cr bool) bool {
	feeds := 0
	for at := 0; ; at++ {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			break
		}
		if at += i; at == 0 && !cr || at > 0 && b[at-1] != '\r' {
			return false
		}
		feeds++
	}
	returns := bytes.Count(b, []byte{'\r'})
	if cr {
		returns++
		if b[0] != '\n' {
			return false
		}
	}
	if b[len(b)-1] == '\r' {
		returns--
	}
	return feeds == returns
}

// highBit: an octet is over 127.
func highBit(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return true
		}
	}
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}
