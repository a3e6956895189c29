package pop3

import (
	"testing"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// TestSharedInbox: an account collects into another's inbox, remembers itself what
// it has collected, and fetches what came by its header.
func TestSharedInbox(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	other, err := f.Store.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: "family@demo.test"}}, Incoming: f.Account.Incoming, Secrets: accounts.Session,
	})
	if err != nil {
		t.Fatal(err)
	}
	f.deliver(3)
	f.Account.Into = other
	f.keepBy(accounts.Keep{Mode: accounts.KeepHeaders})
	f.once()
	rows, err := f.Store.List(t.Context(), mail.ListQuery{Account: other, Role: mail.Inbox})
	if err != nil || len(rows) != 3 || len(f.rows()) != 0 {
		t.Fatalf("%d in the shared inbox, %d in its own, %v", len(rows), len(f.rows()), err)
	}
	if err := f.Fetch(t.Context(), rows[0].ID); err != nil {
		t.Error(err)
	}
	if known, err := f.Store.UIDLs(t.Context(), other); err != nil || len(known) != 0 {
		t.Errorf("the other account remembers %d, %v", len(known), err)
	}
	if n := f.once(); n != 0 {
		t.Errorf("%d came again", n)
	}
	if err := f.Store.RemoveAccount(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	f.deliver(1)
	if n := f.once(); n != 1 || len(f.rows()) != 1 {
		t.Errorf("without the other inbox %d came, %d are here", n, len(f.rows()))
	}
}
