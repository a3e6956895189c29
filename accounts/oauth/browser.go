package oauth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// SignIn has open show the provider's page for an address, waits for the answer
// on loopback and fetches a token. It ends with ctx: a person may walk away.
func (p Provider) SignIn(ctx context.Context, address string, open func(page string) error) (Token, error) {
	if err := p.Check(); err != nil {
		return Token{}, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return Token{}, fmt.Errorf("wait for the browser's answer: %w", err)
	}
	defer listener.Close()
	host := p.Redirect
	if host == "" {
		host = "127.0.0.1"
	}
	c := p.config()
	c.RedirectURL = "http://" + net.JoinHostPort(host, strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)) + "/"
	wait := newReturn(p)
	server := &http.Server{Handler: wait, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = server.Serve(listener) }() // ends with the listener
	defer server.Close()

	verifier := oauth2.GenerateVerifier()
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(verifier), oauth2.SetAuthURLParam("login_hint", address)}
	for _, ask := range p.Ask {
		name, value, _ := strings.Cut(ask, "=")
		options = append(options, oauth2.SetAuthURLParam(name, value))
	}
	if err := open(c.AuthCodeURL(wait.state, options...)); err != nil {
		return Token{}, fmt.Errorf("open the provider's page: %w", err)
	}
	select {
	case <-ctx.Done():
		return Token{}, ctx.Err()
	case a := <-wait.answers:
		if a.err != nil {
			// Give the page that says so the time to leave.
			_ = server.Shutdown(ctx)
			return Token{}, a.err
		}
		t, err := c.Exchange(context.WithValue(ctx, oauth2.HTTPClient, client()), a.code, oauth2.VerifierOption(verifier))
		_ = server.Shutdown(ctx)
		if err != nil {
			return Token{}, p.failure(ctx, err)
		}
		return token(t, ""), nil
	}
}

// token is what the library read. A renewal that brings no refresh token leaves
// the one before (RFC 6749 6).
func token(t *oauth2.Token, refresh string) Token {
	out := Token{Access: t.AccessToken, Refresh: t.RefreshToken, Expiry: t.Expiry}
	if out.Refresh == "" {
		out.Refresh = refresh
	}
	return out
}

// answer is what the browser brings back.
type answer struct {
	code string
	err  error
}

// returned is the page on loopback that the provider sends the browser to.
type returned struct {
	provider Provider
	state    string
	answers  chan answer
}

func newReturn(p Provider) *returned {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	return &returned{provider: p, state: base64.RawURLEncoding.EncodeToString(secret), answers: make(chan answer, 1)}
}

// ServeHTTP takes the first answer that knows the state; others, which any page
// in the browser could send, are nobody's.
func (r *returned) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Cache-Control", "no-store")
	q := req.URL.Query()
	if req.Method != http.MethodGet || req.URL.Path != "/" || subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(r.state)) != 1 {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	a := answer{code: q.Get("code")}
	text := "You are signed in. Close this page and go back to Godwit."
	switch {
	case q.Get("error") != "":
		a.err = r.provider.refusal(q.Get("error"), q.Get("error_description"))
	case a.code == "":
		a.err = &Error{Kind: Unavailable, Provider: r.provider.Name, Detail: "an answer without a code"}
	}
	if a.err != nil {
		text = "You are not signed in. Godwit says why."
	}
	select {
	case r.answers <- a:
	default: // there was one already
	}
	fmt.Fprintf(w, page, text)
}

const page = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Godwit</title>
<style>body{font:1.2rem system-ui,sans-serif;display:grid;place-items:center;height:90vh;color:#234;background:#f6f8fa}
@media(prefers-color-scheme:dark){body{color:#cde;background:#15191e}}</style><p>%s</p></html>
`
