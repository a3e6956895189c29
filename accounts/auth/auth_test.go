package auth

import (
	"crypto/tls"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"godwit/accounts"
)

const secret = "tr0ub4dor&3"

func TestClient(t *testing.T) {
	cases := []struct {
		name    string
		auth    accounts.Mechanism
		offered []string
		mech    string
		initial string // "nil" for none
		err     error
	}{
		{"plain before login", accounts.AuthAuto, []string{"LOGIN", "PLAIN", "CRAM-MD5"}, "PLAIN", "\x00ann\x00" + secret, nil},
		{"login alone", accounts.AuthAuto, []string{"LOGIN"}, "LOGIN", "nil", nil},
		{"any case", accounts.AuthAuto, []string{"plain"}, "PLAIN", "\x00ann\x00" + secret, nil},
		{"login wanted", Login, []string{"PLAIN", "LOGIN"}, "LOGIN", "nil", nil},
		{"wanted in lower case", "plain", []string{"PLAIN", "LOGIN"}, "PLAIN", "\x00ann\x00" + secret, nil},
		{"a password is not a token", accounts.AuthAuto, []string{"XOAUTH2", "OAUTHBEARER"}, "", "", ErrNoMechanism},
		{"token", XOAuth2, []string{"PLAIN", "XOAUTH2"}, "XOAUTH2", "user=ann\x01auth=Bearer " + secret + "\x01\x01", nil},
		{
			"bearer", OAuthBearer,
			[]string{"OAUTHBEARER"},
			"OAUTHBEARER",
			"n,a=ann,\x01host=mail.example.org\x01port=587\x01auth=Bearer " + secret + "\x01\x01", nil,
		},
		{"proof before password", accounts.AuthAuto, []string{"PLAIN", "SCRAM-SHA-1"}, "SCRAM-SHA-1", "n,,n=ann,r=…", nil},
		{"the better proof", accounts.AuthAuto, []string{"SCRAM-SHA-1", "SCRAM-SHA-256"}, "SCRAM-SHA-256", "n,,n=ann,r=…", nil},
		{"digest of old alone", accounts.AuthAuto, []string{"CRAM-MD5"}, "CRAM-MD5", "nil", nil},
		{"wanted, not offered", Plain, []string{"LOGIN"}, "", "", ErrNoMechanism},
		{"offered, not known", "GSSAPI", []string{"GSSAPI"}, "", "", ErrNoMechanism},
		{"nothing offered", accounts.AuthAuto, nil, "", "", ErrNoMechanism},
		{"nothing known offered", accounts.AuthAuto, []string{"GSSAPI", "EXTERNAL"}, "", "", ErrNoMechanism},
		{"no sign-in", accounts.AuthNone, []string{"PLAIN"}, "", "", ErrNoSignIn},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := accounts.Server{Host: "mail.example.org", Port: 587, User: "ann", Auth: c.auth}
			client, err := Client(s, c.offered, secret, &tls.ConnectionState{})
			if c.err != nil {
				if !errors.Is(err, c.err) || client != nil {
					t.Fatalf("got %v, want %v", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			mech, ir, err := client.Start()
			if err != nil || mech != c.mech {
				t.Fatalf("starts %s, %v", mech, err)
			}
			initial := string(ir)
			if ir == nil {
				initial = "nil"
			}
			if want, ok := strings.CutSuffix(c.initial, "…"); ok {
				initial, c.initial = initial[:len(want)], want // the rest is random
			}
			if initial != c.initial {
				t.Errorf("initial response %q, want %q", initial, c.initial)
			}
		})
	}
}

// TestWithoutTLS: the password itself is the last that a bare connection sees.
func TestWithoutTLS(t *testing.T) {
	for offered, want := range map[string]string{
		"LOGIN PLAIN CRAM-MD5":       "CRAM-MD5",
		"PLAIN CRAM-MD5 SCRAM-SHA-1": "SCRAM-SHA-1",
		"PLAIN SCRAM-SHA-256-PLUS":   "PLAIN",
	} {
		client, err := Client(accounts.Server{User: "ann"}, strings.Fields(offered), secret, nil)
		if err != nil {
			t.Fatal(err)
		}
		if name, _, _ := client.Start(); name != want {
			t.Errorf("of %s, %s is used", offered, name)
		}
	}
	if _, err := Client(accounts.Server{User: "ann", Auth: ScramSHA1Plus}, []string{"SCRAM-SHA-1-PLUS"}, secret, nil); !errors.Is(err, ErrNoMechanism) {
		t.Errorf("bound to no connection: %v", err)
	}
}

// What servers really ask in the LOGIN exchange.
func TestLoginQuestions(t *testing.T) {
	for _, questions := range [][2]string{
		{"Username:", "Password:"}, {"User Name\x00", "Password\x00"}, {"username:", "password:"}, {"", ""},
	} {
		client, err := Client(accounts.Server{User: "ann"}, []string{"LOGIN"}, secret, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := client.Start(); err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"ann", secret} {
			if got, err := client.Next([]byte(questions[i])); err != nil || string(got) != want {
				t.Errorf("%q is answered with %q, %v", questions[i], got, err)
			}
		}
		if got, err := client.Next([]byte("And your PIN?")); err == nil {
			t.Errorf("a third question is answered with %q", got)
		}
	}
}

func TestRefusedTokenGetsAnEmptyAnswer(t *testing.T) {
	client, err := Client(accounts.Server{User: "ann", Auth: XOAuth2}, []string{"XOAUTH2"}, secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.Start(); err != nil {
		t.Fatal(err)
	}
	if got, err := client.Next([]byte(`{"status":"400"}`)); err != nil || got == nil || len(got) != 0 {
		t.Errorf("answered with %q, %v", got, err)
	}
	if _, err := client.Next(nil); err == nil {
		t.Error("a second challenge is answered")
	}
}

func TestSecretsStayOutOfErrors(t *testing.T) {
	for _, c := range []struct{ auth, user, secret string }{
		{"", "ann", "nul\x00" + secret}, {"", "a\x00nn", secret}, {"XOAUTH2", "ann", secret + "\x01"}, {"LOGIN", "ann", secret + "\x00"},
	} {
		client, err := Client(accounts.Server{User: c.user, Auth: accounts.Mechanism(c.auth)}, []string{"PLAIN", "LOGIN", "XOAUTH2"}, c.secret, nil)
		if err == nil {
			_, _, err = client.Start()
		}
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", c.secret, err)
		}
	}
}

func TestRefused(t *testing.T) {
	s := accounts.Server{Protocol: accounts.IMAP, Host: "mail.example.org", Port: 993, User: "ann@example.org"}
	plain := base64.StdEncoding.EncodeToString([]byte("\x00" + s.User + "\x00" + secret))
	cases := []struct {
		code, text string
		temporary  bool
		want       string
	}{
		{"AUTHENTICATIONFAILED", "Invalid credentials", false, "sign-in refused (AUTHENTICATIONFAILED): Invalid credentials"},
		{"UNAVAILABLE", "", true, "sign-in refused for now (UNAVAILABLE)"},
		{"", "bad password " + secret, false, "sign-in refused: bad password ***"},
		{"", "cannot parse " + plain, false, "sign-in refused: cannot parse ***"},
		{"", "cannot parse " + base64.StdEncoding.EncodeToString([]byte(secret)), false, "sign-in refused: cannot parse ***"},
		{"", "cannot parse " + base64.RawStdEncoding.EncodeToString([]byte("user=a\x01auth=Bearer "+secret+"\x01\x01")) + ", sorry", false, "sign-in refused: cannot parse ***, sorry"},
		{"", "two\r\nlines\x1b[2J", false, "sign-in refused: two  lines [2J"},
	}
	for _, c := range cases {
		var err error = Refused(s, c.code, c.text, secret, c.temporary)
		if got, want := err.Error(), "imap mail.example.org:993: "+c.want; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		var e *Error
		if !errors.As(err, &e) || e.Temporary != c.temporary || strings.Contains(e.Text, secret) {
			t.Errorf("%+v", e)
		}
	}
	long := Refused(s, "", strings.Repeat("ä", 10000), "", false)
	if n := len([]rune(long.Text)); n > maxText+1 {
		t.Errorf("kept %d characters", n)
	}
}
