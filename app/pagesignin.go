package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"godwit/accounts"
	"godwit/accounts/keyring"
	"godwit/accounts/oauth"
)

// A sign-in at a provider's page ends in a token that the store keeps, sealed;
// the secret of each of the account's servers is the key to it. So places of
// secrets, their moving and removing are the same for tokens as for passwords.

// tokens are the keepers of this process, one for each sign-in.
type tokens struct {
	mu   sync.Mutex
	kept map[string]*oauth.Keeper
}

func newTokens() *tokens { return &tokens{kept: make(map[string]*oauth.Keeper)} }

// forget ends the keepers of a sign-in, which hold its token in memory.
func (t *tokens) forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for with := range t.kept {
		if strings.HasPrefix(with, name) && len(with) == len(name)+oauth.KeySize {
			delete(t.kept, with)
		}
	}
}

// signInName is what a sign-in is kept under: one serves all servers of a
// provider.
func signInName(p oauth.Provider, user string) string {
	return p.Name + " " + strings.ToLower(user)
}

// token is an access token for a server, by the key that its sign-in was sealed
// with. spent is one that the server has refused, or "".
func (c core) token(ctx context.Context, s accounts.Server, key, spent string) (string, error) {
	p, err := c.provider(ctx, s.Host)
	if err != nil {
		return "", err
	}
	raw, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		return "", oauth.ErrSeal
	}
	name := signInName(p, s.User)
	return c.keeper(name, raw).Access(ctx, p, name, spent)
}

// renew is another token for a server, after one that it refused.
func (c core) renew(ctx context.Context, s accounts.Server, spent string) (string, error) {
	kept, err := c.kept(ctx, s)
	if err != nil {
		return "", err
	}
	return c.token(ctx, s, kept, spent)
}

func (c core) keeper(name string, key []byte) *oauth.Keeper {
	c.tokens.mu.Lock()
	defer c.tokens.mu.Unlock()
	with := name + string(key)
	k, ok := c.tokens.kept[with]
	if !ok {
		k = &oauth.Keeper{Update: func(ctx context.Context, name string, change func(oauth.Token) (oauth.Token, error)) error {
			return c.store.ChangeToken(ctx, name, func(sealed []byte) ([]byte, error) {
				if len(sealed) == 0 {
					return nil, keyring.ErrMissing
				}
				t, err := oauth.Unseal(key, name, sealed)
				if err != nil {
					return nil, err
				}
				t, failed := change(t)
				sealed, err = oauth.Seal(key, name, t)
				return sealed, errors.Join(failed, err)
			})
		}}
		c.tokens.kept[with] = k
	}
	return k
}

// Settings of sign-in pages: an organisation's own, and client IDs.
const (
	prefPages   = "signin-pages"        // JSON, []oauth.Provider
	prefClients = "signin-page-clients" // JSON, name to client
)

// Client is a program's registration with a provider.
type Client struct {
	ID     string `json:"id"`
	Secret string `json:"secret,omitempty"` // of a program on a desktop it is no secret (RFC 8252 8.5)
}

// SignInPages are the pages that Godwit knows, the profile's own first, each with
// the client ID that the settings or the environment say.
func (a *Accounts) SignInPages(ctx context.Context) ([]oauth.Provider, error) { return a.pages(ctx) }

func (c core) pages(ctx context.Context) ([]oauth.Provider, error) {
	var own []oauth.Provider
	clients := map[string]Client{}
	if err := c.readPref(ctx, prefPages, &own); err != nil {
		return nil, err
	}
	if err := c.readPref(ctx, prefClients, &clients); err != nil {
		return nil, err
	}
	known, err := oauth.Providers()
	if err != nil {
		return nil, err
	}
	list := own
	for _, p := range known {
		p = p.FromEnvironment()
		if own, ok := clients[p.Name]; ok {
			p.ClientID, p.ClientSecret = own.ID, own.Secret
		}
		list = append(list, p)
	}
	return list, nil
}

func (c core) readPref(ctx context.Context, key string, into any) error {
	text, err := c.store.Pref(ctx, key)
	if err != nil || text == "" {
		return err
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("setting %q: %w", key, err)
	}
	return nil
}

// ErrNoPage: nobody gives tokens for the server, as far as Godwit knows.
var ErrNoPage = errors.New("no sign-in page is known for this server")

func (c core) provider(ctx context.Context, host string) (oauth.Provider, error) {
	list, err := c.pages(ctx)
	if err != nil {
		return oauth.Provider{}, err
	}
	i := slices.IndexFunc(list, func(p oauth.Provider) bool { return p.Serves(host) })
	if i < 0 {
		return oauth.Provider{}, fmt.Errorf("%s: %w", host, ErrNoPage)
	}
	return list[i], nil
}

// SignInPage is the page for a mail server; ErrNoPage if there is none.
func (a *Accounts) SignInPage(ctx context.Context, host string) (oauth.Provider, error) {
	return a.provider(ctx, host)
}

// SetClient keeps the client ID to sign in with at a provider of the list; an
// empty one goes back to that of the environment.
func (a *Accounts) SetClient(ctx context.Context, provider string, client Client) error {
	known, err := oauth.Providers()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(known, func(p oauth.Provider) bool { return p.Name == provider }) {
		return fmt.Errorf("%q: %w", provider, ErrNoPage)
	}
	clients := map[string]Client{}
	if err := a.readPref(ctx, prefClients, &clients); err != nil {
		return err
	}
	if clients[provider] = client; client.ID == "" {
		delete(clients, provider)
	}
	return a.writePref(ctx, prefClients, clients)
}

// SetSignInPages keeps pages of the profile's own, in place of those before.
func (a *Accounts) SetSignInPages(ctx context.Context, list []oauth.Provider) error {
	for _, p := range list {
		if err := p.Check(); err != nil {
			return err
		}
	}
	return a.writePref(ctx, prefPages, list)
}

func (c core) writePref(ctx context.Context, key string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("setting %q: %w", key, err)
	}
	return c.store.SetPref(ctx, key, string(text))
}

// SignIn signs in at the page for a server; open shows a page in the browser.
// What it returns is kept with Add, Update or Login, like a password.
func (a *Accounts) SignIn(ctx context.Context, s accounts.Server, open func(page string) error) (Secrets, error) {
	return a.signIn(ctx, s, func(p oauth.Provider) (oauth.Token, error) { return p.SignIn(ctx, s.User, open) })
}

// SignInByCode is SignIn without a browser on this computer.
func (a *Accounts) SignInByCode(ctx context.Context, s accounts.Server, show func(oauth.Code)) (Secrets, error) {
	return a.signIn(ctx, s, func(p oauth.Provider) (oauth.Token, error) { return p.SignInByCode(ctx, show) })
}

func (a *Accounts) signIn(ctx context.Context, s accounts.Server, at func(oauth.Provider) (oauth.Token, error)) (Secrets, error) {
	p, err := a.provider(ctx, s.Host)
	if err != nil {
		return Secrets{}, err
	}
	t, err := at(p)
	if err != nil {
		return Secrets{}, err
	}
	name := signInName(p, s.User)
	key, err := a.signInKey(ctx, p, s.User)
	if err != nil {
		return Secrets{}, err
	}
	err = a.store.ChangeToken(ctx, name, func([]byte) ([]byte, error) { return oauth.Seal(key, name, t) })
	a.keeper(name, key).Forget(name)
	return Secrets{Incoming: base64.StdEncoding.EncodeToString(key)}, err
}

// signInKey is the key of a sign-in that is there, for the other accounts that
// have it, or a new one. A keyring that does not answer has none.
func (a *Accounts) signInKey(ctx context.Context, p oauth.Provider, user string) ([]byte, error) {
	for acc, srv := range a.signedInAt(ctx, p, user) {
		kept, err := a.ring.Get(ctx, acc.Secrets, srv.SecretKey())
		if err != nil {
			continue
		}
		if key, err := base64.StdEncoding.DecodeString(kept); err == nil && len(key) == oauth.KeySize {
			return key, nil
		}
	}
	return oauth.NewKey(), ctx.Err()
}

// signedInAt are the servers that use a sign-in, with their accounts.
func (a *Accounts) signedInAt(ctx context.Context, p oauth.Provider, user string) iter.Seq2[accounts.Account, accounts.Server] {
	return func(yield func(accounts.Account, accounts.Server) bool) {
		list, err := a.store.Accounts(ctx)
		if err != nil {
			return
		}
		for _, acc := range list {
			for _, srv := range []accounts.Server{acc.Incoming, acc.Outgoing} {
				if srv.Auth == accounts.AuthPage && p.Serves(srv.Host) && strings.EqualFold(srv.User, user) && !yield(acc, srv) {
					return
				}
			}
		}
	}
}

// forgetSignIn removes the sign-in of a server that no account uses any more.
func (a *Accounts) forgetSignIn(ctx context.Context, s accounts.Server) error {
	if s.Auth != accounts.AuthPage {
		return nil
	}
	p, err := a.provider(ctx, s.Host)
	if errors.Is(err, ErrNoPage) {
		return nil
	}
	if err != nil {
		return err
	}
	for range a.signedInAt(ctx, p, s.User) {
		return nil
	}
	name := signInName(p, s.User)
	a.tokens.forget(name)
	return a.store.ForgetToken(ctx, name)
}
