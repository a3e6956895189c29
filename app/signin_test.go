package app

import (
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

func TestWrongPasswordIsTriedOnce(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	acc := w.account(mira)
	acc.Secrets = accounts.File
	id := add(t, a, acc, "wrong")
	start(t, a)
	untilState(t, a, id, NeedsPassword)
	if p := a.Status.Of(id).Problem; p == nil || p.Code != "GW-AUTH-REFUSED" || strings.Contains(p.Text, "wrong") {
		t.Errorf("problem %+v", p)
	}

	// Mail and changes of other accounts must not make it try again.
	other := add(t, a, w.account(jonas), "godwit")
	untilState(t, a, other, Live)
	d := compose.Draft{Account: id, From: mail.Address{Email: mira}, To: []mail.Address{{Email: jonas}}, Subject: "held"}
	out, err := a.Outbox.Send(t.Context(), d, 0)
	if err != nil {
		t.Fatal(err)
	}
	until(t, a, "held", func() bool {
		o, err := a.Outbox.Show(t.Context(), out.ID)
		return err == nil && o.State == mail.StateHeld
	})
	if got := a.Status.Of(id).State; got != NeedsPassword {
		t.Errorf("the account is %s", got)
	}
	if n := w.loginsOf(accounts.IMAP, mira); n != 1 {
		t.Errorf("%d sign-ins", n)
	}

	if err := a.Accounts.Login(t.Context(), id, Secrets{Incoming: "godwit"}); err != nil {
		t.Fatal(err)
	}
	untilState(t, a, id, Live)
	untilFound(t, a, other, mail.Inbox, "held")
	if p := a.Status.Of(id).Problem; p != nil {
		t.Errorf("mended, but %+v", p)
	}
}

func TestPokeIsAPersonsWish(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "wrong")
	start(t, a)
	untilState(t, a, id, NeedsPassword)
	a.Mail.Poke(id)
	until(t, a, "a second sign-in", func() bool { return w.loginsOf(accounts.IMAP, mira) == 2 })
	untilState(t, a, id, NeedsPassword)
}

func TestAccountsChangeWhileRunning(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	start(t, a)
	id := add(t, a, w.account(mira), "godwit")
	untilState(t, a, id, Live)

	acc, err := a.Accounts.Account(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	acc.Incoming.User = "nobody@demo.test"
	if err := a.Accounts.Update(t.Context(), acc, Secrets{Incoming: "x"}); err != nil {
		t.Fatal(err)
	}
	untilState(t, a, id, NeedsPassword)
	acc.Incoming.User = mira // whose password went with the name
	if err := a.Accounts.Update(t.Context(), acc, Secrets{Incoming: "godwit"}); err != nil {
		t.Fatal(err)
	}
	untilState(t, a, id, Live)

	if err := a.Accounts.Remove(t.Context(), id, false); err != nil {
		t.Fatal(err)
	}
	untilState(t, a, id, Stopped)
	if all := a.Status.All(); len(all) != 0 {
		t.Errorf("left are %+v", all)
	}
	if _, err := a.secret(t.Context(), acc.Incoming); err == nil {
		t.Error("the password of a removed account is still kept")
	}
}

func TestAddTwice(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	add(t, a, w.account(mira), "godwit")
	if _, err := a.Accounts.Add(t.Context(), w.account(strings.ToUpper(mira)), Secrets{}); Explain(err).Code != "GW-INPUT-EXISTS" {
		t.Errorf("%v", err)
	}
}
