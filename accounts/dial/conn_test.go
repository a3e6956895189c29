package dial

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"godwit/accounts"
)

// pair is a Conn and its peer, without buffers between them.
func pair(limit time.Duration) (*Conn, net.Conn) {
	mine, theirs := net.Pipe()
	return &Conn{Conn: mine, limit: limit, host: "mail.example.org"}, theirs
}

func TestReadIsBounded(t *testing.T) {
	cases := []struct {
		name  string
		limit time.Duration
		set   func(*Conn) error
		want  time.Duration
	}{
		{"by default", 0, func(*Conn) error { return nil }, time.Minute},
		{"by the dialer", 2 * time.Second, func(*Conn) error { return nil }, 2 * time.Second},
		{"without a read deadline", 0, func(c *Conn) error { return c.SetReadDeadline(time.Time{}) }, time.Minute},
		{"without a deadline", 0, func(c *Conn) error { return c.SetDeadline(time.Time{}) }, time.Minute},
		{"with a late deadline", 0, func(c *Conn) error { return c.SetReadDeadline(time.Now().Add(time.Hour)) }, time.Minute},
		{"with an early deadline", 0, func(c *Conn) error { return c.SetReadDeadline(time.Now().Add(time.Second)) }, time.Second},
		{"with a past deadline", 0, func(c *Conn) error { return c.SetReadDeadline(time.Unix(1, 0)) }, 0},
		{"with a longer wait", 0, func(c *Conn) error { c.SetWait(29 * time.Minute); return nil }, 29 * time.Minute},
		{"with a longer wait than the dialer's", time.Second, func(c *Conn) error { c.SetWait(time.Hour); return nil }, time.Second},
		{"back at the default", 0, func(c *Conn) error { c.SetWait(time.Hour); c.SetWait(0); return nil }, time.Minute},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn, peer := pair(c.limit)
				defer peer.Close()
				defer conn.Close()
				if err := c.set(conn); err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				_, err := conn.Read(make([]byte, 1))
				if !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Fatalf("read ended with %v", err)
				}
				if waited := time.Since(began); waited != c.want {
					t.Errorf("waited %v, want %v", waited, c.want)
				}
			})
		})
	}
}

// A reader that waits while nothing is expected must follow SetWait at once.
func TestWaitsChangeUnderARead(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Conn) error
		want   time.Duration
	}{
		{"longer", func(c *Conn) error { c.SetWait(10 * time.Minute); return nil }, 10 * time.Minute},
		{"shorter", func(c *Conn) error { c.SetWait(20 * time.Second); return nil }, 20 * time.Second},
		{"ended", func(c *Conn) error { return c.SetReadDeadline(time.Unix(1, 0)) }, 5 * time.Second},
		{"never unbounded", func(c *Conn) error { return c.SetReadDeadline(time.Time{}) }, time.Minute},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn, peer := pair(0)
				defer peer.Close()
				defer conn.Close()
				began := time.Now()
				ended := make(chan time.Duration)
				go func() {
					_, _ = conn.Read(make([]byte, 1))
					ended <- time.Since(began)
				}()
				time.Sleep(5 * time.Second)
				if err := c.change(conn); err != nil {
					t.Fatal(err)
				}
				if waited := <-ended; waited != c.want {
					t.Errorf("waited %v, want %v", waited, c.want)
				}
			})
		})
	}
}

// 1 MiB at 16 KiB in 50 s takes an hour, and no single wait is too long.
func TestSlowLineCarriesALargeWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, peer := pair(0)
		defer conn.Close()
		const size = 1 << 20
		go func() {
			defer peer.Close()
			buf := make([]byte, chunk)
			for range size / chunk {
				time.Sleep(50 * time.Second)
				if _, err := io.ReadFull(peer, buf); err != nil {
					return
				}
			}
		}()
		if n, err := conn.Write(make([]byte, size)); n != size || err != nil {
			t.Fatalf("wrote %d bytes, %v", n, err)
		}
	})
}

func TestStandingLineEndsAWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, peer := pair(0)
		defer peer.Close()
		defer conn.Close()
		go func() { _, _ = io.ReadFull(peer, make([]byte, 2*chunk)) }()
		if err := conn.SetWriteDeadline(time.Time{}); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		n, err := conn.Write(make([]byte, 5*chunk))
		if n != 2*chunk || !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("wrote %d bytes in %v, %v", n, time.Since(began), err)
		}
	})
}

func TestHandshakeIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, peer := pair(0)
		conn.server = accounts.Server{Protocol: accounts.SMTP, Host: "mail.example.org", Port: 587}
		defer peer.Close()
		go func() { _, _ = io.Copy(io.Discard, peer) }()
		conn.SetWait(time.Hour) // is for reads and writes
		began := time.Now()
		wantKind(t, conn.StartTLS(context.Background(), 0), Timeout)
		if waited := time.Since(began); waited != handshakeWait {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestCloseEndsARead(t *testing.T) {
	conn, peer := pair(0)
	defer peer.Close()
	ended := make(chan error)
	go func() {
		_, err := conn.Read(make([]byte, 1))
		ended <- err
	}()
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	wantKind(t, Classify(<-ended, accounts.Server{}), Closed)
}

func TestEmptyWrite(t *testing.T) {
	conn, peer := pair(0)
	defer conn.Close()
	go func() { _, _ = io.Copy(io.Discard, peer) }()
	if n, err := conn.Write(nil); n != 0 || err != nil {
		t.Errorf("wrote %d, %v", n, err)
	}
}
