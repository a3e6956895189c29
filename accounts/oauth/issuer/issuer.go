// Package issuer is an OAuth 2.0 authorization server on loopback, for tests: it
// consents as it is told, checks what a client must prove (PKCE, state, redirect
// on loopback), rotates refresh tokens, ends a family of which one was used
// twice, and answers a mail server that asks whom a token is for.
//
// It is strict where a provider is: what a real one would refuse is refused. It
// keeps everything in memory and listens on 127.0.0.1 alone.
package issuer

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"time"

	"godwit/accounts/oauth"
)

// Issuer is the server. Its fields may be changed between requests with Set.
type Issuer struct {
	http *httptest.Server

	mu       sync.Mutex
	behave   Behaviour
	codes    map[string]grant  // authorization codes that were not used yet
	families map[string]*grant // by refresh token, spent ones too
	access   map[string]*grant // by access token
	devices  map[string]*grant // by device code
	Asked    []string          // "grant_type" of each token request, in order
}

// Behaviour is what the person and the provider do.
type Behaviour struct {
	Error       string        // of the consent page: "access_denied", …
	Description string        // beside it
	TokenError  string        // of the token endpoint
	Status      int           // of the token endpoint, instead of an answer
	Lives       time.Duration // of access tokens; 0: an hour
	NoRefresh   bool
}

type grant struct {
	user, challenge, redirect string
	refresh                   string // the one that counts
	revoked, approved         bool
	expires                   time.Time
}

// ClientID is the one that the issuer knows.
const ClientID = "godwit-test"

// Start runs an issuer until stop is called.
func Start() (i *Issuer, stop func()) {
	i = &Issuer{codes: map[string]grant{}, families: map[string]*grant{}, access: map[string]*grant{}, devices: map[string]*grant{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorize", i.authorize)
	mux.HandleFunc("POST /token", i.token)
	mux.HandleFunc("POST /device", i.device)
	mux.HandleFunc("/introspect", i.introspect)
	i.http = httptest.NewServer(mux)
	return i, i.http.Close
}

// URL is the issuer's own address.
func (i *Issuer) URL() string { return i.http.URL }

// Provider is how to sign in here, for tokens of mail servers on this machine.
func (i *Issuer) Provider() oauth.Provider {
	return oauth.Provider{
		Name: "Test", AuthURL: i.http.URL + "/authorize", TokenURL: i.http.URL + "/token", DeviceURL: i.http.URL + "/device",
		Scopes: []string{"mail"}, Hosts: []string{"127.0.0.1", "localhost"}, ClientID: ClientID,
	}
}

// Set changes how the issuer behaves from now on.
func (i *Issuer) Set(b Behaviour) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.behave = b
}

// Revoke ends every sign-in of a user.
func (i *Issuer) Revoke(user string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, tokens := range []map[string]*grant{i.families, i.access} {
		for _, g := range tokens {
			if g.user == user {
				g.revoked = true
			}
		}
	}
}

// Forget makes every access token invalid at once, as servers do when a password
// changes; the sign-ins stay.
func (i *Issuer) Forget() {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, g := range i.access {
		g.revoked = true
	}
}

// Secrets are all tokens that were ever given.
func (i *Issuer) Secrets() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Concat(slices.Collect(maps.Keys(i.access)), slices.Collect(maps.Keys(i.families)))
}

// Approve is the person who typed a device's code.
func (i *Issuer) Approve(user string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, g := range i.devices {
		g.user, g.approved = user, true
	}
}

// User is whose an access token is; "" when it is not valid.
func (i *Issuer) User(access string) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	g := i.access[access]
	if g == nil || g.revoked || !time.Now().Before(g.expires) {
		return ""
	}
	return g.user
}

func secret() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// authorize is the consent page of a person who clicks at once.
func (i *Issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	ip := net.ParseIP(back.Hostname())
	switch {
	case err != nil || back.Scheme != "http" || back.Hostname() != "localhost" && !ip.IsLoopback(),
		q.Get("client_id") != ClientID, q.Get("response_type") != "code", q.Get("state") == "",
		q.Get("code_challenge_method") != "S256", q.Get("code_challenge") == "":
		http.Error(w, "this request is not in order", http.StatusBadRequest)
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	out := url.Values{"state": {q.Get("state")}}
	if i.behave.Error != "" {
		out.Set("error", i.behave.Error)
		out.Set("error_description", i.behave.Description)
	} else {
		code := secret()
		i.codes[code] = grant{user: q.Get("login_hint"), challenge: q.Get("code_challenge"), redirect: q.Get("redirect_uri")}
		out.Set("code", code)
	}
	back.RawQuery = out.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// introspect tells a mail server whom a token is for (RFC 7662; Dovecot's
// "introspection_mode = post" and "tokeninfo_url").
func (i *Issuer) introspect(w http.ResponseWriter, r *http.Request) {
	user := i.User(r.FormValue("token"))
	if user == "" {
		user = i.User(r.FormValue("access_token"))
	}
	answer(w, http.StatusOK, map[string]any{"active": user != "", "username": user, "email": user, "scope": "mail"})
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
