package app

import (
	"errors"
	"net/http"
	"testing"

	"godwit/accounts"
	"godwit/accounts/keyring"
	"godwit/accounts/oauth"
	"godwit/accounts/oauth/issuer"
	"godwit/sync/localserver"
)

// keptIn is what the places of secrets have under a key, in the order session, file.
func keptIn(t *testing.T, a *App, key string) [2]string {
	t.Helper()
	var out [2]string
	for i, place := range []accounts.Place{accounts.Session, accounts.File} {
		s, err := a.ring.Get(t.Context(), place, key)
		if err != nil && !errors.Is(err, keyring.ErrMissing) {
			t.Fatal(err)
		}
		out[i] = s
	}
	return out
}

// browse opens a page as a browser would.
func browse(page string) error {
	answer, err := http.Get(page)
	if err == nil {
		answer.Body.Close()
	}
	return err
}

// proxied is an account of which both servers are behind a proxy with a user.
func proxied(w *world, user string) accounts.Account {
	acc := w.account(user)
	acc.Secrets = accounts.Session
	acc.Incoming.Security, acc.Outgoing.Security = accounts.TLS, accounts.TLS
	acc.Incoming.Proxy, acc.Outgoing.Proxy = "socks5://clerk@127.0.0.1:1080", "socks5://clerk@127.0.0.1:1080"
	return acc
}

// TestMoveSecrets: passwords go to another place without being typed, and leave
// nothing behind.
func TestMoveSecrets(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	acc := proxied(w, mira)
	id, err := a.Accounts.Add(t.Context(), acc, Secrets{Incoming: "in", Outgoing: "out", Proxy: "by"})
	check(t, err)
	want := map[string]string{acc.Incoming.SecretKey(): "in", acc.Outgoing.SecretKey(): "out", acc.Incoming.ProxyKey(): "by"}
	for _, to := range []accounts.Place{accounts.File, accounts.Session, accounts.File, accounts.File} {
		check(t, a.Accounts.MoveSecrets(t.Context(), id, to))
		now, err := a.Accounts.Account(t.Context(), id)
		check(t, err)
		if now.Secrets != to || now.Leaving != "" {
			t.Errorf("kept in %q, leaving %q", now.Secrets, now.Leaving)
		}
		for key, secret := range want {
			expect := [2]string{secret, ""}
			if to == accounts.File {
				expect = [2]string{"", secret}
			}
			if got := keptIn(t, a, key); got != expect {
				t.Errorf("in %s: %s is %q", to, key, got)
			}
		}
	}
	check(t, a.Accounts.Remove(t.Context(), id, false))
	for key := range want {
		if got := keptIn(t, a, key); got != [2]string{} {
			t.Errorf("removed, but %s is %q", key, got)
		}
	}
}

// TestMoveSecretsFails: a place that takes nothing leaves everything as it was.
func TestMoveSecretsFails(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a, err := Open(t.Context(), Options{Profile: t.TempDir()}) // the file stays closed
	check(t, err)
	defer a.Close()
	id := add(t, a, w.account(mira), "godwit")
	if err := a.Accounts.MoveSecrets(t.Context(), id, accounts.File); Explain(err).Code != "GW-KEY-NO-PASSPHRASE" {
		t.Errorf("%v", err)
	}
	acc, err := a.Accounts.Account(t.Context(), id)
	check(t, err)
	if got, err := a.kept(t.Context(), acc.Incoming); acc.Secrets != accounts.Session || got != "godwit" {
		t.Errorf("in %q: %q, %v", acc.Secrets, got, err)
	}
}

// TestMoveCutShort: what a crash between the change and the removal left goes with
// the next change, or with the account.
func TestMoveCutShort(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	for _, next := range []func(*App, accounts.ID) error{
		func(a *App, id accounts.ID) error { return a.Accounts.MoveSecrets(t.Context(), id, accounts.File) },
		func(a *App, id accounts.ID) error { return a.Accounts.Remove(t.Context(), id, false) },
	} {
		a := open(t, t.TempDir(), nil)
		acc := w.account(mira)
		acc.Secrets = accounts.File
		id, err := a.Accounts.Add(t.Context(), acc, Secrets{Incoming: "godwit"})
		check(t, err)
		check(t, a.ring.Set(t.Context(), accounts.Session, acc.Incoming.SecretKey(), "godwit"))
		acc.ID, acc.Leaving = id, accounts.Session
		check(t, a.store.UpdateAccount(t.Context(), acc))
		check(t, next(a, id))
		if got := keptIn(t, a, acc.Incoming.SecretKey()); got[0] != "" {
			t.Errorf("left behind: %q", got)
		}
	}
}

// TestSharedSecretStays: a password that another account signs in with outlives a
// removal and a move.
func TestSharedSecretStays(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	one := w.account(mira)
	one.Secrets = accounts.Session
	first, err := a.Accounts.Add(t.Context(), one, Secrets{Incoming: "godwit"})
	check(t, err)
	two := one
	two.Identities = []accounts.Identity{{Email: "other@demo.test"}}
	second, err := a.Accounts.Add(t.Context(), two, Secrets{Incoming: "godwit"})
	check(t, err)
	check(t, a.Accounts.MoveSecrets(t.Context(), first, accounts.File))
	if got := keptIn(t, a, one.Incoming.SecretKey()); got != [2]string{"godwit", "godwit"} {
		t.Errorf("one moved: %q", got)
	}
	check(t, a.Accounts.Remove(t.Context(), first, false))
	if got := keptIn(t, a, one.Incoming.SecretKey()); got != [2]string{"godwit", ""} {
		t.Errorf("one removed: %q", got)
	}
	check(t, a.Accounts.Remove(t.Context(), second, false))
	if got := keptIn(t, a, one.Incoming.SecretKey()); got != [2]string{} {
		t.Errorf("both removed: %q", got)
	}
}

// TestSignInIsRemoved: with the last account that uses it goes the token.
func TestSignInIsRemoved(t *testing.T) {
	page, stop := issuer.Start()
	defer stop()
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	check(t, a.Accounts.SetSignInPages(t.Context(), []oauth.Provider{page.Provider()}))
	acc := w.account(mira)
	acc.Secrets = accounts.Session
	acc.Incoming.Auth, acc.Outgoing.Auth = accounts.AuthPage, accounts.AuthPage
	s, err := a.Accounts.SignIn(t.Context(), acc.Incoming, browse)
	check(t, err)
	id, err := a.Accounts.Add(t.Context(), acc, s)
	check(t, err)
	check(t, a.Accounts.MoveSecrets(t.Context(), id, accounts.File))
	if token, err := a.secret(t.Context(), acc.Incoming); err != nil || token == "" {
		t.Fatalf("moved: %q, %v", token, err)
	}
	check(t, a.Accounts.Remove(t.Context(), id, false))
	if _, err := a.token(t.Context(), acc.Incoming, s.Incoming, ""); !errors.Is(err, keyring.ErrMissing) {
		t.Errorf("the token is still there: %v", err)
	}
}

// TestOrder: accounts are where a person puts them, and a new one comes last.
func TestOrder(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	one, two := add(t, a, w.account(mira), "godwit"), add(t, a, w.account(jonas), "godwit")
	check(t, a.Accounts.SetOrder(t.Context(), []accounts.ID{two, one}))
	acc := w.account(mira)
	acc.Identities[0].Email = "third@demo.test"
	three := add(t, a, acc, "godwit")
	list, err := a.Accounts.List(t.Context())
	check(t, err)
	for i, want := range []accounts.ID{two, one, three} {
		if list[i].ID != want {
			t.Errorf("place %d has %d, not %d", i, list[i].ID, want)
		}
	}
	check(t, a.Accounts.SetColour(t.Context(), one, "#123abc"))
	if err := a.Accounts.SetColour(t.Context(), one, "red"); Explain(err).Code != "GW-INPUT-ACCOUNT" {
		t.Errorf("%v: %s", err, Explain(err).Code)
	}
}
