package gui

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/model"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// screen is a window under Fyne's test driver whose UI goroutine is the test.
type screen struct {
	*frame
	t     testing.TB
	queue chan func()
}

func newScreen(t testing.TB, core *app.App) *screen {
	t.Helper()
	s := &screen{t: t, queue: make(chan func(), 10000)}
	st, err := readStart(t.Context(), core)
	if err != nil {
		t.Fatal(err)
	}
	st.prefs.UndoSend, st.prefs.ReadAfter = 0, 0
	st.look.threads = false // most tests look for single messages
	s.frame = newFrame(test.NewTempApp(t), Options{Log: slog.New(slog.DiscardHandler)}, func(f func()) { s.queue <- f })
	s.open(core, st)
	t.Cleanup(s.end)
	return s
}

// until does the UI's work until something holds.
func (s *screen) until(what string, holds func() bool) {
	s.t.Helper()
	deadline := time.After(time.Minute) // far more than is needed: the machine may have much else to do
	for !holds() {
		select {
		case f := <-s.queue:
			f()
		case <-deadline:
			s.t.Fatalf("never came: %s", what)
		}
	}
}

// demo is a window over the sample mail, its inboxes in step.
func demo(t *testing.T) *screen {
	t.Helper()
	core, err := app.OpenDemo(t.Context(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.until("sample mail", func() bool {
		live := 0
		for _, st := range core.Status.All() {
			if st.State == app.Live {
				live++
			}
		}
		return live == 2 && s.shell.list.list.Count() > 30
	})
	return s
}

// choose selects the message with a subject and waits until it can be read.
func (s *screen) choose(subject string) mail.MessageID {
	s.t.Helper()
	l := s.shell.list
	for i := range l.list.Count() {
		r, ok := l.list.Row(i)
		if ok && r.Subject == subject {
			l.widget.Select(int64(r.ID))
			l.selected()
			s.until("text of "+subject, func() bool { return s.shell.reader.reading != nil && s.shell.reader.id == r.ID })
			return r.ID
		}
	}
	s.t.Fatalf("no message %q", subject)
	return 0
}

func TestReadMarksSeen(t *testing.T) {
	s := demo(t)
	id := s.choose("Posters on Saturday? 🐦🎨")
	s.until("seen", func() bool {
		r, ok := s.shell.list.list.Get(id)
		return ok && r.Flags&mail.Seen != 0
	})
}

func TestArchiveAndUndo(t *testing.T) {
	s := demo(t)
	before := s.shell.list.list.Count()
	id := s.choose("Welcome to Godwit")
	s.shell.run("archive")
	s.until("one less", func() bool { return s.shell.list.list.Count() == before-1 })
	if _, ok := s.shell.list.list.IndexOf(id); ok {
		t.Error("the archived message is still listed")
	}
	if ids := s.shell.list.ids(); len(ids) != 1 || ids[0] == id {
		t.Errorf("selected after archiving: %v, want the next message", ids)
	}
	s.shell.run("undo")
	s.until("back again", func() bool { _, ok := s.shell.list.list.IndexOf(id); return ok })
}

func TestReplyIsSent(t *testing.T) {
	s := demo(t)
	id := s.choose("Invitation: Book club, The Living Mountain")
	s.shell.run("reply")
	s.until("composer", func() bool { return len(s.s.writing) == 1 })
	var c *composer
	for c = range s.s.writing {
	}
	if got := c.writing.Draft.To; len(got) != 1 || got[0].Email != "priya@raman.example" {
		t.Errorf("reply goes to %v", got)
	}
	c.body.Insert("I bring the cake.\n")
	c.send()
	s.until("sent", func() bool {
		list, err := s.s.core.Outbox.List(context.Background())
		return err == nil && len(list) == 1 && list[0].State == mail.StateSent
	})
	s.until("window closed", func() bool { return len(s.s.writing) == 0 })
	s.until("marked as answered", func() bool {
		r, ok := s.shell.list.list.Get(id)
		return ok && r.Flags&mail.Answered != 0
	})
}

func TestSendNeedsRecipient(t *testing.T) {
	s := demo(t)
	s.shell.run("write")
	s.until("composer", func() bool { return len(s.s.writing) == 1 })
	for c := range s.s.writing {
		c.send()
		if len(c.head.notes.Objects) != 1 || c.closed {
			t.Error("sending without a recipient said nothing")
		}
		c.head.subject.SetText("kept")
		c.close()
	}
	s.until("draft kept", func() bool {
		list, err := s.s.core.Outbox.Drafts(context.Background())
		return err == nil && len(list) == 1 && list[0].Subject == "kept"
	})
}

func TestSearchAndBack(t *testing.T) {
	s := demo(t)
	all, top := s.shell.list.list.Count(), s.shell.list.widget.Position().Y
	s.shell.searchBox.entry.SetText("tideline")
	s.until("hits", func() bool { n := s.shell.list.list.Count(); return s.shell.list.found != nil && n > 0 && n < all })
	s.shell.back()
	s.until("folder again", func() bool { return s.shell.list.found == nil && s.shell.list.list.Count() == all })
	if at := s.shell.list.widget.Position().Y; at != top {
		t.Errorf("the list begins at %v, and at %v before the search", at, top)
	}

	s.shell.goDrafts()
	s.shell.searchBox.entry.SetText("tideline")
	s.until("hits from elsewhere", func() bool { return s.shell.list.found != nil && s.shell.list.list.Count() > 0 })
	s.shell.back()
	if s.shell.opened != model.DraftsID || s.shell.listing() {
		t.Error("the search did not lead back to the drafts")
	}
}

func TestMoveByDrop(t *testing.T) {
	s := demo(t)
	id := s.choose("Invitation: Book club, The Living Mountain")
	row, _ := s.shell.list.list.Get(id)
	var travel mail.Folder
	for _, f := range s.shell.tree.folders(row.Account) {
		if f.Path == "Travel" {
			travel = f
		}
	}
	s.shell.actions.move(s.shell.list.ids(), travel.ID, "Travel")
	s.until("moved", func() bool { _, ok := s.shell.list.list.IndexOf(id); return !ok })
	s.shell.tree.open(model.FolderNodeID(travel.ID))
	s.until("in Travel", func() bool { _, ok := s.shell.list.list.IndexOf(id); return ok })
}

func TestSetUp(t *testing.T) {
	server, err := localserver.Start(localserver.Options{Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	core, err := app.Open(t.Context(), app.Options{Profile: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	if s.shell != nil {
		t.Fatal("no account, yet mail is shown")
	}
	p := newAccountPage(s.s, accounts.Account{})
	p.back, p.done = func() {}, s.accountsCame
	p.email.SetText("not an address")
	p.forward()
	if p.step != stepAddress {
		t.Fatal("went on without an address")
	}
	user := server.Users()[0]
	p.email.SetText(user.Email)
	p.forward()
	s.until("looked up", func() bool { return p.step == stepPassword })

	in, out := server.IMAP(), server.SMTP()
	in.User, out.User = user.Email, user.Email
	a := accounts.Account{Identities: []accounts.Identity{{Email: user.Email}}, Incoming: in, Outgoing: out, Secrets: accounts.Session}
	p.form = model.FormOf(a)
	p.fill()
	p.password.SetText("wrong")
	p.forward()
	s.until("refused", func() bool { return p.step == stepPassword && p.check.told() })
	for _, c := range p.check.steps {
		if c.Problem == nil || c.Problem.Code != "GW-AUTH-REFUSED" {
			t.Errorf("%s: %+v, want GW-AUTH-REFUSED", c.Server.Protocol, c.Problem)
		}
	}
	p.password.SetText(user.Password)
	p.forward()
	s.until("mail", func() bool { return s.shell != nil && s.shell.list.list.Count() > 10 })
}

func TestNarrowWindow(t *testing.T) {
	s := demo(t)
	w := s.shell
	seen := func() [3]bool {
		return [3]bool{w.panes.tree.Visible(), w.panes.list.Visible(), w.panes.reader.Visible()}
	}
	for _, c := range []struct {
		width float32
		want  [3]bool
	}{{1280, [3]bool{true, true, true}}, {900, [3]bool{true, true, true}}, {720, [3]bool{false, true, true}}, {600, [3]bool{false, true, false}}} {
		w.panes.Resize(fyne.NewSize(c.width, 700))
		if got := seen(); got != c.want {
			t.Errorf("%v wide: tree, list, reader visible %v, want %v", c.width, got, c.want)
		}
	}
	w.panes.Resize(fyne.NewSize(720, 700))
	w.back()
	if got := seen(); got != [3]bool{true, false, true} {
		t.Errorf("Escape in the list: visible %v, want tree and reader", got)
	}
	w.goInbox()
	if got := seen(); got != [3]bool{false, true, true} {
		t.Errorf("a folder was opened: visible %v, want list and reader", got)
	}
}

func TestInboxAgainKeepsSelection(t *testing.T) {
	s := demo(t)
	w := s.shell
	id := s.choose("Welcome to Godwit")
	w.goInbox()
	if got := w.list.ids(); len(got) != 1 || got[0] != id {
		t.Errorf("selected %v, want %d", got, id)
	}
}

func TestFindInMessage(t *testing.T) {
	s := demo(t)
	w := s.shell
	s.choose("Welcome to Godwit")
	s.until("the message", func() bool { return w.reader.reading != nil })
	w.run("find")
	w.talk.find.field.SetText("GODWIT")
	if got := w.talk.find.count.Text(); !strings.HasPrefix(got, "1 of ") {
		t.Errorf("found %q, want the first of some", got)
	}
	w.talk.find.field.SetText("no such words in it")
	if got := w.talk.find.count.Text(); got != "not found" {
		t.Errorf("found %q", got)
	}
	w.talk.find.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.talk.find.object.Visible() || s.win.Canvas().Focused() != w.reader.view {
		t.Error("Escape did not close the bar and go back to the text")
	}
}
