package wire

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
)

// script runs a server on a pipe. Each line of steps is what it says, after it
// has heard a line that contains what follows "C: ".
func script(t *testing.T, security accounts.Security, steps ...string) (heard func() string, w *Conn, err error) {
	t.Helper()
	return scriptWith(t, security, Options{}, steps...)
}

func scriptWith(t *testing.T, security accounts.Security, o Options, steps ...string) (heard func() string, w *Conn, err error) {
	t.Helper()
	s := accounts.Server{Protocol: accounts.IMAP, Host: "mail.example.org", Port: 143, Security: security, User: "ada"}
	return scriptAs(t, s, "s3cret", o, steps...)
}

func scriptAs(t *testing.T, s accounts.Server, secret string, o Options, steps ...string) (heard func() string, w *Conn, err error) {
	t.Helper()
	client, server := net.Pipe()
	var lines []string
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer server.Close()
		r := bufio.NewReader(server)
		for _, step := range steps {
			if want, ok := strings.CutPrefix(step, "C: "); ok {
				line, err := r.ReadString('\n')
				if err != nil {
					return
				}
				lines = append(lines, line)
				if !strings.Contains(line, want) {
					lines = append(lines, fmt.Sprintf("(wanted %q)", want))
					return
				}
				continue
			}
			tag := ""
			if n := len(lines); n > 0 {
				tag, _, _ = strings.Cut(lines[n-1], " ")
			}
			if _, err := server.Write([]byte(strings.ReplaceAll(step, "TAG", tag))); err != nil {
				return
			}
		}
		for { // whatever else the client has to say
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			lines = append(lines, line)
		}
	}()
	w, err = Open(context.Background(), &dial.Conn{Conn: client}, s, secret, o)
	return func() string {
		_ = client.Close()
		<-done
		return strings.Join(lines, "")
	}, w, err
}

// TestHostileBeforeTLS: whatever is said before TLS, no credential is sent, and
// no word of it comes back.
func TestHostileBeforeTLS(t *testing.T) {
	const evil = "visit evil.example"
	tests := []struct {
		name  string
		kind  dial.Kind
		steps []string
	}{
		{"STARTTLS stripped", dial.NoStartTLS, []string{"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] " + evil + "\r\n", "C: STARTTLS", "TAG BAD " + evil + "\r\n"}},
		{"STARTTLS refused", dial.NoStartTLS, []string{"* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n", "C: STARTTLS", "TAG NO [ALERT] " + evil + "\r\n"}},
		{"continuation", dial.NoStartTLS, []string{"* OK hi\r\n", "C: STARTTLS", "+ " + evil + "\r\n"}},
		{"PREAUTH", dial.NoStartTLS, []string{"* PREAUTH [CAPABILITY IMAP4rev1] " + evil + "\r\n"}},
		{"injection", dial.Injected, []string{"* OK hi\r\n", "C: STARTTLS", "TAG OK go\r\nA2 OK [CAPABILITY IMAP4rev1] " + evil + "\r\n* LIST () \"/\" evil\r\n"}},
		{"untagged, then a refusal", dial.NoStartTLS, []string{
			"* OK hi\r\n", "C: STARTTLS",
			"* LIST () \"/\" evil\r\n* 3 EXISTS\r\n* OK [ALERT] " + evil + "\r\n* CAPABILITY IMAP4rev1\r\nTAG NO x\r\n",
		}},
		{"web server", dial.NotThisProtocol, []string{"HTTP/1.1 400 " + evil + "\r\n\r\n"}},
		{"mail submission", dial.NotThisProtocol, []string{"220 mail.example.org ESMTP " + evil + "\r\n"}},
		{"POP3", dial.NotThisProtocol, []string{"+OK " + evil + "\r\n"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			heard, _, err := script(t, accounts.STARTTLS, test.steps...)
			var e *dial.Error
			if !errors.As(err, &e) || e.Kind != test.kind {
				t.Errorf("err = %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "evil") {
				t.Errorf("the server's words came through: %v", err)
			}
			said := heard()
			if strings.Contains(said, "s3cret") || strings.Contains(said, "ada") || strings.Contains(said, "AUTHENTICATE") || strings.Contains(said, "LOGIN") {
				t.Errorf("said %q", said)
			}
		})
	}
}

func TestByeBeforeTLSHasNoWords(t *testing.T) {
	for _, steps := range [][]string{
		{"* BYE visit evil.example\r\n"},
		{"* OK hi\r\n", "C: STARTTLS", "* BYE visit evil.example\r\n"},
	} {
		_, _, err := script(t, accounts.STARTTLS, steps...)
		var bye *ByeError
		if !errors.As(err, &bye) || bye.Text != "" {
			t.Errorf("err = %v", err)
		}
	}
}

func TestSignIn(t *testing.T) {
	const plain = "AGFkYQBzM2NyZXQ=" // \0ada\0s3cret
	tests := []struct {
		name  string
		steps []string
		code  string // of a refusal
		has   string // a capability afterwards
		words string // of the refusal
	}{
		{"PLAIN at once", []string{
			"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE PLAIN " + plain,
			"TAG OK [CAPABILITY IMAP4rev1 MOVE] in\r\n",
		}, "", "MOVE", ""},
		{"PLAIN in two steps", []string{
			"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE PLAIN\r\n", "+\r\n", "C: " + plain,
			"A1 OK in\r\n", "C: CAPABILITY", "* CAPABILITY IMAP4rev1 MOVE\r\nTAG OK x\r\n",
		}, "", "MOVE", ""},
		{"capabilities not told", []string{
			"* OK hi\r\n", "C: CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\nTAG OK x\r\n",
			"C: AUTHENTICATE PLAIN " + plain, "* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK in\r\n",
		}, "", "IDLE", ""},
		{"LOGIN command", []string{"* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN \"ada\" \"s3cret\"", "TAG OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"}, "", "IDLE", ""},
		{"tabs for spaces, and none", []string{"*OK\t[CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN \"ada\" \"s3cret\"", "*CAPABILITY IMAP4rev1 IDLE\r\nTAG\tOK\tin\r\n"}, "", "IDLE", ""},
		{"LOGIN mechanism", []string{
			"* OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] hi\r\n", "C: AUTHENTICATE LOGIN", "+ VXNlcm5hbWU6\r\n", "C: YWRh",
			"+ UGFzc3dvcmQ6\r\n", "C: czNjcmV0", "A1 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n",
		}, "", "IDLE", ""},
		{"ID for servers that want one", []string{
			"* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN", "TAG OK [CAPABILITY IMAP4rev1 ID] in\r\n",
			"C: ID (\"name\" \"Godwit\" \"version\" \"", "* ID (\"name\" {3}\r\nabc)\r\nTAG OK x\r\n",
		}, "", "ID", ""},
		{"PREAUTH", []string{"* PREAUTH [CAPABILITY IMAP4rev1 IDLE] hi\r\n"}, "", "IDLE", ""},
		{"wrong password", []string{
			"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE",
			"TAG NO [AUTHENTICATIONFAILED] no, not s3cret\r\n",
		}, "AUTHENTICATIONFAILED", "", "no, not ***"},
		{"not now", []string{"* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN", "TAG NO [UNAVAILABLE] later\r\n"}, "UNAVAILABLE", "", "later"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			heard, w, err := script(t, accounts.Plain, test.steps...)
			defer func() {
				if t.Failed() {
					t.Logf("said %q", heard())
				}
			}()
			if test.code == "" {
				if err != nil || !w.Has(test.has) {
					t.Errorf("err = %v", err)
				}
				return
			}
			var e *auth.Error
			if !errors.As(err, &e) || e.Code != test.code || e.Text != test.words || e.Temporary != (test.code == "UNAVAILABLE") {
				t.Errorf("err = %#v", err)
			}
		})
	}
}

func TestMoreAsked(t *testing.T) {
	for name, steps := range map[string][]string{
		"LOGIN": {"* OK [CAPABILITY IMAP4rev1] hi\r\n", "C: LOGIN", "+ more\r\n"},
		"PLAIN": {"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n", "C: AUTHENTICATE PLAIN", "+ more\r\n", "C: *", "+ and more\r\n"},
	} {
		if _, _, err := script(t, accounts.Plain, steps...); !errors.Is(err, ErrBound) {
			t.Errorf("%s: err = %v", name, err)
		}
	}
}

func TestLoginDisabled(t *testing.T) {
	heard, _, err := script(t, accounts.Plain, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\r\n")
	if !errors.Is(err, auth.ErrNoMechanism) {
		t.Errorf("err = %v", err)
	}
	if said := heard(); said != "" {
		t.Errorf("said %q", said)
	}
}

func TestLoginQuotesAndLiterals(t *testing.T) {
	client, server := net.Pipe()
	var said []byte
	done := make(chan struct{})
	go func() {
		defer close(done)
		r := bufio.NewReader(server)
		for _, reply := range []string{"+ go\r\n", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"} {
			line, _ := r.ReadBytes('\n')
			said = append(said, line...)
			_, _ = server.Write([]byte(reply))
		}
	}()
	go func() { _, _ = server.Write([]byte("* OK [CAPABILITY IMAP4rev1] hi\r\n")) }()
	s := accounts.Server{Protocol: accounts.IMAP, User: `a"b\c`, Security: accounts.Plain}
	if _, err := Open(context.Background(), &dial.Conn{Conn: client}, s, "Größe", Options{}); err != nil {
		t.Error(err)
	}
	_ = client.Close()
	<-done
	if want := "A1 LOGIN \"a\\\"b\\\\c\" {7}\r\nGröße\r\n"; string(said) != want {
		t.Errorf("said %q, want %q", said, want)
	}
}
