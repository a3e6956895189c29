package app

import (
	"testing"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// What does not touch the connection leaves it alone; a password, or a
// person's wish to try again, does not.
func TestChangesOfAnAccount(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	start(t, a)
	untilState(t, a, id, Live)
	before := a.engine.runner(id)
	change := func(edit func(*accounts.Account), s Secrets) {
		t.Helper()
		acc, err := a.Accounts.Account(t.Context(), id)
		check(t, err)
		edit(&acc)
		check(t, a.Accounts.Update(t.Context(), acc, s))
	}
	change(func(acc *accounts.Account) {
		acc.Name, acc.SentCopy = "Home", accounts.SentByServer
		acc.Identities[0].Signature = "M."
		acc.Identities = append(acc.Identities, accounts.Identity{Email: "two@demo.test"})
	}, Secrets{})
	body := func() mail.BodyState {
		row, _ := find(t, a, id, mail.Inbox, "still here")
		return row.Body
	}
	check(t, a.Accounts.SetKeep(t.Context(), id, accounts.Keep{Mode: accounts.KeepHeaders}))
	_, err := before.pass(t.Context()) // one under way when the rule came ends as it began
	check(t, err)
	w.deliver(mira, "still here")
	row := untilFound(t, a, id, mail.Inbox, "still here")
	untilState(t, a, id, Live)
	if got := body(); got != mail.BodyMissing {
		t.Errorf("the body is here: %d", got)
	}
	check(t, a.Mail.SetKeep(t.Context(), row.Folder, accounts.Keep{Mode: accounts.KeepRecent, Days: 1})) // the letter is older
	check(t, a.Accounts.SetKeep(t.Context(), id, accounts.Keep{Largest: 1}))
	check(t, a.Mail.SetKeep(t.Context(), row.Folder, accounts.Keep{}))
	check(t, a.Accounts.SetKeep(t.Context(), id, accounts.Keep{}))
	until(t, a, "the body, by another rule", func() bool { return body() == mail.BodyHere })
	if a.engine.runner(id) != before {
		t.Error("the connection was made anew")
	}
	change(func(*accounts.Account) {}, Secrets{Incoming: "godwit"})
	until(t, a, "another runner after a new password", func() bool { return a.engine.runner(id) != before })
	untilState(t, a, id, Live)
	before = a.engine.runner(id)
	change(func(acc *accounts.Account) { acc.Incoming.Host = "localhost" }, Secrets{Incoming: "godwit"})
	until(t, a, "another runner for another server", func() bool { return a.engine.runner(id) != before })
}

func TestKeepIsValidated(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	for _, k := range []accounts.Keep{{Mode: "some"}, {Mode: accounts.KeepRecent}, {Mode: accounts.KeepRecent, Days: -1}, {Largest: -1}} {
		if ex := Explain(a.Accounts.SetKeep(t.Context(), 1, k)); ex.Code != "GW-INPUT-ACCOUNT" {
			t.Errorf("%+v: %s", k, ex.Code)
		}
		if ex := Explain(a.Mail.SetKeep(t.Context(), 1, k)); ex.Code != "GW-INPUT-ACCOUNT" {
			t.Errorf("%+v of a folder: %s", k, ex.Code)
		}
	}
	if ex := Explain(a.Accounts.SetKeep(t.Context(), 1, accounts.Keep{})); ex.Code != "GW-NOT-FOUND" {
		t.Errorf("no such account: %s", ex.Code)
	}
}
