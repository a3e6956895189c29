// Package auth turns an account's server and its secret into a SASL client
// (RFC 4422), and a server's refusal into an error.
//
// It connects to nothing, keeps nothing, and puts no secret into an error. It
// does not ask whether the connection is protected: package dial has seen to
// that.
package auth

import (
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
	Plain       accounts.Mechanism = "PLAIN"       // RFC 4616
	Login       accounts.Mechanism = "LOGIN"       // draft-murchison-sasl-login
	OAuthBearer accounts.Mechanism = "OAUTHBEARER" // RFC 7628
	XOAuth2     accounts.Mechanism = "XOAUTH2"     // Google's and Microsoft's form of it
)

var (
	// ErrNoMechanism: the server offers nothing that Client knows, or not what
	// the account asks for.
	ErrNoMechanism = errors.New("no sign-in method in common with the server")
	// ErrNoSignIn: the account says AuthNone; nobody should have asked.
	ErrNoSignIn = errors.New("the account does not sign in to this server")
)

// Client chooses the strongest mechanism that s.Auth allows and the server
// offers. offered are SASL names, in any case. IMAP's LOGIN command and POP3's
// USER and PASS are the caller's fallback for ErrNoMechanism, where s.Auth is
// accounts.AuthAuto.
func Client(s accounts.Server, offered []string, secret string) (sasl.Client, error) {
	wanted := accounts.Mechanism(strings.ToUpper(string(s.Auth)))
	switch {
	case s.Auth == accounts.AuthNone:
		return nil, ErrNoSignIn
	case wanted != accounts.AuthAuto:
		if !offers(offered, wanted) {
			return nil, fmt.Errorf("%s: %w", wanted, ErrNoMechanism)
		}
		return build(s, wanted, secret)
	}
	// Both show the server the password; PLAIN in one step and one known form.
	for _, m := range []accounts.Mechanism{Plain, Login} {
		if offers(offered, m) {
			return build(s, m, secret)
		}
	}
	return nil, ErrNoMechanism
}

func build(s accounts.Server, m accounts.Mechanism, secret string) (sasl.Client, error) {
	if strings.ContainsRune(s.User+secret, 0) {
		return nil, errors.New("a user name or password with a NUL cannot be sent")
	}
	switch m {
	case Plain:
		return sasl.NewPlainClient("", s.User, secret), nil
	case Login:
		return &loginClient{user: s.User, secret: secret}, nil
	case OAuthBearer:
		return sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{
			Username: s.User, Token: secret, Host: s.Host, Port: s.Port,
		}), nil
	case XOAuth2:
		return &xoauth2Client{user: s.User, token: secret}, nil
	}
	return nil, fmt.Errorf("%s: %w", m, ErrNoMechanism)
}

func offers(offered []string, m accounts.Mechanism) bool {
	return slices.ContainsFunc(offered, func(name string) bool { return strings.EqualFold(name, string(m)) })
}
