package gui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// writing opens a draft and waits for its window.
func (s *screen) writing(d compose.Draft) *composer {
	s.t.Helper()
	if d.Account == 0 {
		d.Account = s.s.accounts[0].ID
		d.From = mail.Address{Email: s.s.accounts[0].Email()}
	}
	return s.shell.compose(d)
}

// TestWarnings: each is said once, above the text, with what would mend it, and
// the message goes after that.
func TestWarnings(t *testing.T) {
	s := demo(t)
	own := s.s.accounts[0]
	other := accounts.Identity{Name: "Shop", Email: "shop@demo.test"}
	if err := s.s.core.Accounts.SetIdentities(t.Context(), own.ID, append(slices.Clone(own.Identities), other)); err != nil {
		t.Fatal(err)
	}
	list, err := s.s.core.Accounts.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.s.accounts = list
	if err := s.s.core.People.SetOwnDomains(t.Context(), []string{"demo.test", "many.test"}); err != nil {
		t.Fatal(err)
	}
	var many []mail.Address
	for i := range 25 {
		many = append(many, mail.Address{Email: fmt.Sprintf("p%d@many.test", i)})
	}
	plain := func(change func(*compose.Draft)) compose.Draft {
		d := compose.Draft{To: []mail.Address{{Email: "jonas@demo.test"}}, Subject: "Tea", Body: "At four.\n"}
		change(&d)
		return d
	}
	for _, c := range []struct {
		code  string
		draft compose.Draft
		mend  string
		done  func(c *composer) bool // pressing that did so
	}{
		{compose.NoSubject, plain(func(d *compose.Draft) { d.Subject = "" }), "Add a subject", func(c *composer) bool { return c.win.Canvas().Focused() == c.head.subject }},
		{compose.NoAttachment, plain(func(d *compose.Draft) { d.Body = "See the attached file.\n" }), "Attach…", nil},
		{compose.NoText, plain(func(d *compose.Draft) { d.Body = "" }), "", nil},
		{compose.ManyRecipients, plain(func(d *compose.Draft) { d.To = many }), "Move to Bcc", func(c *composer) bool {
			return c.head.to.Empty() && c.head.cc.Empty() && len(c.head.bcc.Recipients()) == 25 && c.head.rows[c.head.bcc].Visible()
		}},
		{compose.AfterBcc, plain(func(d *compose.Draft) {
			d.Kind, d.Addressed = compose.ReplyAll, compose.Addressed{As: own.Email(), Blind: true}
			d.Cc = many[:2]
		}), "Answer jonas@demo.test only", func(c *composer) bool { return len(c.head.to.Recipients()) == 1 && c.head.cc.Empty() }},
		{compose.OutsideDomain, plain(func(d *compose.Draft) { d.Cc = []mail.Address{{Email: "eve@else.example"}} }), "", nil},
		{compose.OtherIdentity, plain(func(d *compose.Draft) { d.Kind, d.Addressed = compose.Reply, compose.Addressed{As: "shop+x@demo.test"} }), "Use shop+x@demo.test", func(c *composer) bool {
			return c.writing.Draft.From == mail.Address{Name: "Shop", Email: "shop+x@demo.test"}
		}},
		{compose.NeedsUTF8, plain(func(d *compose.Draft) { d.To = []mail.Address{{Email: "pelé@demo.test"}} }), "", nil},
	} {
		w := s.writing(c.draft)
		w.send()
		s.until(c.code+" is said", func() bool { return len(w.head.notes.Objects) == 1 })
		if got := w.writing.Draft.Warned; !slices.Equal(got, []string{c.code}) {
			t.Errorf("%s: said %v", c.code, got)
		}
		title, mend := w.mend(c.code)
		if title != c.mend {
			t.Errorf("%s offers %q, not %q", c.code, title, c.mend)
		} else if c.done != nil {
			if mend(); !c.done(w) {
				t.Errorf("%s: %s did not do it", c.code, c.mend)
			}
		}
		w.send()
		s.until(c.code+": gone", func() bool { return w.closed || len(w.head.notes.Objects) > 0 })
		if !w.closed {
			t.Errorf("%s is said twice", c.code)
		}
	}
}

// TestWarningsOfTheServer: what servers said of earlier mail is remembered, that an
// address is not there and how much they take, and is said before the next.
func TestWarningsOfTheServer(t *testing.T) {
	server, err := localserver.Start(localserver.Options{Fault: func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepRcpt && s.Arg == "gone@demo.test" {
			return &localserver.Fault{Reply: "550 5.1.1 No such person"}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	core, err := app.Open(t.Context(), app.Options{Profile: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	in, out := server.IMAP(), server.SMTP()
	in.User, out.User = "mira@demo.test", "mira@demo.test"
	account, err := core.Accounts.Add(t.Context(), accounts.Account{Identities: []accounts.Identity{{Email: "mira@demo.test"}}, Incoming: in, Outgoing: out, Secrets: accounts.Session}, app.Secrets{Incoming: "godwit"})
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.until("the window", func() bool { return s.shell != nil && len(s.s.accounts) == 1 })
	first, err := core.Outbox.Send(t.Context(), compose.Draft{
		Account: account, From: mail.Address{Email: "mira@demo.test"}, To: []mail.Address{{Email: "gone@demo.test"}, {Email: "jonas@demo.test"}}, Subject: "Tea", Body: "At four.\n",
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	s.until("it came back", func() bool {
		o, err := core.Outbox.Show(t.Context(), first.ID)
		return err == nil && o.State == mail.StatePartial
	})
	for _, c := range []struct {
		code  string
		draft compose.Draft
		mend  string
	}{
		{compose.HasBounced, compose.Draft{To: []mail.Address{{Email: "Gone@demo.test"}}}, "Look at the addresses"},
		{compose.TooLarge, compose.Draft{To: []mail.Address{{Email: "jonas@demo.test"}}, Attachments: []compose.Attachment{{Name: "film.bin", Type: "application/octet-stream", Data: make([]byte, 21<<20)}}}, ""},
	} {
		c.draft.Subject, c.draft.Body = "Tea again", "At five.\n"
		w := s.writing(c.draft)
		w.send()
		s.until(c.code+" is said", func() bool { return len(w.head.notes.Objects) == 1 })
		if got := w.writing.Draft.Warned; !slices.Equal(got, []string{c.code}) {
			t.Errorf("%s: said %v", c.code, got)
		}
		title, mend := w.mend(c.code)
		if title != c.mend {
			t.Errorf("%s offers %q, not %q", c.code, title, c.mend)
		}
		if mend != nil {
			w.win.Canvas().Focus(w.body)
			if mend(); w.win.Canvas().Focused() == w.body {
				t.Errorf("%s: the keyboard is still in the text", c.code)
			}
		}
		w.send()
		s.until(c.code+": sent all the same", func() bool { return w.closed })
	}
}

// TestWarningIsNotSaidAgain: neither after a restart nor after the message was
// taken back.
func TestWarningIsNotSaidAgain(t *testing.T) {
	s := demo(t)
	s.s.prefs.UndoSend = 1e12
	c := s.writing(compose.Draft{To: []mail.Address{{Email: "jonas@demo.test"}}, Body: "x\n"})
	c.send()
	s.until("said", func() bool { return len(c.head.notes.Objects) == 1 })
	c.close()
	s.until("kept", func() bool { return c.closed })
	drafts, err := s.s.core.Outbox.Drafts(context.Background())
	if err != nil || len(drafts) != 1 {
		t.Fatal(err, drafts)
	}
	s.shell.editDraft(drafts[0].ID)
	s.until("open again", func() bool { return len(s.s.writing) == 1 })
	for c = range s.s.writing {
	}
	c.send()
	s.until("sent without a word", func() bool { return c.closed })
	out, err := s.s.core.Outbox.List(context.Background())
	if err != nil || len(out) != 1 {
		t.Fatal(err, out)
	}
	s.shell.editOutgoing(out[0].ID)
	s.until("taken back", func() bool { return len(s.s.writing) == 1 })
	for c = range s.s.writing {
	}
	c.send()
	s.until("sent again without a word", func() bool { return c.closed })
}

// TestHintsOnRecipients: whom to think twice about is marked while one writes.
func TestHintsOnRecipients(t *testing.T) {
	s := demo(t)
	if err := s.s.core.People.SetOwnDomains(t.Context(), []string{"demo.test"}); err != nil {
		t.Fatal(err)
	}
	c := s.writing(compose.Draft{To: []mail.Address{{Email: "jonas@demo.test"}, {Email: "eve@else.example"}, {Email: "x@раураl.com"}}})
	s.until("hints", func() bool { return c.head.hints["eve@else.example"] != "" })
	if c.head.hints["jonas@demo.test"] != "" || c.head.hints["x@раураl.com"] == "" {
		t.Errorf("%q", c.head.hints)
	}
}

// TestFromAnotherAddress: a tag, a catch-all, and what none of the identities may be.
func TestFromAnotherAddress(t *testing.T) {
	s := demo(t)
	own := s.s.accounts[0].Identities[0]
	s.s.accounts[0].Identities = []accounts.Identity{own, {Name: "All", Email: "me@own.test", CatchAll: true, Signature: "From all"}}
	c := s.writing(compose.Draft{Account: s.s.accounts[0].ID, From: mail.Address{Name: own.Name, Email: own.Email}, Body: compose.Sign("Hi\n", "", own.Signature)})
	for _, x := range []struct{ typed, want, title string }{
		{"mira+shop@demo.test", "mira+shop@demo.test", own.Name},
		{"Shop <anything@own.test>", "anything@own.test", "Shop"},
	} {
		if problem := c.head.from.use(x.typed); problem != "" {
			t.Errorf("%s: %s", x.typed, problem)
		}
		if got := c.writing.Draft.From; got.Email != x.want || got.Name != x.title || c.head.from.sel.Selected != got.String() {
			t.Errorf("%s: from %v, shown %q", x.typed, got, c.head.from.sel.Selected)
		}
	}
	if got := c.body.Text(); got != compose.Sign("Hi\n", "", "From all") {
		t.Errorf("signed %q", got)
	}
	for _, typed := range []string{"", "eve@else.example", "no address", "a@own.test, b@own.test"} {
		if c.head.from.use(typed) == "" || c.writing.Draft.From.Email != "anything@own.test" {
			t.Errorf("%q was taken", typed)
		}
	}
}

// TestCompletion: who is known from the mail is offered, and chosen with Enter.
func TestCompletion(t *testing.T) {
	s := demo(t)
	if err := s.s.core.People.Learn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.s.core.People.AddContact(t.Context(), "Reading circle", []string{"priya@raman.example", "jonas@demo.test"}, true); err != nil {
		t.Fatal(err)
	}
	c := s.writing(compose.Draft{})
	for _, x := range []struct{ typed, want string }{{"priy", "priya@raman.example"}, {"reading c", "priya@raman.example jonas@demo.test"}} {
		for _, r := range x.typed {
			c.win.Canvas().Focused().TypedRune(r)
		}
		c.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		s.until(x.typed+" is completed", func() bool {
			var got []string
			for _, r := range c.head.to.Recipients() {
				got = append(got, r.Address)
			}
			return strings.Join(got, " ") == x.want
		})
	}
}
