package pop3

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/app/e2e/servers"
)

// dovecot starts a private Dovecot with a mailbox of these letters.
func dovecot(t *testing.T, letters []string) (starttls, implicit accounts.Server) {
	t.Helper()
	ca := servers.NewCA(t)
	t.Setenv("SSL_CERT_FILE", ca.File)
	d := servers.StartDovecot(t, ca, "mira")
	for i, text := range letters { // a Maildir is filled fastest by hand
		if err := os.MkdirAll(filepath.Join(d.Maildir("mira"), "cur"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(fmt.Sprintf("%s/cur/%d.test:2,", d.Maildir("mira"), 1_700_000_000+i), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d.Own(t, "mira")
	server := accounts.Server{Protocol: accounts.POP3, Host: "127.0.0.1", Port: d.POP3, Security: accounts.STARTTLS}
	implicit = server
	implicit.Port, implicit.Security = d.POP3S, accounts.TLS
	return server, implicit
}

func TestDovecot(t *testing.T) {
	var sent []string
	for i := range 300 {
		sent = append(sent, fmt.Sprintf("From: a@b.example\r\nSubject: %d\r\n\r\n.\r\n..dots\r\n%s\r\n", i, strings.Repeat("x", i*7)))
	}
	starttls, implicit := dovecot(t, sent)
	for _, s := range []accounts.Server{starttls, implicit} {
		t.Run(string(s.Security), func(t *testing.T) {
			quiet(t)
			f := &fixture{t: t}
			f.open(s, "mira", servers.Password)
			if n := f.once(); n != len(sent) {
				t.Errorf("%d new, want %d", n, len(sent))
			}
			got := f.inbox()
			slices.Sort(got)
			want := slices.Sorted(slices.Values(sent))
			if !slices.Equal(got, want) {
				t.Errorf("%d messages, or other bytes", len(got))
			}
			if n := f.once(); n != 0 {
				t.Errorf("%d came twice", n)
			}
			if s.Security != accounts.TLS {
				return
			}
			f.Account.LeaveDays = 1
			f.now = func() time.Time { return time.Now().AddDate(0, 0, 2) }
			f.once()
			again := &fixture{t: t}
			again.open(s, "mira", servers.Password)
			if n := again.once(); n != 0 {
				t.Errorf("%d messages are left after their time", n)
			}
			if n := len(f.inbox()); n != len(sent) {
				t.Errorf("%d messages here", n)
			}
		})
	}
}
