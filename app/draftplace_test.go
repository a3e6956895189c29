package app

import (
	"strings"
	"testing"

	"godwit/compose"
	"godwit/sync/localserver"
)

func TestDraftPlace(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	d, err := a.Outbox.Blank(t.Context(), id)
	check(t, err)
	d.Subject = "where"
	d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	is := func(step string, want DraftPlace, copied bool) {
		t.Helper()
		got, err := a.Outbox.DraftPlace(t.Context(), d.ID)
		check(t, err)
		if copied == got.At.IsZero() {
			t.Errorf("%s: the server has it since %v", step, got.At)
		}
		got.At = want.At
		if got != want {
			t.Errorf("%s: %+v, want %+v", step, got, want)
		}
	}
	is("no folder is known", DraftPlace{}, false)
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	is("not uploaded", DraftPlace{Folder: true}, false)
	check(t, a.Outbox.UploadDraft(t.Context(), d.ID))
	is("on its way", DraftPlace{Folder: true, Copied: true}, false)
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	is("there", DraftPlace{Folder: true, Copied: true}, true)
	d.Attachments = []compose.Attachment{{Name: "film", Data: []byte(strings.Repeat("x", maxDraft))}}
	_, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	is("too large now", DraftPlace{Folder: true, Large: true}, true)
	check(t, a.Outbox.DeleteDraft(t.Context(), d.ID))
	is("gone", DraftPlace{}, false)
}
