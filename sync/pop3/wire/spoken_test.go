package wire

import (
	"context"
	"encoding/base64"
	"io"
	"strconv"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/protolog"
)

// TestProtocol: what is said is kept, but no password, whoever says it, and no
// message.
func TestProtocol(t *testing.T) {
	const marker = "mark\"er-pass"
	b64 := base64.StdEncoding.EncodeToString
	plain := b64([]byte("\x00mira\x00" + marker))
	for name, script := range map[string]string{
		"PASS": "S: +OK\nS: .\nC: USER mira\nS: +OK\nC: PASS " + marker + "\nS: +OK " + marker + " is right",
		"AUTH": "S: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN\nS: + \nC: " + plain + "\nS: +OK you said " + plain,
	} {
		dir := t.TempDir()
		log, err := protolog.Open(dir, "1")
		if err != nil {
			t.Fatal(err)
		}
		var mails strings.Builder
		numbers := make([]int, maxRun+5)
		for i := range numbers {
			numbers[i] = i + 1
			mails.WriteString("C: RETR " + strconv.Itoa(i+1) + "\nS: +OK\nS: Subject: private\nS: \nS: .\n")
		}
		c, err := Open(context.Background(), play(t, "S: +OK ready\nC: CAPA\n"+script+"\n"+mails.String()+"C: QUIT\nS: +OK"), server(), marker, log.Conn("pop3", marker))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		err = c.Retrieve(numbers, 1000, func(_ int, r io.Reader, _ *Error) error {
			_, err := io.Copy(io.Discard, r)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Quit(); err != nil {
			t.Fatal(err)
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
		for _, never := range []string{marker, plain, b64([]byte(marker))[:12], "private", "mira"} {
			if strings.Contains(text.String(), never) {
				t.Errorf("%s: %q is kept", name, never)
			}
		}
		for _, want := range []string{"* pop3", "< +OK ready", "> CAPA", "> RETR 1\n", "< {20 octets}", "* 5 more RETR", "> QUIT"} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: %q is not kept in\n%s", name, want, text.String())
			}
		}
	}
}

// TestProtocolBeforeTLS: what anyone on the way could have said is not kept.
func TestProtocolBeforeTLS(t *testing.T) {
	dir := t.TempDir()
	log, err := protolog.Open(dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	s := server()
	s.Security = accounts.STARTTLS
	if _, err := Open(context.Background(), play(t, "S: +OK visit evil.example\nC: STLS\nS: -ERR evil"), s, "secret", log.Conn("pop3", "secret")); err == nil {
		t.Error("no error")
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	lines, _ := protolog.Read(dir, "1", 0)
	for _, l := range lines {
		if strings.Contains(l.Text, "evil") {
			t.Errorf("%q is kept", l.Text)
		}
	}
	if len(lines) < 4 {
		t.Errorf("%+v", lines)
	}
}
