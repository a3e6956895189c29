package app

import (
	"errors"
	"testing"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// TestAskServers finds what only the server has, through this process's engine,
// through one made for it, and through another process's.
func TestAskServers(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	acc := w.account(mira)
	acc.Keep = accounts.Keep{Mode: accounts.KeepHeaders}
	id := add(t, a, acc, "godwit")
	w.deliver(mira, "lighthouse")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))

	p, err := a.Mail.Partial(t.Context())
	check(t, err)
	if p.Folders == 0 || !p.Ask || p.Recent || p.Coming {
		t.Errorf("what is not here: %+v", p)
	}
	asks := func(a *App, how string) {
		t.Helper()
		ty := a.Mail.Typing("about lighthouse", "") // the first is in the text alone
		if ids, err := a.Mail.Find(t.Context(), ty, 0); err != nil || len(ids) > 0 {
			t.Errorf("%s: found here: %v, %v", how, ids, err)
		}
		there, err := a.Mail.AskServers(t.Context(), ty)
		if err != nil || len(there.Messages) != 1 || there.Folders == 0 {
			t.Fatalf("%s: %+v, %v", how, there, err)
		}
		ty.There = there.Messages
		ids, err := a.Mail.Find(t.Context(), ty, 0)
		if err != nil || len(ids) != 1 || ids[0] != there.Messages[0] {
			t.Errorf("%s: listed %v, %v", how, ids, err)
		}
		found, err := a.Mail.Search(t.Context(), ty.Text, 0, 0, 10, there.Messages...)
		if err != nil || len(found.Rows) != 1 {
			t.Errorf("%s: rows %v, %v", how, found.Rows, err)
		}
	}
	asks(a, "no engine")
	stop := start(t, a)
	untilState(t, a, id, Live)
	asks(a, "own engine")
	b := open(t, dir, nil) // has no password in its memory
	asks(b, "another's engine")

	if _, err := b.Mail.SearchServers(t.Context(), "is:unread", id); Explain(err).Code != "GW-SEARCH-WORDS" {
		t.Errorf("no words: %v", err)
	}
	stop()
	w.setFault(func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepLogin {
			return &localserver.Fault{Reply: "NO [UNAVAILABLE] not now"}
		}
		return nil
	})
	_, err = a.Mail.SearchServers(t.Context(), "lighthouse", id)
	var of *AccountError
	if !errors.As(err, &of) || of.Account.ID != id {
		t.Errorf("a server that fails: %v", err)
	}
}

// TestAskPOP3: it cannot be asked, and says so.
func TestAskPOP3(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	acc := w.account(mira)
	acc.Incoming = w.server.POP3()
	acc.Incoming.User = mira
	acc.Keep = accounts.Keep{Mode: accounts.KeepHeaders}
	id := add(t, a, acc, "godwit")
	w.deliver(mira, "lighthouse")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	p, err := a.Mail.Partial(t.Context())
	check(t, err)
	if p.Folders != 1 || p.Ask {
		t.Errorf("what is not here: %+v", p)
	}
	if _, err := a.Mail.SearchServers(t.Context(), "lighthouse", id); !errors.Is(err, mail.ErrNoSearch) {
		t.Errorf("asked: %v", err)
	}
}
