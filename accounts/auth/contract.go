// Package auth: TEMPORARY contract; keep names and signatures.
package auth

import (
	"github.com/emersion/go-sasl"

	"godwit/accounts"
)

// Client chooses the strongest mechanism that s.Auth allows and the server offers. offered are SASL names, upper case.
// IMAP's LOGIN command and POP3's USER/PASS are the caller's fallback when nothing fits (ErrNoMechanism).
func Client(s accounts.Server, offered []string, secret string) (sasl.Client, error) {
	panic("unbuilt")
}

// Error: the server refused the sign-in.
type Error struct {
	Server    accounts.Server
	Code      string // the server's code: "AUTHENTICATIONFAILED", "5.7.9", "WEBALERT"
	Text      string // the server's words, said under TLS
	Temporary bool   // UNAVAILABLE, 454: not the password's fault
}

func (e *Error) Error() string { panic("unbuilt") }
