// Package auth turns an account's server and its secret into a SASL client
// (RFC 4422), and a server's refusal into an error.
//
// It connects to nothing, keeps nothing, and puts no secret into an error. It
// does not ask whether the connection is protected: package dial has seen to
// that.
package auth

import (
	"crypto/tls"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-sasl"

	"godwit/accounts"
)

// Mechanisms that Client knows. The last two take an OAuth 2 access token as
// their secret and are used only when asked for by name.
const (
	ScramSHA256Plus accounts.Mechanism = "SCRAM-SHA-256-PLUS" // RFC 7677, bound to the TLS connection
	ScramSHA1Plus   accounts.Mechanism = "SCRAM-SHA-1-PLUS"
	ScramSHA256     accounts.Mechanism = "SCRAM-SHA-256"
	ScramSHA1       accounts.Mechanism = "SCRAM-SHA-1" // RFC 5802
	Plain           accounts.Mechanism = "PLAIN"       // RFC 4616
	Login           accounts.Mechanism = "LOGIN"       // draft-murchison-sasl-login
	CramMD5         accounts.Mechanism = "CRAM-MD5"    // RFC 2195
	OAuthBearer     accounts.Mechanism = "OAUTHBEARER" // RFC 7628
	XOAuth2         accounts.Mechanism = "XOAUTH2"     // Google's and Microsoft's form of it
)

// Strongest first. CRAM-MD5 makes the server keep the password in clear and
// fails where it does not; under TLS that is worse than PLAIN, without it is
// better: both PLAIN and LOGIN show the password.
var (
	protected = []accounts.Mechanism{ScramSHA256Plus, ScramSHA1Plus, ScramSHA256, ScramSHA1, Plain, Login, CramMD5}
	bare      = []accounts.Mechanism{ScramSHA256, ScramSHA1, CramMD5, Plain, Login}
)

var (
	// ErrNoMechanism: the server offers nothing that Client knows, or not what
	// the account asks for.
	ErrNoMechanism = errors.New("no sign-in method in common with the server")
	// ErrNoSignIn: the account says AuthNone; nobody should have asked.
	ErrNoSignIn = errors.New("the account does not sign in to this server")
)

// Client chooses the strongest mechanism that s.Auth allows and the server
// offers. offered are SASL names, in any case; state is of the connection's
// protection, nil for none. IMAP's LOGIN command and POP3's USER and PASS are
// the caller's fallback for ErrNoMechanism, where s.Auth is accounts.AuthAuto.
func Client(s accounts.Server, offered []string, secret string, state *tls.ConnectionState) (sasl.Client, error) {
	m, err := Choose(s, offered, state != nil)
	if err != nil {
		return nil, err
	}
	return build(s, m, secret, state)
}

// Choose is the mechanism that Client takes; secured says that the connection is
// protected.
func Choose(s accounts.Server, offered []string, secured bool) (accounts.Mechanism, error) {
	wanted := accounts.Mechanism(strings.ToUpper(string(s.Auth)))
	choice := []accounts.Mechanism{wanted}
	switch {
	case s.Auth == accounts.AuthNone:
		return "", ErrNoSignIn
	case s.Auth == accounts.AuthPage:
		choice = []accounts.Mechanism{OAuthBearer, XOAuth2}
	case s.Auth == accounts.AuthAuto && secured:
		choice = protected
	case s.Auth == accounts.AuthAuto:
		choice = bare
	}
	for _, m := range choice {
		if offers(offered, m) {
			return m, nil
		}
	}
	if s.Auth == accounts.AuthAuto {
		return "", ErrNoMechanism
	}
	return "", fmt.Errorf("%s: %w", wanted, ErrNoMechanism)
}

func build(s accounts.Server, m accounts.Mechanism, secret string, state *tls.ConnectionState) (sasl.Client, error) {
	if strings.ContainsRune(s.User+secret, 0) {
		return nil, errors.New("a user name or password with a NUL cannot be sent")
	}
	switch m {
	case ScramSHA256Plus, ScramSHA1Plus:
		if state == nil {
			return nil, fmt.Errorf("%s needs a protected connection: %w", m, ErrNoMechanism)
		}
		return newScram(s, m, secret, state)
	case ScramSHA256, ScramSHA1:
		return newScram(s, m, secret, state)
	case Plain:
		return sasl.NewPlainClient("", s.User, secret), nil
	case Login:
		return &loginClient{user: s.User, secret: secret}, nil
	case CramMD5:
		return &cramClient{user: s.User, secret: secret}, nil
	case OAuthBearer, XOAuth2:
		return &tokenClient{mechanism: m, server: s, token: secret}, nil
	}
	return nil, fmt.Errorf("%s: %w", m, ErrNoMechanism)
}

func offers(offered []string, m accounts.Mechanism) bool {
	return slices.ContainsFunc(offered, func(name string) bool { return strings.EqualFold(name, string(m)) })
}
