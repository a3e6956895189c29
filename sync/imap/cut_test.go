package imap

import (
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// proxy passes connections on to a server until cut says that enough of the
// server's words went through.
func proxy(t *testing.T, to string, cut func(chunk []byte) (pass int, stop bool)) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	wg.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to)
			if err != nil {
				_ = client.Close()
				return
			}
			wg.Go(func() {
				_, _ = io.Copy(server, client)
				_ = server.Close()
			})
			wg.Go(func() {
				defer client.Close()
				defer server.Close()
				buf := make([]byte, 4096)
				for {
					n, err := server.Read(buf)
					if err != nil {
						return
					}
					pass, stop := cut(buf[:n])
					_, _ = client.Write(buf[:pass])
					if stop {
						return
					}
				}
			})
		}
	})
	return l.Addr().(*net.TCPAddr).Port
}

// bulky is a letter with many lines.
func bulky(n, size int) string {
	return letter(n) + strings.Repeat("All work and no play makes Jack a dull boy.\r\n", size/45)
}

func TestConnectionCutMidBody(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	for i := range 10 {
		put(t, o, "INBOX", bulky(i, 50_000))
	}
	var through atomic.Int64
	server := d.server(accounts.Plain)
	server.Port = proxy(t, d.addr(), func(chunk []byte) (int, bool) {
		return len(chunk), through.Add(int64(len(chunk)))%200_000 < int64(len(chunk)) // each 200 kB
	})
	c := newClient(t, server)
	for range 20 { // as a supervisor would
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		err := c.Once(ctx)
		cancel()
		if err == nil {
			break
		}
		t.Log(err)
	}
	rows := c.rows(t, "INBOX")
	if len(rows) != 10 {
		t.Fatalf("%d messages", len(rows))
	}
	for _, row := range rows {
		raw, err := c.Store.Raw(context.Background(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		if row.Body != mail.BodyHere || len(raw) != int(row.Size) || !bytes.HasSuffix(raw, []byte("dull boy.\r\n")) {
			t.Errorf("%s: %d of %d octets", row.Subject, len(raw), row.Size)
		}
	}
}

func TestPoisonousMessageIsIsolated(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	for i := range 30 {
		put(t, o, "INBOX", letter(i))
	}
	server := d.server(accounts.Plain)
	server.Port = proxy(t, d.addr(), func(chunk []byte) (int, bool) {
		if i := bytes.Index(chunk, []byte("The text of letter 17.")); i >= 0 {
			return i, true
		}
		return len(chunk), false
	})
	c := newClient(t, server)
	c.once(t)
	for _, row := range c.rows(t, "INBOX") {
		want := mail.BodyHere
		if row.Subject == "letter 17" {
			want = mail.BodyBroken
		}
		if row.Body != want {
			t.Errorf("%s: body %v", row.Subject, row.Body)
		}
	}
}

func TestContextEndsRunAtOnce(t *testing.T) {
	noneLeft(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	accepted := make(chan net.Conn, 1)
	go func() {
		if c, err := l.Accept(); err == nil {
			accepted <- c // and says nothing
		}
	}()
	c := newClient(t, accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain, User: "u"})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- c.Run(ctx) }()
	conn := <-accepted
	defer conn.Close()
	cancel()
	if err := <-ended; err != context.Canceled {
		t.Errorf("Run: %v", err)
	}
}
