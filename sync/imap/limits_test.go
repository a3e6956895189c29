package imap

import (
	"bufio"
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/imap/wire"
	"godwit/sync/mail"
)

// limited is a session with a server that offers caps and answers STATUS with
// a limit of 1,000 octets. heard has what it was told.
func limited(t *testing.T, caps string) (s *session, heard chan string) {
	t.Helper()
	client, server := net.Pipe()
	heard = make(chan string, 100)
	go func() {
		defer close(heard)
		defer server.Close()
		_, _ = server.Write([]byte("* OK [CAPABILITY IMAP4rev1] hi\r\n"))
		r := bufio.NewScanner(server)
		for r.Scan() {
			line := r.Text()
			heard <- line
			tag, command, _ := strings.Cut(line, " ")
			answer := tag + " OK done\r\n"
			switch word, _, _ := strings.Cut(command, " "); word {
			case "LOGIN":
				answer = tag + " OK [CAPABILITY IMAP4rev1 " + caps + "] in\r\n"
			case "STATUS":
				answer = "* STATUS Sent (UIDNEXT 4 APPENDLIMIT 1000)\r\n" + answer
			}
			if _, err := server.Write([]byte(answer)); err != nil {
				return
			}
		}
	}()
	account := accounts.Server{Protocol: accounts.IMAP, Host: "mail.example.org", Port: 143, Security: accounts.Plain, User: "u"}
	w, err := wire.Open(context.Background(), &dial.Conn{Conn: client}, account, "secret", wire.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s = newSession(context.Background(), w, account, make(chan struct{}, 1))
	t.Cleanup(s.close)
	return s, heard
}

// TestAppendLimit: a message that the server would refuse for its size is
// refused before it is sent.
func TestAppendLimit(t *testing.T) {
	for _, caps := range []string{"APPENDLIMIT=1000", "APPENDLIMIT"} {
		s, heard := limited(t, caps)
		_, err := s.appendRaw("Sent", make([]byte, askLimitAbove+1), nil, time.Now())
		if e := refusedAs(err, "TOOBIG"); e == nil || !e.Permanent() || e.Command != "APPEND" {
			t.Errorf("%s: err = %v", caps, err)
		}
		if err := s.fits("Sent", 1000); err != nil {
			t.Errorf("%s: err = %v", caps, err)
		}
		s.close()
		for line := range heard {
			if strings.Contains(line, "APPEND ") {
				t.Errorf("%s: said %q", caps, line)
			}
		}
	}
	s, _ := limited(t, "IDLE")
	if err := s.fits("Sent", 1<<30); err != nil {
		t.Errorf("err = %v", err)
	}
}

func TestQuota(t *testing.T) {
	d := startDovecot(t, `
mail_plugins = $mail_plugins quota
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=10M
}
`)
	c := newClient(t, d.server(accounts.Plain))
	if _, ok := c.Quota(); ok {
		t.Error("told before it was asked")
	}
	put(t, d.other(t), "INBOX", letter(1)+strings.Repeat("text\r\n", 1000))
	c.once(t)
	if q, ok := c.Quota(); !ok || q.Limit != 10<<20 || q.Used < 5000 || q.Used > 20000 {
		t.Errorf("%+v %v", q, ok)
	}
	plain := newClient(t, startDovecot(t, "").server(accounts.Plain))
	plain.once(t)
	if q, ok := plain.Quota(); ok || q != (mail.Quota{}) {
		t.Errorf("%+v", q)
	}
}
