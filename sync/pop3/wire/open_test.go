package wire

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
)

// Each session ends before it has begun. No script goes on to a password.
func TestBadBeginnings(t *testing.T) {
	for _, c := range []struct {
		name, script string
		security     accounts.Security
		kind         dial.Kind
	}{
		{"http", "S: HTTP/1.1 400 Bad Request", accounts.Plain, dial.NotThisProtocol},
		{"smtp", "S: 220 mail.example ESMTP", accounts.Plain, dial.NotThisProtocol},
		{"imap", "S: * OK IMAP4 ready", accounts.Plain, dial.NotThisProtocol},
		{"silence and end", "", accounts.Plain, dial.Closed},
		{"stls refused", "S: +OK <123@apop.example>\nC: STLS\nS: -ERR visit http://evil.example", accounts.STARTTLS, dial.NoStartTLS},
		{"stls continued", "S: +OK\nC: STLS\nS: + go on", accounts.STARTTLS, dial.NoStartTLS},
		{"stls without an answer", "S: +OK\nC: STLS", accounts.STARTTLS, dial.Closed},
		{"stls injected", `S: +OK
C: STLS
S: +OK\n+OK you are signed in\n.`, accounts.STARTTLS, dial.Injected},
		{"capa without end", "S: +OK\nC: CAPA\nS: +OK\nS: UIDL", accounts.Plain, dial.Closed},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := server()
			s.Security = c.security
			_, err := Open(context.Background(), play(t, c.script), s, "secret", nil)
			var e *dial.Error
			if !errors.As(err, &e) || e.Kind != c.kind {
				t.Fatalf("got %v, want kind %q", err, c.kind)
			}
			if strings.Contains(err.Error(), "evil") {
				t.Errorf("the error shows what was said before tls: %v", err)
			}
		})
	}
}

func TestGreetingRefused(t *testing.T) {
	s := server()
	_, err := Open(context.Background(), play(t, "S: -ERR [SYS/TEMP] Come back later"), s, "secret", nil)
	var e *Error
	if !errors.As(err, &e) || e.Code != "SYS/TEMP" || !e.Temporary() {
		t.Errorf("got %v", err)
	}
	s.Security = accounts.STARTTLS
	_, err = Open(context.Background(), play(t, "S: -ERR [SYS/TEMP] Call 0900-EVIL"), s, "secret", nil)
	if !errors.As(err, &e) || e.Text != "" || e.Code != "" {
		t.Errorf("words from before tls: %v", err)
	}
}

func TestSignIn(t *testing.T) {
	for _, c := range []struct {
		name, script string
		auth         accounts.Mechanism
		code         string
		temporary    bool
	}{
		{"wrong", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR [AUTH] no such luck", "", "AUTH", false},
		{"wrong, without a code", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR bad login", "", "", false},
		{"unknown user", "C: USER mira\nS: -ERR who?", "", "", false},
		{"in use", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR [IN-USE] another session", "", "IN-USE", true},
		{"in use, without a code", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR maildrop already locked", "", "", true},
		{"login delay", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR [LOGIN-DELAY] wait", "", "LOGIN-DELAY", true},
		{"system, for now", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR [sys/temp] disk", "", "SYS/TEMP", true},
		{"system, for good", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR [SYS/PERM] closed; try again", "", "SYS/PERM", false},
		{"echo", "C: USER mira\nS: +OK\nC: PASS secret\nS: -ERR not secret", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(context.Background(), play(t, "S: +OK\nC: CAPA\nS: -ERR what?\n"+c.script), server(), "secret", nil)
			var e *auth.Error
			if !errors.As(err, &e) || e.Code != c.code || e.Temporary != c.temporary {
				t.Fatalf("got %v, want code %q, temporary %v", err, c.code, c.temporary)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error holds the password: %v", err)
			}
		})
	}
}

func TestSASL(t *testing.T) {
	const capa = "S: +OK\nC: CAPA\nS: +OK\nS: SASL LOGIN PLAIN\nS: LOGIN-DELAY 900 USER\nS: .\n"
	c, err := Open(context.Background(), play(t, capa+"C: AUTH PLAIN\nS: + \nC: AG1pcmEAc2VjcmV0\nS: +OK in"), server(), "secret", nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.LoginDelay() != 15*time.Minute {
		t.Errorf("login delay %v", c.LoginDelay())
	}
	for _, script := range []string{
		"C: AUTH PLAIN\nS: -ERR [AUTH] AG1pcmEAc2VjcmV0",
		"C: AUTH PLAIN\nS: +\nC: AG1pcmEAc2VjcmV0\nS: -ERR [AUTH] secret",
	} {
		_, err := Open(context.Background(), play(t, capa+script), server(), "secret", nil)
		var e *auth.Error
		if !errors.As(err, &e) || e.Code != "AUTH" || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("got %v", err)
		}
	}
	for _, script := range []string{
		"C: AUTH PLAIN\nS: + !!!\nC: *\nS: -ERR cancelled",
		"C: AUTH PLAIN\nS: + \nC: AG1pcmEAc2VjcmV0\nS: + bW9yZQ==\nC: *\nS: -ERR cancelled",
	} {
		if _, err := Open(context.Background(), play(t, capa+script), server(), "secret", nil); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v", err)
		}
	}
	only := server()
	only.Auth = auth.OAuthBearer
	if _, err := Open(context.Background(), play(t, capa), only, "secret", nil); !errors.Is(err, auth.ErrNoMechanism) {
		t.Errorf("got %v, want no fallback to a password", err)
	}
}

// A password with a line end must not become a command.
func TestInjection(t *testing.T) {
	for _, c := range []struct{ user, secret string }{
		{"mira", "x\r\nDELE 1"}, {"mira", "x\nDELE 1"}, {"mira\r\nQUIT", "x"}, {"mira", "x\x00y"},
	} {
		s := server()
		s.User = c.user
		_, err := Open(context.Background(), play(t, "S: +OK\nC: CAPA\nS: -ERR"), s, c.secret, nil)
		if !errors.Is(err, errArgument) || strings.Contains(err.Error(), "DELE") {
			t.Errorf("%q: %v", c, err)
		}
	}
}

// TestLanguages: UTF-8 and English are asked for where they are offered, and a
// refusal is no fault.
func TestLanguages(t *testing.T) {
	for name, answers := range map[string][2]string{"granted": {"+OK en", "+OK"}, "refused": {"-ERR no", "-ERR no"}} {
		t.Run(name, func(t *testing.T) {
			conn := play(t, `
S: +OK ready
C: CAPA
S: +OK
S: UTF8 USER
S: LANG
S: .
C: LANG en
S: `+answers[0]+`
C: UTF8
S: `+answers[1]+`
C: USER mira
S: +OK
C: PASS secret
S: +OK`)
			if _, err := Open(t.Context(), conn, server(), "secret", nil); err != nil {
				t.Fatal(err)
			}
		})
	}
}
