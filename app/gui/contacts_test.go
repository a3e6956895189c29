package gui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/storage"

	"godwit/app"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// book opens the address book and waits for so many in it.
func (s *screen) book(want int) *contactsPage {
	p := newContactsPage(s.shell)
	s.shell.frame.put(p.object)
	p.reload()
	s.until("contacts", func() bool { return p.found.All() == want })
	return p
}

func TestContactsPage(t *testing.T) {
	s := demo(t)
	p := s.book(0)
	p.form.blank(false, nil)
	p.form.name.SetText("Ada Lovelace")
	for _, r := range "ada@example.org;countess@lovelace.example" {
		p.form.who.FocusEntry()
		s.win.Canvas().Focused().TypedRune(r)
	}
	p.form.keep()
	s.until("saved", func() bool { return p.found.All() == 1 && p.form.now.ID != 0 })
	if got := p.form.now; got.Name != "Ada Lovelace" || len(got.Emails) != 2 || p.form.touched() {
		t.Fatalf("shown after saving: %+v", got)
	}

	p.form.name.SetText("Ada L")
	p.form.keep()
	s.until("changed", func() bool { return p.form.now.Name == "Ada L" })
	addContacts(s.s, []mail.Address{{Name: "Ben", Email: "ben@example.org"}, {Email: "ADA@example.org"}}, s.s.tell)
	s.until("added from elsewhere", func() bool {
		list, err := s.s.core.People.Contacts(t.Context())
		return err == nil && len(list) == 2
	})
	p.reload()
	s.until("both", func() bool { return p.found.All() == 2 })

	p.list.SelectAll()
	p.chosen()
	p.newGroup()
	p.form.name.SetText("Everyone")
	p.form.keep()
	s.until("a group", func() bool { return p.form.now.Group && len(p.form.now.Members) == 2 })
	p.writeTo()
	s.until("a message to the group", func() bool { return len(s.s.writing) == 1 })
	for c := range s.s.writing {
		if got := c.writing.Draft.To; len(got) != 2 {
			t.Errorf("to %v", got)
		}
	}
	p.remove()
	s.until("removed", func() bool { return p.found.All() == 2 })
	p.search.SetText("nobody at all")
	if len(p.found.Shown) != 0 || p.form.save.Visible() {
		t.Error("a search without a hit shows somebody")
	}
}

// TestContactLeftForAnother: what was changed is saved when another contact is
// chosen, and can be undone; what cannot be saved is said.
func TestContactLeftForAnother(t *testing.T) {
	s := demo(t)
	if _, err := s.s.core.People.AddPeople(t.Context(), []mail.Address{{Name: "Ada", Email: "ada@example.org"}, {Name: "Ben", Email: "ben@example.org"}}); err != nil {
		t.Fatal(err)
	}
	p := s.book(2)
	choose := func(name string) {
		c, ok := p.found.Called(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		p.list.Select(c.ID)
		p.chosen()
	}
	choose("Ada")
	p.form.name.SetText("Ada Lovelace")
	p.reload()
	s.until("read again", func() bool { _, ok := p.found.Called("Ada"); return ok })
	if p.form.name.Text != "Ada Lovelace" {
		t.Error("reading the book again lost what was typed")
	}
	choose("Ben")
	called := func(name string) func() bool {
		return func() bool { _, ok := p.found.Called(name); return ok }
	}
	s.until("saved", called("Ada Lovelace"))
	if p.form.now.Name != "Ben" || p.form.touched() {
		t.Errorf("shown: %+v", p.form.now)
	}
	s.until("undo offered", func() bool { return toast(s.s.stage).Action == "Undo" })
	toast(s.s.stage).Do()
	s.until("undone", called("Ada"))

	p.form.who.SetRecipients(nil)
	choose("Ada")
	if got := toast(s.s.stage).Text; !strings.Contains(got, "Ben stays as it was.") {
		t.Errorf("said %q", got)
	}
	p.form.name.SetText("Countess")
	p.leave()
	s.until("saved when the page is left", func() bool {
		list, err := s.s.core.People.Contacts(t.Context())
		return err == nil && slices.ContainsFunc(list, func(c app.Contact) bool { return c.Name == "Countess" })
	})
}

func TestContactsFiles(t *testing.T) {
	s := demo(t)
	p := s.book(0)
	in := filepath.Join(t.TempDir(), "in.vcf")
	if err := os.WriteFile(in, []byte("BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Zoe Quill\nEMAIL:zoe@q.example\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.importFrom(storage.NewFileURI(in))
	s.until("imported", func() bool { return p.found.All() == 1 })
	s.until("told", func() bool { return s.win.Canvas().Overlays().Top() != nil })
}

func TestContactWithoutAddress(t *testing.T) {
	s := demo(t)
	p := s.book(0)
	p.form.blank(false, nil)
	p.form.name.SetText("Nobody")
	p.form.keep()
	if p.form.whoRow.Problem() == "" {
		t.Error("nothing is said of the missing address")
	}
	p.form.who.SetRecipients(readPeople("not an address"))
	p.form.keep()
	if !strings.Contains(p.form.whoRow.Problem(), "not an address") {
		t.Errorf("said %q", p.form.whoRow.Problem())
	}
	p.form.leave()
	if p.form.save.Visible() {
		t.Error("the new one is still there")
	}
}

// TestWaysToPassOn: whole forwards of several, edit as new, replies to a list, and
// redirecting with its undo.
func TestWaysToPassOn(t *testing.T) {
	s := demo(t)
	one := func(what string) *composer {
		t.Helper()
		s.until(what, func() bool { return len(s.s.writing) == 1 })
		for c := range s.s.writing {
			return c
		}
		return nil
	}
	list := s.choose("Re: [waders] One-legged or resting? A method question")
	s.shell.run("reply-list")
	c := one("reply to list")
	if got := c.writing.Draft; got.Kind != compose.ReplyList || len(got.To) != 1 || got.To[0].Email != "waders@lists.shorebird.example" || len(got.Cc) != 0 {
		t.Errorf("reply to list: %+v", got)
	}
	c.shut()
	s.shell.run("edit-as-new")
	c = one("edit as new")
	if got := c.writing.Draft; got.Kind != compose.New || got.InReplyTo != "" || len(got.To) == 0 {
		t.Errorf("as new: %+v", got)
	}
	c.shut()
	s.shell.list.widget.SelectAll()
	s.shell.list.selected()
	n := len(s.shell.messageIDs())
	s.shell.run("forward-whole")
	c = one("forward whole")
	if got := c.writing.Draft; len(got.Attachments) != n || n < 2 || len(got.Sources) != n-1 {
		t.Errorf("%d attachments of %d messages", len(got.Attachments), n)
	}
	c.shut()

	s.s.prefs.UndoSend = 1e12
	row, err := s.s.core.Mail.Row(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	senders := model.Senders(s.s.accounts)
	as := senders[len(senders)-1].Identity
	for _, one := range senders {
		if one.Account == row.Account {
			as = one.Identity
		}
	}
	at := strings.IndexByte(as.Email, '@')
	tagged := as.Email[:at] + "+birds" + as.Email[at:]
	r := newRedirector(s.shell, row, mail.Address{Email: tagged}, senders)
	if _, from := r.sender(); from.Email != tagged || r.from.Selected != tagged {
		t.Errorf("passed on by %v, shown as %q", from, r.from.Selected)
	}
	r.pass()
	s.until("refused without recipients", func() bool { return len(r.notes.Objects) == 1 })
	r.to.Add(readPeople("jonas@demo.test"))
	r.bcc.Add(readPeople("ada@demo.test"))
	r.pass()
	outbox := func() []mail.Outgoing {
		list, err := s.s.core.Outbox.List(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	s.until("queued", func() bool { return len(outbox()) == 1 })
	if got := outbox()[0]; got.Subject != row.Subject || got.Recipients[0].Address != "jonas@demo.test" || !got.NextTry.After(now()) {
		t.Errorf("%+v", got)
	} else if len(got.Recipients) != 2 {
		t.Errorf("to %v", got.Recipients)
	}
	s.until("marked as passed on", func() bool {
		row, err := s.s.core.Mail.Row(t.Context(), list)
		return err == nil && row.Flags&mail.Forwarded != 0
	})
}

// BenchmarkContactsPage: a letter in the search of ten thousand, with the list and
// the form drawn anew.
func BenchmarkContactsPage(b *testing.B) {
	core, err := app.OpenDemo(b.Context(), app.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := newScreen(b, core)
	s.until("mail", func() bool { return s.shell != nil })
	all := make([]app.Contact, 10_000)
	for i := range all {
		all[i] = app.Contact{ID: int64(i + 1), Name: fmt.Sprintf("Person Number %d", i), Emails: []string{fmt.Sprintf("p%d@people.example", i)}}
	}
	p := newContactsPage(s.shell)
	s.shell.frame.put(p.object)
	p.found = model.NewContacts(all)
	for b.Loop() {
		p.find("e 99")
		p.find("")
	}
}
