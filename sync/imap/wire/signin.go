package wire

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"

	"godwit/accounts"
	"godwit/accounts/auth"
)

// signIn authenticates and returns the capabilities of the signed-in state.
func (r *raw) signIn(caps Caps) (Caps, error) {
	r.quiet = true
	client, err := auth.Client(r.server, caps.mechanisms(), r.secret, r.conn.State())
	var a answer
	switch {
	case err == nil:
		if a, err = r.authenticate(client, caps); err == nil && a.status == "OK" {
			err = auth.Verified(client)
		}
	case errors.Is(err, auth.ErrNoMechanism) && (r.server.Auth == accounts.AuthAuto || r.server.Auth == auth.Login) && !caps.Has("LOGINDISABLED"):
		a, err = r.login(caps)
	}
	r.quiet = false
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	if a.status != "OK" {
		return nil, r.refused(a)
	}
	if a.caps != nil {
		return a.caps, nil
	}
	return r.capability()
}

// temporary are the response codes of a refusal that is not about the
// password (RFC 5530).
var temporary = map[string]bool{"UNAVAILABLE": true, "SERVERBUG": true, "INUSE": true, "LIMIT": true, "CONTACTADMIN": false}

func (r *raw) refused(a answer) error {
	code, words := splitCode(a.text)
	name, _, _ := bytes.Cut(code, []byte(" "))
	upper := strings.ToUpper(string(name))
	return auth.Refused(r.server, upper, clean(words), r.secret, temporary[upper])
}

// authenticate runs a SASL exchange (RFC 9051 6.2.2).
func (r *raw) authenticate(client sasl.Client, caps Caps) (answer, error) {
	mech, initial, err := client.Start()
	if err != nil {
		return answer{}, err
	}
	line := "AUTHENTICATE " + mech
	if initial != nil && caps.Has("SASL-IR") {
		line += " " + initialResponse(initial)
		initial = nil
	}
	a, err := r.command(line)
	for err == nil && a.status == "+" {
		response := initial
		if initial == nil {
			challenge, derr := base64.StdEncoding.DecodeString(strings.TrimSpace(string(a.text)))
			if derr != nil {
				challenge = nil // "+ go on": some servers say words where nothing is to be said
			}
			if response, err = client.Next(challenge); errors.Is(err, sasl.ErrUnexpectedServerChallenge) {
				err = bound("a challenge that %s does not know", mech)
			}
			if err != nil {
				return r.cancel(err)
			}
		}
		initial = nil
		r.log.Sent([]byte("***"))
		if err = r.write(base64.StdEncoding.EncodeToString(response) + "\r\n"); err == nil {
			a, err = r.await()
		}
	}
	return a, err
}

// cancel ends an exchange that the mechanism gave up. If the server then says
// why, that is the better error.
func (r *raw) cancel(why error) (answer, error) {
	r.log.Sent([]byte("*"))
	if err := r.write("*\r\n"); err != nil {
		return answer{}, why
	}
	a, err := r.await()
	if err != nil || a.status == "OK" || a.status == "+" {
		return answer{}, why
	}
	return a, nil
}

func initialResponse(b []byte) string {
	if len(b) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(b)
}

// login uses the LOGIN command (RFC 9051 6.2.3), for servers without SASL.
func (r *raw) login(caps Caps) (answer, error) {
	if strings.ContainsRune(r.server.User+r.secret, 0) {
		return answer{}, errors.New("a user name or password with a NUL cannot be sent")
	}
	r.tag++
	line := r.name() + " LOGIN "
	r.log.Sent([]byte(line + "***"))
	for i, word := range []string{r.server.User, r.secret} {
		if i > 0 {
			line += " "
		}
		if quotable(word) {
			line += quote(word)
			continue
		}
		plus := ""
		if caps.Has("LITERAL-") && len(word) <= 4096 {
			plus = "+"
		}
		line += fmt.Sprintf("{%d%s}\r\n", len(word), plus)
		if plus == "" {
			if err := r.write(line); err != nil {
				return answer{}, err
			}
			if a, err := r.await(); err != nil || a.status != "+" {
				return a, err
			}
			line = ""
		}
		line += word
	}
	if err := r.write(line + "\r\n"); err != nil {
		return answer{}, err
	}
	a, err := r.await()
	if err == nil && a.status == "+" {
		return answer{}, bound("the server asks for more than a user name and a password")
	}
	return a, err
}

// quotable reports whether s may stand in a quoted string.
func quotable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return false
		}
	}
	return len(s) <= 1024
}
