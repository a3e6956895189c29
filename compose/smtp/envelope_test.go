package smtp

import (
	"errors"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// said sends a message and returns the commands the server got, one a line.
func said(t *testing.T, s script, env Envelope, msg string) (string, Result, error) {
	t.Helper()
	p := serve(t, s, nil, false)
	r, err := client(time.Minute).Send(t.Context(), p.server(), env, strings.NewReader(msg))
	commands, _ := p.seen()
	return strings.Join(commands, "\n"), r, err
}

func TestParametersAreGivenWhereNeeded(t *testing.T) {
	const all = "250-mail.test\r\n250-SIZE 0\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN"
	const dsn = "250-mail.test\r\n250-DSN\r\n250-SMTPUTF8\r\n250 AUTH PLAIN"
	tests := []struct{ name, ehlo, to, msg, want string }{
		{"ascii", all, "bob@example.net", message, "MAIL FROM:<ada@example.org> SIZE=55"},
		{"8-bit", all, "bob@example.net", "Subject: x\r\n\r\ngrün\r\n", "MAIL FROM:<ada@example.org> SIZE=21 BODY=8BITMIME"},
		{"8-bit unknown", "250 AUTH PLAIN", "bob@example.net", "Subject: x\r\n\r\ngrün\r\n", "MAIL FROM:<ada@example.org>"},
		{"an id that reports name", dsn, "bob+x@example.net", message, "MAIL FROM:<ada@example.org> RET=HDRS ENVID=a+2Bb+3D1"},
		{"recipient that reports name", dsn, "bob+x@example.net", message, "RCPT TO:<bob+x@example.net> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob+2Bx@example.net"},
		{"international recipient", dsn, "δ=\\@example.org", message, `RCPT TO:<δ=\@example.org> NOTIFY=FAILURE,DELAY ORCPT=utf-8;\x{3B4}\x{3D}\x{5C}@example.org`},
		{"international", all, "δοκιμή@example.org", "Subject: x\r\n\r\nx\r\n", "MAIL FROM:<ada@example.org> SIZE=17 SMTPUTF8"},
	}
	for _, test := range tests {
		ehlo := test.ehlo
		if !strings.HasPrefix(ehlo, "250-") {
			ehlo = "250-mail.test\r\n" + ehlo
		}
		env := envelope(test.to)
		env.ID = "a+b=1"
		got, _, err := said(t, script{"EHLO": ehlo}, env, test.msg)
		if err != nil || !strings.Contains(got, test.want+"\n") {
			t.Errorf("%s: %v\n%s\nwant %s", test.name, err, got, test.want)
		}
	}
}

func TestInternationalAddressWithoutSMTPUTF8(t *testing.T) {
	_, r, err := said(t, nil, envelope("δοκιμή@example.org", "bob@example.net"), message)
	if got := outcome(r, err); got != "ok failed sent" {
		t.Errorf("%s (%v)", got, err)
	}
	_, r, err = said(t, nil, envelope("δοκιμή@example.org"), message)
	if got := outcome(r, err); got != "fail mail 553 failed" {
		t.Errorf("%s (%v)", got, err)
	}
}

func TestNamesNoComputer(t *testing.T) {
	got, _, err := said(t, nil, envelope("bob@example.net"), message)
	if err != nil || !strings.HasPrefix(got, "EHLO [127.0.0.1]\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestNoSignInWithoutUser(t *testing.T) {
	p := serve(t, script{"EHLO": "250 mail.test"}, nil, false)
	s := p.server()
	s.Auth = accounts.AuthNone
	r, err := client(time.Minute).Send(t.Context(), s, envelope("bob@example.net"), strings.NewReader(message))
	if got := outcome(r, err); got != "ok sent" {
		t.Errorf("%s (%v)", got, err)
	}
}

func TestAddressesCannotInject(t *testing.T) {
	for _, to := range []string{"a@b>\r\nRCPT TO:<c@d", "a@b\nDATA", "a@b\x00"} {
		got, r, err := said(t, nil, envelope(to), message)
		if err == nil || strings.Contains(got, "MAIL") || !strings.HasPrefix(outcome(r, err), "fail") {
			t.Errorf("%q: %s (%v)\n%s", to, outcome(r, err), err, got)
		}
	}
}

// TestStageStops: what the store cannot write down is not done.
func TestStageStops(t *testing.T) {
	full := errors.New("the disk is full")
	for _, stage := range []mail.SendStage{mail.StageConnect, mail.StageMail, mail.StageData, mail.StageDot} {
		p := serve(t, nil, nil, false)
		env := envelope("bob@example.net")
		var last mail.SendStage
		env.Stage = func(s mail.SendStage) error {
			if last = s; s == stage {
				return full
			}
			return nil
		}
		_, err := client(time.Minute).Send(t.Context(), p.server(), env, strings.NewReader(message))
		if _, messages := p.seen(); !errors.Is(err, full) || last != stage || len(messages) != 0 {
			t.Errorf("%s: went on to %s, %v, the server has %q", stage, last, err, messages)
		}
	}
}

func TestTranscript(t *testing.T) {
	_, r, err := said(t, script{"RCPT 2": "550 5.1.1 no\x1b[31m such\x07 user"}, envelope("bob@example.net", "eve@example.com"), message)
	if err != nil {
		t.Fatal(err)
	}
	want := `S: 220 mail.test ESMTP
C: EHLO [127.0.0.1]
S: 250-mail.test
S: 250-SIZE 1000000
S: 250-8BITMIME
S: 250-ENHANCEDSTATUSCODES
S: 250 AUTH PLAIN LOGIN
C: AUTH PLAIN ***
S: 235 2.7.0 welcome
C: MAIL FROM:<ada@example.org> SIZE=55
S: 250 2.1.0 ok
C: RCPT TO:<bob@example.net>
S: 250 2.1.5 ok
C: RCPT TO:<eve@example.com>
S: 550 5.1.1 no [31m such  user
C: DATA
S: 354 go on
C: (55 octets of message)
C: .
S: 250 2.0.0 queued as 42
C: QUIT
S: 221 2.0.0 bye`
	if got := strings.Join(r.Transcript, "\n"); got != want {
		t.Errorf("got:\n%s", got)
	}
	if to := r.Recipients[1]; to.Code != 550 || to.Enhanced != "5.1.1" || to.Text != "no [31m such  user" {
		t.Errorf("recipient %+v", to)
	}
}

func TestCheck(t *testing.T) {
	p := serve(t, nil, nil, false)
	if _, err := client(time.Minute).Check(t.Context(), p.server()); err != nil {
		t.Fatal(err)
	}
	commands, _ := p.seen()
	if got := strings.Join(commands, "\n"); strings.Contains(got, "MAIL") || !strings.HasSuffix(got, "QUIT") {
		t.Errorf("commands:\n%s", got)
	}
}

func TestLargeMessage(t *testing.T) {
	body := "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("a", 76)+"\r\n..\r\n.\r\n", 20000)
	p := serve(t, script{"EHLO": "250-mail.test\r\n250 AUTH PLAIN"}, nil, false)
	r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(body))
	if got := outcome(r, err); got != "ok sent" {
		t.Fatalf("%s (%v)", got, err)
	}
	if _, messages := p.seen(); len(messages) != 1 || messages[0] != body {
		t.Error("the server has other bytes")
	}
}
