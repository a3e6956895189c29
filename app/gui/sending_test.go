package gui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/compose"
	"godwit/sync/mail"
)

// TestUndoAfterARestart: a window that knows nothing of what was written has the
// message back from its bytes, with who had a blind copy and when it leaves.
func TestUndoAfterARestart(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 1)
	open := func() *screen { return started(t, dir) }
	s := open()
	c := s.written("Waits over night")
	c.setMarkdown(true)
	c.setPriority(compose.HighPriority)
	c.toggleReceipt()
	c.head.bcc.SetRecipients(recipientsOf([]mail.Address{{Email: "hidden@demo.test"}}))
	c.writing.Draft.Attachments = []compose.Attachment{{Name: "a.txt", Type: "text/plain", Data: []byte("file")}}
	at := now().Add(90 * time.Hour).Truncate(time.Minute)
	c.sendAt(at)
	s.until("queued", func() bool { return c.closed && len(s.shell.queued) == 1 })
	s.end()

	s = open()
	list, err := s.s.core.Outbox.List(t.Context())
	if err != nil || len(list) != 1 || len(s.shell.queued) != 0 || len(s.drafts()) != 0 {
		t.Fatalf("%+v, %v; %d known, drafts %v", list, err, len(s.shell.queued), s.drafts())
	}
	s.shell.editOutgoing(list[0].ID)
	again := s.composing()
	d := again.writing.Draft
	if d.Subject != "Waits over night" || strings.TrimSpace(again.body.Text()) != "Some words." || !d.Markdown || d.Priority != compose.HighPriority ||
		!d.Wishes.Receipt || !d.SendAt.Equal(at) || len(d.To) != 1 || len(d.Bcc) != 1 || d.Bcc[0].Email != "hidden@demo.test" {
		t.Errorf("%+v", d)
	}
	if len(d.Attachments) != 1 || string(d.Attachments[0].Data) != "file" {
		t.Errorf("attached %+v", d.Attachments)
	}
	if list, err = s.s.core.Outbox.List(t.Context()); err != nil || len(list) != 0 || len(s.drafts()) != 1 {
		t.Errorf("in the outbox %v, %v; drafts %v", list, err, s.drafts())
	}
}

// TestChangeTheTime: the toast of a message that leaves later asks for another
// time, in words, and begins with the one that is set.
func TestChangeTheTime(t *testing.T) {
	s := demo(t)
	c := s.written("later")
	c.sendAt(now().Add(90 * time.Hour).Truncate(time.Minute))
	s.until("said", func() bool { return c.closed && toast(s.s.stage).Also == "Change" })
	toast(s.s.stage).AlsoDo()
	field, ok := s.win.Canvas().Focused().(*kit.Field)
	if !ok || field.Text != now().Add(90*time.Hour).Format("2006-01-02 15:04") {
		t.Fatalf("asks in %T", s.win.Canvas().Focused())
	}
	want := now().AddDate(0, 0, 9)
	for _, x := range []struct {
		typed string
		takes bool
	}{{"soonish", false}, {"2001-01-01 10:00", false}, {want.Format("2006-01-02") + " 10:00", true}} {
		field.SetText(x.typed)
		field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if asks := s.win.Canvas().Overlays().Top() != nil; asks == x.takes {
			t.Fatalf("after %q the sheet is open: %v", x.typed, asks)
		}
	}
	at := time.Date(want.Year(), want.Month(), want.Day(), 10, 0, 0, 0, now().Location())
	s.until("leaves then", func() bool {
		list, err := s.s.core.Outbox.List(t.Context())
		return err == nil && len(list) == 1 && list[0].NextTry.Equal(at) && list[0].SendAt.Equal(at)
	})
	s.until("said again", func() bool { return len(s.shell.queued) == 1 && len(s.drafts()) == 0 })
}

// TestAnswersComeFromWhereMailWent: mail to an address with a tag, and to any one
// of a domain that is all of one's own, is answered from that address.
func TestAnswersComeFromWhereMailWent(t *testing.T) {
	s := demo(t)
	var jonas, mira accounts.Account
	for _, a := range s.s.accounts {
		switch a.Email() {
		case "jonas@demo.test":
			jonas = a
		case "mira@demo.test":
			mira = a
		}
	}
	all := accounts.Identity{Name: "Shop", Email: "me@own.test", CatchAll: true}
	if err := s.s.core.Accounts.SetIdentities(t.Context(), mira.ID, append(mira.Identities, all)); err != nil {
		t.Fatal(err)
	}
	for i, x := range []struct{ header, from string }{
		{"To: Mira <mira+shop@demo.test>", "Mira Halloran <mira+shop@demo.test>"},
		{"To: tickets@own.test", "Shop <tickets@own.test>"},
		{"To: everyone@lists.test\r\nDelivered-To: mira+list@demo.test", "Mira Halloran <mira+list@demo.test>"},
		{"To: mira@demo.test", "Mira Halloran <mira@demo.test>"},
	} {
		subject := fmt.Sprintf("Order %d", i)
		raw := "From: Jonas <jonas@demo.test>\r\n" + x.header + "\r\nSubject: " + subject + "\r\n\r\nHow many?\r\n"
		if _, err := s.s.core.Outbox.SendRaw(t.Context(), jonas.ID, []byte(raw), jonas.Email(), []string{mira.Email()}, mail.Wishes{}); err != nil {
			t.Fatal(err)
		}
		s.until(subject, func() bool {
			r, ok := s.shell.list.list.Row(0)
			return ok && r.Subject == subject && r.Account == mira.ID
		})
		s.choose(subject)
		s.shell.run("reply")
		c := s.composing()
		if got := c.head.from.sel.Selected; got != x.from || c.writing.Draft.From.String() != x.from {
			t.Errorf("%s: shown %q, from %q; want %q", x.header, got, c.writing.Draft.From, x.from)
		}
		c.close()
		s.until("closed", func() bool { return c.closed })
	}
}
