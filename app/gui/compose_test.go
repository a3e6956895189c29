package gui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// composing waits for a compose window other than those that are known.
func (s *screen) composing(known ...*composer) *composer {
	s.t.Helper()
	var c *composer
	s.until("a compose window", func() bool {
		for one := range s.s.writing {
			if !slices.Contains(known, one) {
				c = one
			}
		}
		return c != nil
	})
	return c
}

// written begins a message that is saved once.
func (s *screen) written(subject string) *composer {
	s.t.Helper()
	s.shell.run("write")
	c := s.composing()
	c.head.to.SetRecipients(recipientsOf([]mail.Address{{Email: "jonas@demo.test"}}))
	c.head.subject.SetText(subject)
	c.body.Insert("Some words.\n")
	s.until("saved", func() bool { return c.writing.Draft.ID != 0 && !c.unsaved() })
	return c
}

func (s *screen) drafts() []app.DraftInfo {
	s.t.Helper()
	list, err := s.s.core.Outbox.Drafts(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

// toast is the sentence that is shown, and its buttons.
func toast(stage *kit.Stage) kit.Toast {
	t, _ := stage.Toast()
	return t
}

func TestDraftIsSavedWhileTyping(t *testing.T) {
	s := demo(t)
	c := s.written("saved by itself")
	id := c.writing.Draft.ID
	for i := range 5 {
		c.body.Insert("More.\n")
		if i == 2 {
			c.save() // one is under way while typing goes on
		}
	}
	s.until("saved again", func() bool { return !c.unsaved() })
	d, err := s.s.core.Outbox.Draft(t.Context(), id)
	if err != nil || strings.Count(d.Body, "More.") != 5 || len(s.drafts()) != 1 {
		t.Errorf("%q %v, %d drafts", d.Body, err, len(s.drafts()))
	}
	if !strings.HasPrefix(c.foot.state.Text(), "Saved ") || !strings.Contains(c.foot.counts.Text(), "words") {
		t.Errorf("the foot says %q and %q", c.foot.state.Text(), c.foot.counts.Text())
	}
}

// TestSaverOrder: of two savings that come in the wrong order the later state
// stays.
func TestSaverOrder(t *testing.T) {
	s := demo(t)
	saver := &draftSaver{core: s.s.core}
	d := compose.Draft{Account: s.s.accounts[0].ID, Body: "new"}
	id, err := saver.save(t.Context(), d, 2)
	if err != nil {
		t.Fatal(err)
	}
	d.Body = "old"
	if again, err := saver.save(t.Context(), d, 1); err != nil || again != id {
		t.Fatal(again, err)
	}
	if got, err := s.s.core.Outbox.Draft(t.Context(), id); err != nil || got.Body != "new" {
		t.Errorf("%q %v", got.Body, err)
	}
}

// TestHalfAnAddress: what was typed of an address when the window was closed is in
// the draft, here and on the server.
func TestHalfAnAddress(t *testing.T) {
	s := demo(t)
	c := s.written("half an address")
	c.head.bring(c.head.cc)
	for _, r := range "jonas@exa" {
		c.win.Canvas().Focused().TypedRune(r)
	}
	c.close()
	s.until("on the server", func() bool {
		list := s.drafts()
		return len(list) == 1 && list[0].Uploaded
	})
	s.shell.editDraft(s.drafts()[0].ID)
	again := s.composing(c)
	if got := again.head.cc.Recipients(); len(got) != 1 || got[0].Address != "jonas@exa" || !again.head.rows[again.head.cc].Visible() {
		t.Errorf("opened again with %v", got)
	}
	again.close()
}

func TestCloseSaysWhereTheDraftIs(t *testing.T) {
	s := demo(t)
	c := s.written("kept")
	c.body.Insert("The last words.\n")
	c.close()
	s.until("said where it is", func() bool { return strings.HasPrefix(toast(s.s.stage).Text, "Draft kept: in Drafts of ") })
	s.until("on the server", func() bool {
		list := s.drafts()
		return len(list) == 1 && list[0].Uploaded
	})
	d, err := s.s.core.Outbox.Draft(t.Context(), s.drafts()[0].ID)
	if err != nil || !strings.Contains(d.Body, "The last words.") {
		t.Errorf("%q %v", d.Body, err)
	}
	toast(s.s.stage).AlsoDo()
	again := s.composing(c)
	if again.writing.Draft.Subject != "kept" || again.writing.Touched() {
		t.Errorf("opened again: %+v", again.writing.Draft)
	}
	again.close()
	s.until("closed", func() bool { return len(s.s.writing) == 0 })
}

// TestNothingIsKept: what was begun and emptied again leaves no draft.
func TestNothingIsKept(t *testing.T) {
	s := demo(t)
	s.shell.run("write")
	c := s.composing()
	before := c.body.Text()
	c.body.Insert("x")
	s.until("saved", func() bool { return c.writing.Draft.ID != 0 && !c.unsaved() })
	c.body.Undo()
	if c.body.Text() != before {
		t.Fatalf("%q", c.body.Text())
	}
	c.close()
	s.until("no draft", func() bool { return len(s.s.writing) == 0 && len(s.drafts()) == 0 })
}

func TestDiscardCanBeUndone(t *testing.T) {
	s := demo(t)
	c := s.written("thrown away")
	c.discard()
	s.until("said", func() bool { return toast(s.s.stage).Text == "Draft discarded" })
	if len(s.drafts()) != 1 {
		t.Fatal("it is gone while it can still be had back")
	}
	s.shell.goDrafts()
	s.until("out of sight", func() bool { return len(s.shell.drafts.all.rows) == 1 }) // the demo has one of its own
	toast(s.s.stage).Do()
	again := s.composing(c)
	if again.writing.Draft.Subject != "thrown away" || !strings.Contains(again.body.Text(), "Some words.") {
		t.Errorf("%+v", again.writing.Draft)
	}
	again.discard()
	s.until("said again", func() bool { return len(s.s.discarded) == 1 })
	s.s.tell("Something else.")
	s.until("removed", func() bool { return len(s.drafts()) == 0 && len(s.s.discarded) == 0 })
}

// TestDiscardedAtTheEnd: what was discarded is gone when the program ends, and
// what was being written is kept.
func TestDiscardedAtTheEnd(t *testing.T) {
	s := demo(t)
	c := s.written("thrown away")
	c.discard()
	s.until("said", func() bool { return len(s.s.discarded) == 1 })
	s.shell.run("write")
	kept := s.composing(c)
	kept.head.subject.SetText("not saved yet")
	s.s.keepWriting()
	if list := s.drafts(); len(list) != 1 || list[0].Subject != "not saved yet" {
		t.Errorf("%+v", list)
	}
}

func TestSameDraftOnce(t *testing.T) {
	s := demo(t)
	c := s.written("once")
	id := c.writing.Draft.ID
	s.shell.editDraft(id)
	s.shell.openDraft(func(ctx context.Context) (compose.Draft, error) { return s.s.core.Outbox.Draft(ctx, id) })
	shown := false
	s.shell.openDraft(func(ctx context.Context) (compose.Draft, error) { shown = true; return s.s.core.Outbox.Draft(ctx, id) })
	s.until("asked for", func() bool { return shown && len(s.queue) == 0 })
	if len(s.s.writing) != 1 {
		t.Errorf("%d windows for one draft", len(s.s.writing))
	}
}

func TestSendAt(t *testing.T) {
	s := demo(t)
	c := s.written("later")
	at := now().Add(90 * time.Hour).Truncate(time.Minute)
	c.sendAt(at)
	s.until("queued", func() bool { return len(s.s.writing) == 0 && strings.HasPrefix(toast(s.s.stage).Text, "Leaves ") })
	list, err := s.s.core.Outbox.List(t.Context())
	if err != nil || len(list) != 1 || !list[0].NextTry.Equal(at) {
		t.Fatalf("%+v %v", list, err)
	}
	s.shell.sendInstead(list[0].ID, at.Add(time.Hour))
	s.until("another time", func() bool {
		list, err = s.s.core.Outbox.List(t.Context())
		return err == nil && len(list) == 1 && list[0].NextTry.Equal(at.Add(time.Hour)) && len(s.drafts()) == 0
	})
	s.until("said", func() bool { return len(s.shell.queued) == 1 && s.shell.queued[list[0].ID].Subject == "later" })
	toast(s.s.stage).Do()
	again := s.composing(c)
	if got := again.foot.pills(); len(got) != 1 || !strings.HasPrefix(got[0].Label(), "Sends ") || !strings.HasPrefix(again.bar.send.Main.Label(), "Send ") {
		t.Errorf("the time is not shown: %v %q", got, again.bar.send.Main.Label())
	}
	again.foot.pills()[0].Remove()
	if !again.writing.Draft.SendAt.IsZero() || len(again.foot.pills()) != 0 {
		t.Error("the time was not taken off")
	}
}

// TestUndoSend: the window comes back with all that it had.
func TestUndoSend(t *testing.T) {
	s := demo(t)
	s.s.prefs.UndoSend = time.Minute
	c := s.written("back again")
	c.setMarkdown(true)
	c.setPriority(compose.HighPriority)
	c.toggleReceipt()
	c.writing.Draft.Warned = []string{compose.NoSubject}
	c.head.bcc.SetRecipients(recipientsOf([]mail.Address{{Name: "Hidden", Email: "hidden@demo.test"}}))
	c.writing.Draft.Attachments = []compose.Attachment{{Name: "a.txt", Type: "text/plain", Data: []byte("file")}}
	c.send()
	s.until("counts down", func() bool { return strings.HasPrefix(toast(s.s.stage).Text, "Sending in ") })
	toast(s.s.stage).Do()
	d := s.composing(c).writing.Draft
	if !d.Markdown || d.Priority != compose.HighPriority || !d.Wishes.Receipt || !slices.Contains(d.Warned, compose.NoSubject) || len(d.Bcc) != 1 || d.Bcc[0].Name != "Hidden" {
		t.Errorf("%+v", d)
	}
	if len(d.Attachments) != 1 || string(d.Attachments[0].Data) != "file" {
		t.Errorf("attached %+v", d.Attachments)
	}
	if list, err := s.s.core.Outbox.List(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("in the outbox: %v %v", list, err)
	}
}

func TestTemplate(t *testing.T) {
	s := demo(t)
	c := s.written("Weekly report")
	c.saveTemplate()
	s.until("a template", func() bool { return slices.ContainsFunc(s.drafts(), func(d app.DraftInfo) bool { return d.Template }) })
	s.shell.goDrafts()
	v := s.shell.drafts
	s.until("listed apart", func() bool { return len(v.all.templates) == 1 })
	v.choice.Choose(1)
	v.show()
	v.open(v.rows[0].ID())
	begun := s.composing(c)
	if d := begun.writing.Draft; d.ID != 0 || d.Template || d.Subject != "Weekly report" {
		t.Errorf("begun: %+v", d)
	}
	s.shell.editDraft(v.all.templates[0].Draft)
	edited := s.composing(c, begun)
	if edited.bar.send.Main.Label() != "Begin a message" || len(edited.foot.pills()) != 1 {
		t.Errorf("a template looks like a message: %q", edited.bar.send.Main.Label())
	}
	edited.send()
	third := s.composing(c, begun, edited)
	if d := third.writing.Draft; d.Template || len(s.shell.drafts.all.templates) != 1 {
		t.Errorf("%+v", d)
	}
}

func TestMailtoSaysWhatItIgnored(t *testing.T) {
	s := demo(t)
	s.shell.mailto("mailto:grace@example.org?subject=Hi&attach=/etc/passwd")
	c := s.composing()
	if d := c.writing.Draft; len(d.To) != 1 || d.Subject != "Hi" || len(d.Attachments) != 0 {
		t.Errorf("%+v", d)
	}
	s.until("said", func() bool { return len(c.head.notes.Objects) == 1 })
	s.shell.mailto("https://example.org")
	s.until("refused", func() bool { return len(s.s.writing) == 1 && toast(s.s.stage).Text != "" })
}

// started is the window of a profile that holds one message.
func started(t *testing.T, dir string) *screen {
	t.Helper()
	core, err := app.Open(t.Context(), app.Options{Profile: dir})
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.until("the list", func() bool { return s.shell.list.list.Count() == 1 })
	return s
}

// TestOpenDraftsAreOffered: the next start offers what was open, once.
func TestOpenDraftsAreOffered(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 1)
	open := func() *screen { return started(t, dir) }
	s := open()
	c := s.written("was open")
	if s.s.noted == "" {
		t.Error("a draft that is open is not remembered")
	}
	s.end()
	s = open()
	s.until("offered", func() bool { return toast(s.s.stage).Text == "A draft was open" })
	toast(s.s.stage).Do()
	again := s.composing(c)
	if again.writing.Draft.Subject != "was open" {
		t.Errorf("%+v", again.writing.Draft)
	}
	again.close()
	s.until("closed", func() bool { return len(s.s.writing) == 0 && s.s.noted == "" })
}

func TestSignatureIsChosen(t *testing.T) {
	s := demo(t)
	s.shell.run("write")
	c := s.composing()
	by := c.senders[0].Identity
	by.Signature = "Mira\nWaders"
	c.sign(by)
	if !strings.HasSuffix(c.body.Text(), "-- \nMira\nWaders\n") || !strings.Contains(c.foot.signature.Label(), "Mira") {
		t.Errorf("%q, %q", c.body.Text(), c.foot.signature.Label())
	}
	by.Signature = ""
	c.sign(by)
	if strings.Contains(c.body.Text(), "Waders") || c.foot.signature.Label() != "No signature" {
		t.Errorf("%q, %q", c.body.Text(), c.foot.signature.Label())
	}
	c.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.until("closed", func() bool { return len(s.s.writing) == 0 })
}

// TestLinkWaitsForAnAccount: a link that came before there was an account is
// followed once there is one.
func TestLinkWaitsForAnAccount(t *testing.T) {
	server, err := localserver.Start(localserver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	core, err := app.Open(t.Context(), app.Options{Profile: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.follow("mailto:grace@example.org?subject=Waited")
	if s.shell != nil || len(s.s.writing) != 0 {
		t.Fatal("there is no account yet")
	}
	in, out := server.IMAP(), server.SMTP()
	in.User, out.User = "mira@demo.test", "mira@demo.test"
	if _, err := core.Accounts.Add(t.Context(), accounts.Account{Identities: []accounts.Identity{{Email: "mira@demo.test"}}, Incoming: in, Outgoing: out, Secrets: accounts.Session}, app.Secrets{Incoming: "godwit"}); err != nil {
		t.Fatal(err)
	}
	if c := s.composing(); c.writing.Draft.Subject != "Waited" || s.link != "" {
		t.Errorf("%+v, %q is left", c.writing.Draft, s.link)
	}
}
