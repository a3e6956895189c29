package smtp

import (
	"bytes"
	"context"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

// tape is a server that says what it says, an answer to each command.
type tape struct {
	net.Conn
	lines   []string
	ready   bytes.Buffer
	message bool
}

func (t *tape) Read(p []byte) (int, error) {
	if t.ready.Len() == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	return t.ready.Read(p)
}

func (t *tape) Write(p []byte) (int, error) {
	for line := range strings.Lines(string(p)) {
		if !t.message || line == ".\r\n" {
			t.answer()
		}
		t.message = line == "DATA\r\n" || t.message && line != ".\r\n"
	}
	return len(p), nil
}

// answer lets lines out up to one that ends an answer.
func (t *tape) answer() {
	for len(t.lines) > 0 {
		line := t.lines[0]
		t.lines = t.lines[1:]
		t.ready.WriteString(line)
		if len(line) < 4 || line[3] != '-' {
			return
		}
	}
}

func (*tape) Close() error                     { return nil }
func (*tape) SetReadDeadline(time.Time) error  { return nil }
func (*tape) SetWriteDeadline(time.Time) error { return nil }
func (*tape) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// FuzzSubmission: whatever a server says, a submission comes to an end, and
// nothing is sent that it did not take.
func FuzzSubmission(f *testing.F) {
	f.Add("220 a\r\n250-a\r\n250 AUTH PLAIN\r\n235 in\r\n250 ok\r\n250 ok\r\n550 5.1.1 no\r\n354 go\r\n250 2.0.0 queued as 1\r\n")
	f.Add("220 a\r\n250-a\r\n250-PIPELINING\r\n250-DSN\r\n250-SIZE 99\r\n250 AUTH=LOGIN\r\n334 \r\n334 \r\n235 in\r\n250 ok\r\n501 what\r\n250 ok\r\n250 ok\r\n354 go\r\n250\r\n")
	f.Add("220-\r\n220 \r\n500 \r\n250 a\r\n")
	f.Add("220 a\n250-x\n\n250 y\n\x00\xff")
	f.Add("220 a\r\n250-a\r\n250 AUTH SCRAM-SHA-1 CRAM-MD5\r\n334 cj0=\r\n501 5.5.4 mechanism unknown\r\n504 \r\n")
	f.Add("421-a\r\n220 b\r\n250 a\r\n")
	f.Fuzz(func(t *testing.T, said string) {
		server := &tape{}
		for line := range strings.Lines(said) {
			server.lines = append(server.lines, line)
		}
		server.answer()
		s := accounts.Server{Protocol: accounts.SMTP, Host: "localhost", Port: 25, Security: accounts.Plain, User: "ada"}
		n := newSession(client(time.Second), s, envelope("bob@example.net", "eve@example.com"))
		n.link = newLink(&dial.Conn{Conn: server}, &n.log)
		err := talk(t.Context(), n)
		n.describe()
		r := n.result()
		sent := 0
		for _, to := range r.Recipients {
			if to.State == mail.StateSent {
				sent++
			}
			if to.State == mail.StateSending || len(to.Text) > 1000 || strings.ContainsAny(to.Text, "\r\n\x00") {
				t.Errorf("recipient %+v", to)
			}
		}
		if (err == nil) != (sent > 0) {
			t.Errorf("sent to %d: %v", sent, err)
		}
		if all := strings.Join(r.Transcript, ""); strings.Contains(all, password) || strings.ContainsAny(all, "\r\n\x00") {
			t.Errorf("transcript %q", all)
		}
	})
}

// talk is a submission from the greeting on.
func talk(ctx context.Context, n *session) error {
	if err := n.greeting(ctx); err != nil {
		return err
	}
	if err := n.hello(ctx); err != nil {
		return err
	}
	if err := n.signIn(ctx); err != nil {
		return err
	}
	n.gone, n.patience = false, commandWait
	n.msg = strings.NewReader(message)
	n.content = content{size: int64(len(message))}
	if err := n.mail(ctx); err != nil {
		return err
	}
	if err := n.rcpt(ctx); err != nil {
		return err
	}
	return n.data(ctx)
}
