package gui

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/compose"
)

// TestIdentities: one is added by its form, and windows that are open know it; a
// form with a wrong address stays.
func TestIdentities(t *testing.T) {
	s := demo(t)
	c := s.writing(compose.Draft{})
	rows := container.New(column{0})
	own := s.s.accounts[0]
	f := newIdentityFields(accounts.Identity{Name: "Birds"}, false)
	for _, wrong := range []string{"", "no address", "a@own.test b@own.test"} {
		f.email.SetText(wrong)
		if _, good := f.value(); good || f.emailRow.Problem() == "" {
			t.Errorf("%q was taken", wrong)
		}
	}
	f.email.SetText("birds@own.test")
	f.replyTo.SetText("mira@demo.test")
	f.signature.SetText("Mira\nof the birds\n")
	f.above.SetChecked(true)
	f.catchAll.SetChecked(true)
	got, good := f.value()
	want := accounts.Identity{Name: "Birds", Email: "birds@own.test", ReplyTo: "mira@demo.test", Signature: "Mira\nof the birds", Above: true, CatchAll: true}
	if !good || got != want {
		t.Fatalf("%+v", got)
	}
	s.shell.setIdentities(rows, own, append(slices.Clone(own.Identities), got))
	s.until("kept", func() bool { return len(s.s.accounts[0].Identities) == 2 })
	if problem := c.head.from.use("any@own.test"); problem != "" {
		t.Errorf("the open window does not know it: %s", problem)
	}
	if got := c.writing.Draft; len(got.ReplyTo) != 1 || got.ReplyTo[0].Email != "mira@demo.test" {
		t.Errorf("answers go to %v", got.ReplyTo)
	}
	s.shell.setIdentities(rows, own, []accounts.Identity{{Email: "not an address"}})
	s.until("told", func() bool { return s.s.said > 0 })
	if list, err := s.s.core.Accounts.List(context.Background()); err != nil || len(list[0].Identities) != 2 {
		t.Errorf("what cannot be was kept: %v", err)
	}
}

func TestOwnDomains(t *testing.T) {
	s := demo(t)
	row := kit.NewFormRow("", kit.NewField(""), "")
	s.shell.setOwnDomains(row, "demo.test, a b@c")
	domains := func() []string {
		list, err := s.s.core.People.OwnDomains(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	s.until("kept", func() bool { return slices.Equal(domains(), []string{"demo.test", "a", "c"}) })
	s.shell.setOwnDomains(row, "not_a_domain!")
	s.until("refused", func() bool { return row.Problem() != "" })
	s.shell.setOwnDomains(row, "demo.test")
	s.until("mended", func() bool { return row.Problem() == "" && len(domains()) == 1 })
}
