package imap

import (
	"context"
	"slices"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/imap/wire"
	"godwit/sync/mail"
)

// Courier and Cyrus keep all of a user's mailboxes below "INBOX.".
func TestPrefixedNamespace(t *testing.T) {
	noneLeft(t)
	ctx := context.Background()
	d := startDovecot(t, "namespace inbox {\nprefix = INBOX.\nseparator = .\n}\n")
	o := d.other(t)
	if err := o.Create("INBOX.Work.2024", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	put(t, o, "INBOX", letter(0))
	put(t, o, "INBOX.Work.2024", letter(1))
	c := newClient(t, d.server(accounts.TLS))
	c.once(t)
	if f := c.folderAt(t, "Work/2024"); f.Total != 1 || f.Remote != "INBOX.Work.2024" {
		t.Errorf("%+v", f)
	}
	if f := c.folderAt(t, "Sent"); f.Role != mail.Sent {
		t.Errorf("%+v", f)
	}
	made, err := c.Store.CreateFolder(ctx, c.acc, "Reisen/Köln")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Store.Move(ctx, []mail.MessageID{c.rows(t, "INBOX")[0].ID}, made); err != nil {
		t.Fatal(err)
	}
	boxes := func() []string {
		t.Helper()
		all, err := o.List("", "INBOX.*", nil).Collect()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, b := range all {
			if !slices.Contains(b.Attrs, goimap.MailboxAttrNonExistent) && !slices.Contains(b.Attrs, goimap.MailboxAttrNoSelect) {
				names = append(names, b.Mailbox)
			}
		}
		return names
	}
	c.once(t)
	if got := boxes(); !slices.Contains(got, "INBOX.Reisen.Köln") {
		t.Fatalf("on the server: %q", got)
	}
	if f := c.folderAt(t, "Reisen/Köln"); f.ID != made || f.Remote != "INBOX.Reisen.Köln" || f.Total != 1 {
		t.Errorf("%+v", f)
	}
	if err := c.Store.RenameFolder(ctx, made, "Ausflüge"); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	c.once(t)
	if got := boxes(); !slices.Contains(got, "INBOX.Ausflüge") || slices.Contains(got, "INBOX.Reisen.Köln") {
		t.Errorf("on the server: %q", got)
	}
	if f := c.folderAt(t, "Ausflüge"); f.ID != made || f.Remote != "INBOX.Ausflüge" || f.Total != 1 {
		t.Errorf("%+v", f)
	}
}

func TestShorten(t *testing.T) {
	box := func(name string) *goimap.ListData { return &goimap.ListData{Mailbox: name, Delim: '.'} }
	got := map[string]string{}
	for _, f := range fold([]*goimap.ListData{
		box("INBOX"), box("INBOX.Archive"), box("Inbox.Sent"), box("INBOX.INBOX"), box("shared.news"),
		box("INBOX.twice"), box("twice"), box("INBOX."),
	}, wire.Namespace{Prefix: "INBOX.", Delim: "."}) {
		got[f.Remote] = f.Path
	}
	for remote, path := range map[string]string{
		"INBOX": "INBOX", "INBOX.Archive": "Archive", "Inbox.Sent": "Sent", "INBOX.INBOX": "INBOX/INBOX",
		"shared.news": "shared/news", "INBOX.twice": "INBOX/twice", "twice": "twice", "INBOX.": "INBOX/",
	} {
		if got[remote] != path {
			t.Errorf("%s is shown as %q, want %q", remote, got[remote], path)
		}
	}
}
