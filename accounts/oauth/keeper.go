package oauth

import (
	"context"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// Keeper gives access tokens, and renews them before they end. It may be used by
// several goroutines at once.
type Keeper struct {
	// Update reads the token of a key, calls change and keeps what that returns,
	// while nobody else does the same, in whatever process: a refresh token that
	// is used twice is one that looks stolen, and ends every sign-in of its family
	// (RFC 9700 4.14). An error of change keeps what it returned all the same.
	Update func(ctx context.Context, key string, change func(Token) (Token, error)) error
	Now    func() time.Time // nil: time.Now

	mu   sync.Mutex
	keys map[string]*kept
}

// kept is one key's token in memory. turn is held while it is renewed.
type kept struct {
	turn  sync.Mutex
	token Token
}

// Access is a token for key that is good for at least a minute. refused is the
// one that a server has just refused, or "": it is not given again.
func (k *Keeper) Access(ctx context.Context, p Provider, key, refused string) (string, error) {
	if err := p.Check(); err != nil {
		return "", err
	}
	m := k.key(key)
	m.turn.Lock()
	defer m.turn.Unlock()
	if m.token.fresh(k.now()) && m.token.Access != refused {
		return m.token.Access, nil
	}
	err := k.Update(ctx, key, func(t Token) (Token, error) {
		var err error
		if !t.fresh(k.now()) || t.Access == refused { // else another process has renewed it
			t, err = p.renew(ctx, t)
		}
		m.token = t
		return t, err
	})
	if err != nil {
		return "", err
	}
	return m.token.Access, nil
}

// renew fetches another access token. That the provider has taken the sign-in
// back is remembered with the token: it is not asked again and again.
func (p Provider) renew(ctx context.Context, t Token) (Token, error) {
	if t.Refresh == "" || t.Gone {
		return t, &Error{Kind: Revoked, Provider: p.Name}
	}
	asking := context.WithValue(ctx, oauth2.HTTPClient, client())
	got, err := p.config().TokenSource(asking, &oauth2.Token{RefreshToken: t.Refresh}).Token()
	if err != nil {
		err = p.failure(ctx, err)
		if e, ok := err.(*Error); ok && (e.Kind == Revoked || e.Kind == Refused) {
			t.Access, t.Gone = "", true
		}
		return t, err
	}
	return token(got, t.Refresh), nil
}

// Forget drops what is in memory: the account was signed in anew, or removed.
func (k *Keeper) Forget(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.keys, key)
}

func (k *Keeper) key(key string) *kept {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys == nil {
		k.keys = make(map[string]*kept)
	}
	m, ok := k.keys[key]
	if !ok {
		m = &kept{}
		k.keys[key] = m
	}
	return m
}

func (k *Keeper) now() time.Time {
	if k.Now != nil {
		return k.Now()
	}
	return time.Now()
}
