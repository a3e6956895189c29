package imap

import (
	"context"
	"slices"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
)

// TestWishFollowsMessage: another client moves messages that were marked here
// in the meantime, alone or among others that stayed. The marks reach the
// server, where the messages are now; for one that is gone nothing waits.
func TestWishFollowsMessage(t *testing.T) {
	d := startDovecot(t, "")
	o := d.other(t)
	for i := range 4 {
		put(t, o, "INBOX", letter(i))
	}
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	ctx := context.Background()
	var ids []mail.MessageID
	for _, r := range c.rows(t, "INBOX") { // newest first: letters 3, 2, 1, 0
		ids = append(ids, r.ID)
	}
	if err := c.Store.Mark(ctx, ids, mail.Flagged, 0, []string{"kept"}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Move(goimap.UIDSetNum(2, 3), "Archive").Wait(); err != nil {
		t.Fatal(err)
	}
	gone := goimap.UIDSetNum(4)
	if err := o.Store(gone, &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagDeleted}}, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if err := o.UIDExpunge(gone).Close(); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	c.once(t)
	for box, want := range map[string]int{"INBOX": 1, "Archive": 2} {
		if _, err := o.Select(box, nil).Wait(); err != nil {
			t.Fatal(err)
		}
		msgs, err := o.Fetch(goimap.UIDSet{{Start: 1}}, &goimap.FetchOptions{UID: true, Flags: true}).Collect()
		if err != nil {
			t.Fatal(err)
		}
		if len(msgs) != want {
			t.Errorf("%d messages in %s, want %d", len(msgs), box, want)
		}
		for _, m := range msgs {
			if !slices.Contains(m.Flags, goimap.FlagFlagged) || !slices.Contains(m.Flags, "kept") {
				t.Errorf("UID %d in %s is %v", m.UID, box, m.Flags)
			}
		}
		for _, r := range c.rows(t, box) {
			if r.Flags != mail.Flagged || !slices.Contains(ids, r.ID) {
				t.Errorf("here in %s: row %d is %v", box, r.ID, r.Flags)
			}
		}
	}
	if n, err := c.Store.OpsPending(ctx, c.acc); err != nil || n != 0 {
		t.Errorf("%d operations wait, %v", n, err)
	}
}

// TestWishFollowsMailbox: another client renames a folder in which messages
// were marked and moved here in the meantime, and one that a message was moved to.
func TestWishFollowsMailbox(t *testing.T) {
	d := startDovecot(t, "")
	o := d.other(t)
	for _, box := range []string{"Lists", "Other"} {
		if err := o.Create(box, nil).Wait(); err != nil {
			t.Fatal(err)
		}
	}
	put(t, o, "INBOX", letter(10))
	put(t, o, "Other", letter(11))
	for i := range 2 {
		put(t, o, "Lists", letter(i))
	}
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	ctx := context.Background()
	rows := c.rows(t, "Lists")
	if err := c.Store.Mark(ctx, []mail.MessageID{rows[0].ID, rows[1].ID}, mail.Flagged, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := c.Store.Move(ctx, []mail.MessageID{rows[1].ID}, c.folderAt(t, "Archive").ID); err != nil {
		t.Fatal(err)
	}
	if err := o.Rename("Lists", "Letters", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	if err := c.Store.Move(ctx, []mail.MessageID{c.rows(t, "INBOX")[0].ID}, c.folderAt(t, "Other").ID); err != nil {
		t.Fatal(err)
	}
	if err := o.Rename("Other", "Renamed", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	c.once(t)
	for path, want := range map[string]int{"Renamed": 2, "INBOX": 0} {
		if n := len(c.rows(t, path)); n != want {
			t.Errorf("%d in %s", n, path)
		}
	}
	for _, box := range []string{"Letters", "Archive"} {
		if _, err := o.Select(box, nil).Wait(); err != nil {
			t.Fatal(err)
		}
		msgs, err := o.Fetch(goimap.UIDSet{{Start: 1}}, &goimap.FetchOptions{UID: true, Flags: true}).Collect()
		if err != nil || len(msgs) != 1 || !slices.Contains(msgs[0].Flags, goimap.FlagFlagged) {
			t.Errorf("%s has %d messages, %+v, %v", box, len(msgs), msgs, err)
		}
	}
	if n, err := c.Store.OpsPending(ctx, c.acc); err != nil || n != 0 {
		t.Errorf("%d operations wait, %v", n, err)
	}
}
