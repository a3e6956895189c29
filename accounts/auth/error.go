package auth

import (
	"encoding/base64"
	"errors"
	"regexp"
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
	return &Error{Server: s, Code: clean(code, secret), Text: clean(text, secret), Temporary: temporary}
}

// Spent reports whether a server has refused a token, which may have ended before
// its time: another one is worth one more try.
func Spent(s accounts.Server, err error) bool {
	var refused *Error
	return s.Auth == accounts.AuthPage && errors.As(err, &refused) && !refused.Temporary
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

// base64Word is what a server may have repeated of a sign-in.
var base64Word = regexp.MustCompile(`[A-Za-z0-9+/]{4,}={0,2}`)

// Conceal takes a secret out of a server's words, in clear and in base64.
func Conceal(text, secret string) string {
	if secret == "" {
		return text
	}
	text = strings.ReplaceAll(text, secret, "***")
	return base64Word.ReplaceAllStringFunc(text, func(word string) string {
		said, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(word, "="))
		if err == nil && strings.Contains(string(said), secret) {
			return "***"
		}
		return word
	})
}

func clean(text, secret string) string {
	text = Conceal(text, secret)
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
