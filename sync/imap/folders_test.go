package imap

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// TestFolderOperations does to folders what a person can, on servers with
// different separators, and looks at the result as another client.
func TestFolderOperations(t *testing.T) {
	for _, tt := range []struct{ name, extra, delim string }{
		{"dots", "namespace inbox {\nseparator = .\n}\n", "."},
		{"slashes", "mail_location = maildir:~/Maildir:LAYOUT=fs\nnamespace inbox {\nseparator = /\n}\n", "/"},
		{"odd", "namespace inbox {\nseparator = ^\n}\n", "^"},
		{"one level on disk", "mail_location = mbox:~/mail:INBOX=~/inbox\nnamespace inbox {\nseparator = /\n}\n", "/"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			noneLeft(t)
			d := startDovecot(t, tt.extra)
			f := folderStory{t: t, client: newClient(t, d.server(accounts.TLS)), d: d, delim: tt.delim}
			f.tell()
		})
	}
}

type folderStory struct {
	*client
	t     *testing.T
	d     *dovecot
	delim string
}

func (f *folderStory) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// there lists the mailboxes, or what is subscribed, as the server has them.
func (f *folderStory) there(subscribed bool) []string {
	f.t.Helper()
	o := f.d.other(f.t)
	boxes, err := o.List("", "*", &goimap.ListOptions{SelectSubscribed: subscribed}).Collect()
	f.must(err)
	var names []string
	for _, b := range boxes {
		if !slices.Contains(b.Attrs, goimap.MailboxAttrNonExistent) && !slices.Contains(b.Attrs, goimap.MailboxAttrNoSelect) {
			names = append(names, strings.ReplaceAll(b.Mailbox, f.delim, "/"))
		}
	}
	return names
}

func (f *folderStory) has(path string, want, subscribed bool) {
	f.t.Helper()
	if got := f.there(false); slices.Contains(got, path) != want {
		f.t.Errorf("%s on the server: %v, want %v: %q", path, !want, want, got)
	}
	if got := f.there(true); slices.Contains(got, path) != subscribed {
		f.t.Errorf("%s subscribed: %v, want %v: %q", path, !subscribed, subscribed, got)
	}
}

func (f *folderStory) tell() {
	ctx := context.Background()
	put(f.t, f.d.other(f.t), "INBOX", letter(1))
	put(f.t, f.d.other(f.t), "INBOX", letter(2))
	f.once(f.t)

	trip, err := f.Store.CreateFolder(ctx, f.acc, "Reisen & mehr/日本")
	f.must(err)
	work, err := f.Store.CreateFolder(ctx, f.acc, "Café")
	f.must(err)
	f.once(f.t)
	f.has("Reisen & mehr/日本", true, true)
	f.must(f.Store.Move(ctx, []mail.MessageID{f.rows(f.t, "INBOX")[0].ID}, trip))
	f.once(f.t)

	f.must(f.Store.SetSubscribed(ctx, work, false))
	f.once(f.t)
	f.once(f.t)
	f.has("Café", true, false)
	if !f.folderAt(f.t, "Café").Unsubscribed || f.folderAt(f.t, "Reisen & mehr/日本").Unsubscribed {
		f.t.Error("what is subscribed is not known here")
	}
	f.must(f.Store.SetSubscribed(ctx, work, true))

	// Moved with all below it, while the server does not know of half of it.
	japan := "Café/Japan"
	err = f.Store.RenameFolder(ctx, trip, japan)
	if f.folderAt(f.t, "Café").Childless { // a file, no directory
		var fault *store.FolderNameError
		if !errors.As(err, &fault) || fault.Fault != store.NameAlone {
			f.t.Errorf("below what has no folders: %v", err)
		}
		japan = "Japan"
		err = f.Store.RenameFolder(ctx, trip, japan)
	}
	f.must(err)
	f.once(f.t)
	f.once(f.t)
	f.has("Reisen & mehr/日本", false, false)
	f.has(japan, true, true)
	if got := f.folderAt(f.t, japan); got.ID != trip || got.Total != 1 || got.Unread != 1 {
		f.t.Errorf("after its move: %+v", got)
	}
	n, err := f.Store.MarkAllRead(ctx, trip)
	f.must(err)
	f.once(f.t)
	if status, err := f.d.other(f.t).Status(strings.ReplaceAll(japan, "/", f.delim), &goimap.StatusOptions{NumUnseen: true}).Wait(); err != nil || n != 1 || *status.NumUnseen != 0 {
		f.t.Errorf("%d marked; the server has %+v, %v", n, status, err)
	}

	f.must(f.Store.DeleteFolder(ctx, trip))
	f.once(f.t)
	f.has(japan, false, false)
	f.has("Café", true, true)
	for path, got := range f.verify(f.t, true) {
		if !got.Identical() {
			f.t.Errorf("%s: %+v", path, got)
		}
	}
}
