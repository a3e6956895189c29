package imap

import (
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/protolog"
	"godwit/app/e2e/servers"
)

// TestProtocolLog: a pass leaves its commands in the log, and neither the
// password nor a word of the mail.
func TestProtocolLog(t *testing.T) {
	d := startDovecot(t, "")
	other := d.other(t)
	for n := range 100 {
		put(t, other, "INBOX", letter(n))
	}
	dir := t.TempDir()
	log, err := protolog.Open(dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, d.server(accounts.STARTTLS))
	c.Protocol = log
	c.once(t)
	if len(c.rows(t, "INBOX")) != 100 {
		t.Error("the pass did not come to its end")
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	lines, err := protolog.Read(dir, "1", 0)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(string(l.Dir) + " " + l.Text + "\n")
	}
	for _, want := range []string{"* imap work", "AUTHENTICATE PLAIN ***", "SELECT INBOX", "UID FETCH", "octets}", "more FETCH", "LOGOUT"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in the log", want)
		}
	}
	for _, never := range []string{servers.Password, "The text of letter", "letter 1", "Ada", "m1@example.org"} {
		if strings.Contains(text.String(), never) {
			t.Errorf("%q is in the log", never)
		}
	}
	if t.Failed() {
		t.Log(text.String())
	}
}
