package auth

import (
	"encoding/base64"
	"strings"
	"unicode"

	"godwit/accounts"
)

// Error is a server's refusal of a sign-in.
type Error struct {
	Server    accounts.Server
	Code      string // the server's code: "AUTHENTICATIONFAILED", "5.7.9", "WEBALERT"
	Text      string // the server's words, said under TLS
	Temporary bool   // UNAVAILABLE, 454: not the password's fault
}

// Refused makes an Error of a server's answer. Servers have been seen to
// repeat what was sent to them, so the secret is taken out of the words, in
// clear and in base64; control characters and what is too long go as well.
func Refused(s accounts.Server, code, text, secret string, temporary bool) *Error {
	return &Error{Server: s, Code: clean(code, s.User, secret), Text: clean(text, s.User, secret), Temporary: temporary}
}

// Error leaves out the user name, which is an address.
func (e *Error) Error() string {
	text := string(e.Server.Protocol) + " " + e.Server.Address() + ": sign-in refused"
	if e.Temporary {
		text += " for now"
	}
	if e.Code != "" {
		text += " (" + e.Code + ")"
	}
	if e.Text != "" {
		text += ": " + e.Text
	}
	return text
}

const maxText = 500

func clean(text, user, secret string) string {
	if secret != "" {
		encode := base64.StdEncoding.EncodeToString
		for _, s := range []string{secret, encode([]byte(secret)), encode([]byte("\x00" + user + "\x00" + secret))} {
			text = strings.ReplaceAll(text, s, "***")
		}
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText]) + "…"
	}
	return strings.TrimSpace(text)
}
