package wire

import (
	"bytes"
	"context"
	"io"
	"net"
	"testing"
	"time"

	"godwit/accounts/dial"
)

// tape is a server that says what it says, whatever it hears.
type tape struct {
	net.Conn
	io.Reader
}

func (t tape) Read(p []byte) (int, error)       { return t.Reader.Read(p) }
func (tape) Write(p []byte) (int, error)        { return len(p), nil }
func (tape) Close() error                       { return nil }
func (tape) SetReadDeadline(time.Time) error    { return nil }
func (tape) SetWriteDeadline(t time.Time) error { return nil }

// FuzzSession: whatever a server says, a session comes to an end, lists
// nothing without a number, and hands out no more than was said.
func FuzzSession(f *testing.F) {
	const begin = "+OK\r\n+OK\r\nPIPELINING\r\n.\r\n+OK\r\n+OK\r\n"
	for _, s := range []string{
		"", "-ERR [IN-USE] x\r\n", begin,
		begin + "+OK\r\n1 10\r\n2 20\r\n.\r\n+OK\r\n1 a\r\n2 b\r\n.\r\n+OK\r\none\r\n..\r\n.\r\n-ERR [SYS/TEMP] x\r\n+OK\r\n+OK\r\n",
		begin + "+OK\r\n1\r\n.\r\n-ERR\r\n+OK\n..a\n.\n",
		"+OK\r\n+OK\r\nSASL PLAIN\r\nLOGIN-DELAY 99999999999\r\n.\r\n+ \r\n+ eA==\r\n-ERR\r\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		conn := &dial.Conn{Conn: tape{Reader: bytes.NewReader(said)}}
		c, err := Open(context.Background(), conn, server(), "secret", nil)
		if err != nil {
			return
		}
		if d := c.LoginDelay(); d < 0 || d > maxDelay {
			t.Errorf("login delay %v", d)
		}
		entries, err := c.List()
		var numbers []int
		for _, e := range entries {
			if e.N < 1 || e.Size < 0 || len(e.UID) > maxUID {
				t.Errorf("entry %+v", e)
			}
			numbers = append(numbers, e.N)
		}
		if err != nil {
			return
		}
		total := int64(0)
		err = c.Retrieve(numbers, 1<<20, func(_ int, r io.Reader, refused *Error) error {
			if refused != nil {
				return nil
			}
			n, err := io.Copy(io.Discard, r)
			total += n
			return err
		})
		if total > int64(len(said)) {
			t.Errorf("%d octets out of %d", total, len(said))
		}
		if err == nil {
			_, _ = c.Delete(numbers)
			_ = c.Quit()
		}
	})
}
