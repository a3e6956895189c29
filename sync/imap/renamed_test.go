package imap

import (
	"context"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

func TestRenamedByAnother(t *testing.T) {
	for name, extra := range map[string]string{"LIST-STATUS": "", "plain": hide("LIST-STATUS", "LIST-EXTENDED", "QRESYNC", "CONDSTORE")} {
		t.Run(name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, extra)
			o := d.other(t)
			for _, box := range []string{"Old", "Old/Child", "Twin"} {
				if err := o.Create(box, nil).Wait(); err != nil {
					t.Fatal(err)
				}
			}
			fillBox(t, o, "Old", 1, 12)
			fillBox(t, o, "Old/Child", 21, 23)
			fillBox(t, o, "Twin", 31, 33)
			server := d.server(accounts.Plain)
			said := countCommands(t, d, &server)
			c := newClient(t, server)
			c.once(t)
			before := map[string]mail.Folder{}
			for _, f := range c.folders(t) {
				before[f.Path] = f
			}
			ids := map[mail.MessageID]bool{}
			for _, r := range append(c.rows(t, "Old"), c.rows(t, "Old/Child")...) {
				ids[r.ID] = true
			}
			if err := o.Rename("Old", "New", nil).Wait(); err != nil {
				t.Fatal(err)
			}
			if err := o.Delete("Twin").Wait(); err != nil {
				t.Fatal(err)
			}
			fillBox(t, o, "New", 13, 13)
			said.count()
			c.once(t)
			if n, all := said.count("BODY.PEEK[])"); n > 1 {
				t.Errorf("fetched again: %q", all)
			}
			if got, want := c.folderAt(t, "New").ID, before["Old"].ID; got != want {
				t.Errorf("the folder was %d, is %d", want, got)
			}
			if got, want := c.folderAt(t, "New/Child").ID, before["Old/Child"].ID; got != want {
				t.Errorf("the child was %d, is %d", want, got)
			}
			if len(c.rows(t, "New")) != 13 || len(c.rows(t, "New/Child")) != 3 {
				t.Errorf("%d and %d rows", len(c.rows(t, "New")), len(c.rows(t, "New/Child")))
			}
			kept := 0
			for _, r := range append(c.rows(t, "New"), c.rows(t, "New/Child")...) {
				if ids[r.ID] {
					kept++
				}
			}
			if kept != 15 {
				t.Errorf("%d of 15 rows stayed", kept)
			}
			for _, f := range c.folders(t) {
				if f.Path == "Twin" || f.Path == "Old" {
					t.Errorf("%s is still here", f.Path)
				}
			}
			c.identical(t)
		})
	}
}

// A mailbox is known by its MAILBOXID where both are known, even if it is empty,
// and whatever its other numbers are.
func TestSameMailboxID(t *testing.T) {
	c := newClient(t, accounts.Server{})
	for _, test := range []struct {
		here, there string
		want        bool
	}{
		{"M1", "M1", true},
		{"M1", "M2", false},
		{"M1", "m1", false},
		{"M1", "", false}, // nothing else to go by
		{"", "M1", false},
		{"", "", false},
	} {
		here := mail.Folder{Remote: "Old", MailboxID: test.here, UIDValidity: 7}
		there := &listed{Folder: mail.Folder{Remote: "New", MailboxID: test.there}}
		got, err := c.sameFolder(context.Background(), nil, here, there)
		if err != nil || got != test.want {
			t.Errorf("%q and %q: %v, %v", test.here, test.there, got, err)
		}
	}
}
