package imap

import (
	"context"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

func (c *client) verify(t *testing.T, thorough bool) map[string]mail.Comparison {
	t.Helper()
	all, err := c.Verify(context.Background(), thorough)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]mail.Comparison{}
	for _, c := range all {
		by[c.Folder.Path] = c
	}
	return by
}

func (c *client) identical(t *testing.T) {
	t.Helper()
	for path, f := range c.verify(t, true) {
		if !f.Identical() {
			t.Errorf("%s: %+v", path, f)
		}
	}
}

func kinds(c mail.Comparison) map[mail.DifferenceKind]int {
	n := map[mail.DifferenceKind]int{}
	for _, d := range c.Differ {
		n[d.Kind]++
	}
	return n
}

func TestVerify(t *testing.T) {
	noneLeft(t)
	ctx := context.Background()
	d := startDovecot(t, "")
	o := d.other(t)
	fillBox(t, o, "INBOX", 1, 20)
	put(t, o, "INBOX", letter(21), goimap.FlagFlagged, "Work")
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	c.identical(t)
	if f := c.verify(t, false)["INBOX"]; f.Local != 21 || f.Remote != 21 || f.Pending != 0 {
		t.Errorf("%+v", f)
	}

	// What the user did is no difference, however much of it there is.
	ids := map[uint32]mail.MessageID{}
	for _, r := range c.rows(t, "INBOX") {
		ids[r.UID] = r.ID
	}
	for _, err := range []error{
		c.Store.Mark(ctx, []mail.MessageID{ids[1], ids[2]}, mail.Seen, 0, []string{"later"}, nil),
		c.Store.Mark(ctx, []mail.MessageID{ids[21]}, 0, mail.Flagged, nil, []string{"work"}),
		c.Store.Mark(ctx, []mail.MessageID{ids[1]}, 0, mail.Seen, nil, nil),
		c.Store.Move(ctx, []mail.MessageID{ids[3]}, c.folderAt(t, "Archive").ID),
		c.Store.Delete(ctx, []mail.MessageID{ids[4]}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Store.CreateFolder(ctx, c.acc, "New"); err != nil {
		t.Fatal(err)
	}
	c.identical(t)
	all := c.verify(t, false)
	if all["INBOX"].Pending != 6 || all["Archive"].Pending != 1 || all["New"].Pending != 1 {
		t.Errorf("pending: %d, %d, %d", all["INBOX"].Pending, all["Archive"].Pending, all["New"].Pending)
	}
	c.once(t)
	c.identical(t)

	// What others did is.
	put(t, o, "INBOX", letter(30))
	everyUID(t, o, "INBOX")
	if err := o.Store(goimap.UIDSetNum(5), &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagAnswered}}, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Move(goimap.UIDSetNum(6), "Trash").Wait(); err != nil {
		t.Fatal(err)
	}
	if err := o.Create("Theirs", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	all = c.verify(t, false)
	n := kinds(all["INBOX"])
	if n[mail.OnlyRemote] != 1 || n[mail.OnlyLocal] != 1 || n[mail.OtherFlags] != 1 || len(n) != 3 {
		t.Errorf("inbox: %+v", all["INBOX"].Differ)
	}
	if kinds(all["Trash"])[mail.OnlyRemote] != 1 || !all["Theirs"].Absent || all["Sent"].Absent {
		t.Errorf("others: %+v, %+v", all["Trash"], all["Theirs"])
	}
	c.once(t)
	c.identical(t)
	if err := o.Delete("Theirs").Wait(); err != nil {
		t.Fatal(err)
	}
	if !c.verify(t, false)["Theirs"].Absent {
		t.Error("a mailbox that is only here")
	}

	// Bodies: other bytes than the server's, and none.
	c.HeadersOnly = true
	put(t, o, "INBOX", letter(40))
	put(t, o, "INBOX", letter(41))
	c.once(t)
	c.identical(t)
	c.HeadersOnly = false
	rows := c.rows(t, "INBOX")
	if err := c.Store.AddBodies(ctx, []store.Body{{ID: rows[0].ID, Raw: []byte("something else")}}); err != nil {
		t.Fatal(err)
	}
	n = kinds(c.verify(t, false)["INBOX"])
	if n[mail.NoBody] != 1 || len(n) != 1 {
		t.Errorf("bodies: %v", n)
	}
	n = kinds(c.verify(t, true)["INBOX"])
	if n[mail.OtherBytes] != 1 || n[mail.NoBody] != 1 || len(n) != 2 {
		t.Errorf("bodies, thoroughly: %v", n)
	}
}

func TestVerifyVanished(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	fillBox(t, o, "INBOX", 1, 100)
	c := newClient(t, d.server(accounts.Plain))
	c.once(t)
	wipe(t, o, "INBOX")
	if f := c.verify(t, false)["INBOX"]; f.Identical() || len(f.Differ) != maxDiffer {
		t.Errorf("before: %+v", f)
	}
	c.once(t)
	if f := c.verify(t, true)["INBOX"]; !f.Identical() || f.Folder.Vanished != 100 || f.Local != 0 {
		t.Errorf("after: %+v", f)
	}
}
