package app

import (
	"errors"
	"testing"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// seed puts messages into the account's folder without a server.
func seed(t *testing.T, a *App, folder mail.FolderID, n int) []mail.MessageID {
	t.Helper()
	msgs := make([]store.NewMessage, n)
	for i := range msgs {
		msgs[i] = store.NewMessage{UID: uint32(i + 1), Envelope: mail.Envelope{Subject: "x"}, Body: &store.Body{Raw: []byte("Subject: x\r\n\r\nx")}}
	}
	ids, err := a.store.AddMessages(t.Context(), folder, msgs)
	check(t, err)
	return ids
}

// bare is an IMAP account whose server has these mailboxes and no others.
func bare(t *testing.T, a *App, email string, paths map[string]mail.Role) (accounts.ID, mail.Folder) {
	t.Helper()
	acc := accounts.Account{
		Identities: []accounts.Identity{{Email: email}}, Outgoing: accounts.Server{Protocol: accounts.None}, SentCopy: accounts.SentByClient,
		Incoming: accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: 9, Security: accounts.Plain, User: email}, Secrets: accounts.Session,
	}
	id := add(t, a, acc, "x")
	listed := []mail.Folder{{Path: "INBOX", Remote: "INBOX", Delim: "/", Role: mail.Inbox}}
	for p, role := range paths {
		listed = append(listed, mail.Folder{Path: p, Remote: p, Delim: "/", Role: role})
	}
	check(t, a.store.SetFolders(t.Context(), id, listed))
	f, err := a.Mail.FindFolder(t.Context(), id, "inbox")
	check(t, err)
	return id, f
}

func TestMissingRoleFolderIsMadeOnce(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	id, inbox := bare(t, a, mira, nil)
	ids := seed(t, a, inbox.ID, 3)
	check(t, a.Mail.MoveToRole(t.Context(), ids[:1], mail.Archive))
	check(t, a.Mail.MoveToRole(t.Context(), ids[1:2], mail.Archive))
	f, err := a.Mail.FindFolder(t.Context(), id, "Archive")
	if err != nil || f.Total != 2 {
		t.Errorf("%+v, %v", f, err)
	}
	check(t, a.Mail.Delete(t.Context(), ids[2:], false))
	if f, err := a.Mail.FindFolder(t.Context(), id, "Trash"); err != nil || f.Total != 1 {
		t.Errorf("%+v, %v", f, err)
	}
	check(t, a.Mail.Delete(t.Context(), ids[2:], false)) // from the Trash that the server has not heard of
	if _, err := a.Mail.Row(t.Context(), ids[2]); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
	var none *NoFolderError
	if err := a.Mail.MoveToRole(t.Context(), ids[:1], mail.Drafts); !errors.As(err, &none) {
		t.Errorf("a folder that is not made: %v", err)
	}
	if err := a.Mail.Delete(t.Context(), []mail.MessageID{999}, false); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("a message that is not there: %v", err)
	}
}

func TestRoleFolderBelowInbox(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	id, inbox := bare(t, a, mira, map[string]mail.Role{"INBOX/Sent": mail.Sent})
	check(t, a.Mail.MoveToRole(t.Context(), seed(t, a, inbox.ID, 1), mail.Junk))
	if _, err := a.Mail.FindFolder(t.Context(), id, "INBOX/Junk"); err != nil {
		t.Error(err)
	}
}

func TestFindFolder(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	one, inbox := bare(t, a, mira, map[string]mail.Role{"Work": "", "work": "", "Only": ""})
	two, _ := bare(t, a, jonas, map[string]mail.Role{"Work": ""})
	for _, c := range []struct {
		account accounts.ID
		name    string
		path    string
		code    string
	}{
		{one, "Work", "Work", ""},
		{one, "work", "work", ""},
		{one, "WORK", "Work", ""},
		{two, "work", "Work", ""},
		{0, "only", "Only", ""},
		{0, "Work", "", "GW-INPUT-FOLDER"},
		{0, "inbox", "", "GW-INPUT-FOLDER"},
		{one, "inbox", "INBOX", ""},
		{one, "absent", "", "GW-NOT-FOUND"},
		{two, "Only", "", "GW-NOT-FOUND"},
	} {
		f, err := a.Mail.FindFolder(t.Context(), c.account, c.name)
		if f.Path != c.path || Explain(err).Code != c.code {
			t.Errorf("%d %q: %q, %v", c.account, c.name, f.Path, err)
		}
	}
	if f, err := a.Mail.FindFolder(t.Context(), 0, "1"); err != nil || f.ID != inbox.ID {
		t.Errorf("by id: %+v, %v", f, err)
	}
	if _, err := a.Mail.FindFolder(t.Context(), two, "1"); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("the id of another account's folder: %v", err)
	}
}

func TestDeleteByPOP3(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	acc := w.account(mira)
	acc.Incoming = w.server.POP3()
	acc.Incoming.User = mira
	id := add(t, a, acc, "godwit")
	w.deliver(mira, "collected")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	row, ok := find(t, a, id, mail.Inbox, "collected")
	if !ok {
		t.Fatal("not collected")
	}
	ids := []mail.MessageID{row.ID}
	check(t, a.Mail.Delete(t.Context(), ids, false))
	if _, ok := find(t, a, id, mail.Trash, "collected"); !ok {
		t.Error("not in Trash")
	}
	check(t, a.Mail.Delete(t.Context(), ids, false))
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	if rows, err := a.Mail.List(t.Context(), mail.ListQuery{Account: id}); err != nil || len(rows) != 0 {
		t.Errorf("came again: %+v, %v", rows, err)
	}
}
