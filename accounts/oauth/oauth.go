// Package oauth signs in at a provider's own page (OAuth 2.0: RFC 6749, and RFC
// 8252 for programs on a desktop): in the system's browser with PKCE and an
// answer on loopback, or with a code typed on another device (RFC 8628). It keeps
// what comes of it fresh, and seals it.
//
// It never sees a password, opens no page by itself, talks to the provider's
// addresses only and over HTTPS only, and follows no redirect. Tokens are in no
// error, log or text: a Token prints as nothing.
//
// What goes wrong is an *Error, whose Kind says what a person can do: give
// consent, ask an administrator, sign in again, or wait. A refresh that was not
// answered leaves the token as it was.
package oauth

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"godwit/accounts/dial"
)

// Provider is where to sign in, and as which program.
type Provider struct {
	Name      string   `json:"name"`
	AuthURL   string   `json:"auth_url"`
	TokenURL  string   `json:"token_url"`
	DeviceURL string   `json:"device_url,omitempty"` // "": there is no sign-in by code
	Scopes    []string `json:"scopes"`
	Hosts     []string `json:"hosts"`              // mail servers that its tokens are for, ".x" with all below
	Redirect  string   `json:"redirect,omitempty"` // how loopback is called: "127.0.0.1" or "localhost"
	Ask       []string `json:"ask,omitempty"`      // further parameters of the page, "name=value"

	ClientID     string `json:"client_id,omitempty"`     // the program's registration; "": there is none
	ClientSecret string `json:"client_secret,omitempty"` // no secret in a program on a desktop (RFC 8252 8.5)
}

// Serves reports whether a token of the provider may go to a mail server.
func (p Provider) Serves(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, h := range p.Hosts {
		if host == h || strings.HasPrefix(h, ".") && strings.HasSuffix(host, h) {
			return true
		}
	}
	return false
}

// Token is what a sign-in came to.
type Token struct {
	Access  string    `json:"access"`
	Refresh string    `json:"refresh,omitempty"` // "": it cannot be renewed
	Expiry  time.Time `json:"expiry,omitzero"`   // of Access; zero: not known
	Gone    bool      `json:"gone,omitempty"`    // the provider takes Refresh no more
}

// String hides the token from every %v.
func (Token) String() string { return "a token" }

// GoString hides it from %#v.
func (Token) GoString() string { return "a token" }

// early is how long before its end an access token counts as ended.
const early = time.Minute

// fresh reports whether the access token can still be used.
func (t Token) fresh(now time.Time) bool {
	return t.Access != "" && (t.Expiry.IsZero() || now.Before(t.Expiry.Add(-early)))
}

func (p Provider) config() *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.ClientID, ClientSecret: p.ClientSecret, Scopes: p.Scopes,
		Endpoint: oauth2.Endpoint{AuthURL: p.AuthURL, TokenURL: p.TokenURL, DeviceAuthURL: p.DeviceURL, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// Check refuses a provider whose addresses are not protected, or that Godwit is
// not registered with. Only this machine is talked to without TLS.
func (p Provider) Check() error {
	for _, address := range []string{p.AuthURL, p.TokenURL, p.DeviceURL} {
		u, err := url.Parse(address)
		if err != nil {
			return &Error{Kind: Misconfigured, Provider: p.Name}
		}
		if address != "" && u.Scheme != "https" && u.Hostname() != "127.0.0.1" {
			return &Error{Kind: Misconfigured, Provider: p.Name}
		}
	}
	switch {
	case p.ClientID == "":
		return &Error{Kind: NotRegistered, Provider: p.Name}
	case p.TokenURL == "":
		return &Error{Kind: Misconfigured, Provider: p.Name}
	}
	return nil
}

// answerWait is how long a provider's server may take for one answer.
const answerWait = 20 * time.Second

// client talks to providers: protected as mail servers' connections are.
func client() *http.Client {
	roots, _ := dial.Roots() // those that could be read
	return &http.Client{
		Timeout: answerWait,
		Transport: &http.Transport{
			TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("a redirect") },
	}
}
