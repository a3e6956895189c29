package smtp

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
)

// TestSignInOnce: another mechanism is tried only where the server takes back
// one that it offered, and only once.
func TestSignInOnce(t *testing.T) {
	ehlo := func(mechanisms string) string { return "250-mail.test\r\n250 AUTH " + mechanisms }
	for _, test := range []struct {
		name, mechanisms string
		does             script
		want, said       string
	}{
		{"password refused", "PLAIN LOGIN", script{"AUTH": "535 5.7.8 wrong password"}, "hold auth 535 queued", "PLAIN"},
		{"mechanism unknown", "PLAIN LOGIN", script{"AUTH": "504 5.5.4 no such thing", "AUTH 2": "235 ok"}, "ok sent", "PLAIN LOGIN"},
		{"mechanism off", "PLAIN LOGIN", script{"AUTH": "535 5.7.4 Authentication mechanism is not supported", "AUTH 2": "235 ok"}, "ok sent", "PLAIN LOGIN"},
		{"mechanism unrecognized", "PLAIN LOGIN", script{"AUTH": "504 Unrecognized authentication type", "AUTH 2": "235 ok"}, "ok sent", "PLAIN LOGIN"},
		{"all unknown", "CRAM-MD5 PLAIN LOGIN", script{"AUTH": "504 5.5.4 what"}, "hold auth 504 queued", "CRAM-MD5 PLAIN"},
		{"nothing else", "PLAIN", script{"AUTH": "504 5.5.4 what"}, "hold auth 504 queued", "PLAIN"},
		{"no proof", "SCRAM-SHA-256 PLAIN", script{"AUTH": "235 come in"}, "hold auth queued", "SCRAM-SHA-256"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, r, err := said(t, with(test.does, "EHLO", ehlo(test.mechanisms)), envelope("bob@example.net"), message)
			if o := outcome(r, err); o != test.want {
				t.Errorf("got %s (%v), want %s", o, err, test.want)
			}
			var tried []string
			for line := range strings.Lines(got) {
				if words := strings.Fields(line); words[0] == "AUTH" {
					tried = append(tried, words[1])
				}
			}
			if strings.Join(tried, " ") != test.said {
				t.Errorf("tried %s, want %s", tried, test.said)
			}
		})
	}
}

// TestLongToken: what does not fit into a command waits for the server's turn
// (RFC 4954 4).
func TestLongToken(t *testing.T) {
	for _, size := range []int{50, 2000} {
		does := script{"EHLO": "250-mail.test\r\n250 AUTH XOAUTH2", "AUTH": "235 ok"}
		if size > 1000 {
			does["AUTH"], does["AUTH 2"] = "334 ", "235 ok"
		}
		p := serve(t, does, nil, false)
		s := p.server()
		s.Auth = auth.XOAuth2
		c := client(time.Minute)
		token := strings.Repeat("t", size)
		c.Secret = func(context.Context, accounts.Server) (string, error) { return token, nil }
		r, err := c.Send(t.Context(), s, envelope("bob@example.net"), strings.NewReader(message))
		if got := outcome(r, err); got != "ok sent" {
			t.Errorf("%d: %s (%v)", size, got, err)
		}
		commands, _ := p.seen()
		initial := base64.StdEncoding.EncodeToString([]byte("user=ada\x01auth=Bearer " + token + "\x01\x01"))
		want := "AUTH XOAUTH2 " + initial
		if size > 1000 {
			want = "AUTH XOAUTH2\n" + initial
		}
		if got := strings.Join(commands[1:3], "\n"); !strings.HasPrefix(got, want+"\n") && got != want {
			t.Errorf("%d: said %s", size, got)
		}
		if all := strings.Join(r.Transcript, "\n"); strings.Contains(all, initial) {
			t.Errorf("the token is shown:\n%s", all)
		}
	}
}

// TestSignInWanted: the server asks for a sign-in that the account is set not to do.
func TestSignInWanted(t *testing.T) {
	for _, does := range []script{{"MAIL": "530 5.7.0 Authentication required"}, {"RCPT": "530 5.7.0 Authentication required"}} {
		s := serve(t, does, nil, false).server()
		s.Auth = accounts.AuthNone
		r, err := client(time.Minute).Send(t.Context(), s, envelope("bob@example.net"), strings.NewReader(message))
		if got := outcome(r, err); !strings.HasPrefix(got, "hold ") || !errors.Is(err, auth.ErrNoSignIn) {
			t.Errorf("%s (%v)", got, err)
		}
	}
}

// TestOtherBinding: a server that binds sign-ins to its connections in a way of
// its own gets one that is not bound.
func TestOtherBinding(t *testing.T) {
	const ehlo = "250-mail.test\r\n250-STARTTLS\r\n250 AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS PLAIN"
	for _, refusal := range []script{
		{"AUTH": "334 " + base64.StdEncoding.EncodeToString([]byte("e=unsupported-channel-binding-type"))},
		{"AUTH": "535 5.7.8 Channel binding type not supported"},
	} {
		p := serve(t, with(refusal, "EHLO", ehlo, "AUTH 2", "235 ok"), certificate(t, true), false)
		r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
		if got := outcome(r, err); got != "ok sent" || r.Card.Mechanism != "PLAIN" {
			t.Errorf("%s with %s (%v)\n%s", got, r.Card.Mechanism, err, strings.Join(r.Transcript, "\n"))
		}
	}
	p := serve(t, script{"EHLO": ehlo, "AUTH": "334 " + base64.StdEncoding.EncodeToString([]byte("e=channel-bindings-dont-match"))}, certificate(t, true), false)
	r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
	if got := outcome(r, err); got != "hold auth queued" || r.Card.Mechanism != "SCRAM-SHA-256-PLUS" {
		t.Errorf("somebody in between: %s with %s (%v)", got, r.Card.Mechanism, err)
	}
}

// TestRefusedToken: the server says why in a challenge, is answered, and then
// refuses; nothing is tried again.
func TestRefusedToken(t *testing.T) {
	for mechanism, answer := range map[accounts.Mechanism]string{auth.XOAuth2: "", auth.OAuthBearer: "AQ=="} {
		p := serve(t, script{
			"EHLO": "250-mail.test\r\n250 AUTH PLAIN " + string(mechanism),
			"AUTH": "334 " + base64.StdEncoding.EncodeToString([]byte(`{"status":"400"}`)), "AUTH 2": "535 5.7.8 token expired",
		}, nil, false)
		s := p.server()
		s.Auth = mechanism
		r, err := client(time.Minute).Send(t.Context(), s, envelope("bob@example.net"), strings.NewReader(message))
		if got := outcome(r, err); got != "hold auth 535 queued" || !strings.Contains(err.Error(), "token expired") {
			t.Errorf("%s: %s (%v)", mechanism, got, err)
		}
		if commands, _ := p.seen(); len(commands) != 3 || commands[2] != answer {
			t.Errorf("%s: said %q", mechanism, commands)
		}
	}
}
