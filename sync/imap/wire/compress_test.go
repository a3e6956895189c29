package wire

import (
	"errors"
	"net"
	"os"
	"testing"
	"time"

	"godwit/accounts/dial"
)

// silent says nothing for some waits, and then a word.
type silent struct {
	net.Conn
	waits int
}

func (s *silent) Read(p []byte) (int, error) {
	if s.waits--; s.waits >= 0 {
		return 0, os.ErrDeadlineExceeded
	}
	return copy(p, "word"), nil
}

func (*silent) SetReadDeadline(time.Time) error  { return nil }
func (*silent) SetWriteDeadline(time.Time) error { return nil }

// TestPatience: silence is no error between responses while nothing is due; a
// decompressor would not survive it.
func TestPatience(t *testing.T) {
	for _, c := range []struct {
		name         string
		between, due bool
		waits        int
		fails        bool
	}{
		{"nothing is due", true, false, 5, false},
		{"an answer is due", true, true, 1, true},
		{"within a response", false, false, 1, true},
	} {
		p := &patience{conn: &dial.Conn{Conn: &silent{waits: c.waits}}, between: c.between, overdue: func() bool { return c.due }}
		buf := make([]byte, 10)
		_, err := p.Read(buf)
		if errors.Is(err, os.ErrDeadlineExceeded) != c.fails {
			t.Errorf("%s: %v", c.name, err)
		}
		if n, err := p.Read(buf); err != nil || string(buf[:n]) != "word" {
			t.Errorf("%s: %q, %v", c.name, buf[:n], err)
		}
	}
}
