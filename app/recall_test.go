package app

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// TestRecall: whoever takes a message back at once has all that was written,
// what its bytes do not say included, and it is a draft as before.
func TestRecall(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	account := add(t, a, w.account(mira), "godwit")
	d, err := a.Outbox.Blank(t.Context(), account)
	check(t, err)
	d.To, d.Bcc = []mail.Address{{Email: jonas}}, []mail.Address{{Name: "Behind the curtain", Email: "hidden@example.org"}}
	d.Subject, d.Body, d.Markdown = "Posters", "**Two** of them.\n", true
	d.Priority, d.Headers = compose.HighPriority, []compose.Header{{Name: "X-Poster", Value: "yes"}}
	d.Wishes, d.Warned, d.Kind = mail.Wishes{Receipt: true}, []string{compose.NoAttachment}, compose.Reply
	d.SendAt = time.Now().Add(time.Hour).Truncate(time.Second)
	d.Attachments = []compose.Attachment{{Name: "b.txt", Type: "text/plain", Data: []byte("second")}, {Name: "a.txt", Type: "text/plain", Data: []byte("first"), Inline: true}}
	d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	out, err := a.Outbox.Send(t.Context(), d, 0)
	check(t, err)

	was := d
	was.Attachments = slices.Clone(d.Attachments)
	for i := range was.Attachments { // nobody keeps large files in memory until a message is sent
		was.Attachments[i].Size, was.Attachments[i].Data = was.Attachments[i].Octets(), nil
	}
	got, err := a.Outbox.Recall(t.Context(), out.ID, was)
	check(t, err)
	saved, err := a.Outbox.Draft(t.Context(), got.ID)
	check(t, err)
	for name, again := range map[string]compose.Draft{"recalled": got, "saved": saved} {
		for i := range again.Attachments {
			again.Attachments[i].Sum, again.Attachments[i].Open = "", nil
		}
		again.ID, again.SendAt = d.ID, d.SendAt
		if !reflect.DeepEqual(again, d) {
			t.Errorf("%s:\n%+v\nwant\n%+v", name, again, d)
		}
	}
	if list, err := a.Outbox.List(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("left in the outbox: %v %v", list, err)
	}
	if list, err := a.Outbox.Drafts(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("drafts: %v %v", list, err)
	}
}

// TestRecallOtherFiles: files that are not in the message as they were attached
// come from the message, so that none is lost.
func TestRecallOtherFiles(t *testing.T) {
	found := []compose.Attachment{{Name: "a_b.txt", Data: []byte("x")}}
	if got := filesOf([]compose.Attachment{{Name: "a/b.txt", Size: 1}}, found); !reflect.DeepEqual(got, found) {
		t.Errorf("%v", got)
	}
}

// TestTakeBackAfterARestart: who was not there when it was written has the message
// from its bytes, and the draft is kept before the message leaves the outbox.
func TestTakeBackAfterARestart(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	want := full(add(t, a, w.account(mira), "godwit"))
	want.SendAt, want.Wishes = time.Now().Add(time.Hour).Truncate(time.Second), mail.Wishes{Receipt: true}
	out, err := a.Outbox.Send(t.Context(), want, 0)
	check(t, err)
	a.Close()

	a = open(t, dir, nil)
	got, err := a.Outbox.Edit(t.Context(), out.ID)
	check(t, err)
	a.Close()

	a = open(t, dir, nil)
	saved, err := a.Outbox.Draft(t.Context(), got.ID)
	check(t, err)
	for name, d := range map[string]compose.Draft{"taken back": got, "saved": saved} {
		d.ID = 0
		if !d.SendAt.Equal(want.SendAt) {
			t.Errorf("%s: leaves %v", name, d.SendAt)
		}
		d.SendAt = want.SendAt
		if !reflect.DeepEqual(d, want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", name, d, want)
		}
	}
}
