package store

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// epoch is when the tests' mail was received.
var epoch = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// open opens a profile that is closed when the test ends.
func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, new(event.Hub), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func fresh(t testing.TB) *Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "profile"))
}

// imapAccount adds an account and the folders that its server lists.
func imapAccount(t testing.TB, s *Store) (accounts.ID, map[mail.Role]mail.FolderID) {
	t.Helper()
	id, err := s.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Name: "Ada", Email: "ada@example.org"}},
		Incoming:   accounts.Server{Protocol: accounts.IMAP, Host: "imap.example.org", Port: 993, Security: accounts.TLS},
	})
	check(t, err)
	check(t, s.SetFolders(t.Context(), id, []mail.Folder{
		{Path: "INBOX", Remote: "INBOX", Delim: ".", Role: mail.Inbox},
		{Path: "Sent", Remote: "Sent", Delim: ".", Role: mail.Sent},
		{Path: "Trash", Remote: "Trash", Delim: ".", Role: mail.Trash},
		{Path: "Archive", Remote: "Archive", Delim: ".", Role: mail.Archive},
	}))
	return id, byRole(t, s, id)
}

func byRole(t testing.TB, s *Store, id accounts.ID) map[mail.Role]mail.FolderID {
	t.Helper()
	all, err := s.Folders(t.Context(), id)
	check(t, err)
	roles := map[mail.Role]mail.FolderID{}
	for _, f := range all {
		roles[f.Role] = f.ID
	}
	return roles
}

// message makes the message that a server has under uid.
func message(uid uint32, subject string) NewMessage {
	return NewMessage{
		UID: uid,
		Envelope: mail.Envelope{
			From:      []mail.Address{{Name: "Bob", Email: "bob@example.com"}},
			To:        []mail.Address{{Name: "Ada", Email: "ada@example.org"}},
			Subject:   subject,
			MessageID: fmt.Sprintf("%d.%s@example.com", uid, subject),
		},
		Received: epoch.Add(time.Duration(uid) * time.Minute),
		Size:     1000,
	}
}

func add(t testing.TB, s *Store, folder mail.FolderID, msgs ...NewMessage) []mail.MessageID {
	t.Helper()
	ids, err := s.AddMessages(t.Context(), folder, msgs)
	check(t, err)
	return ids
}

func row(t testing.TB, s *Store, id mail.MessageID) mail.Row {
	t.Helper()
	rows, err := s.Rows(t.Context(), []mail.MessageID{id})
	check(t, err)
	if len(rows) != 1 {
		t.Fatalf("message %d: %d rows", id, len(rows))
	}
	return rows[0]
}

func nextOps(t testing.TB, s *Store, account accounts.ID) []mail.Op {
	t.Helper()
	ops, err := s.NextOps(t.Context(), account, 100)
	check(t, err)
	return ops
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRoundTrip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b?c#d%20", "profile")
	s := open(t, dir)
	ctx := context.Background()
	account, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(1, "one"), message(2, "two"))
	check(t, s.AddBodies(ctx, []Body{{ID: ids[0], Raw: []byte("Subject: one\r\n\r\nhello"), Text: "hello world", Preview: "hello"}}))

	rows, err := s.List(ctx, mail.ListQuery{Folder: folders[mail.Inbox]})
	check(t, err)
	if len(rows) != 2 || rows[0].Subject != "two" || rows[1].Preview != "hello" || rows[1].Body != mail.BodyHere {
		t.Fatalf("list: %+v", rows)
	}
	raw, err := s.Raw(ctx, ids[0])
	check(t, err)
	if string(raw) != "Subject: one\r\n\r\nhello" {
		t.Errorf("raw %q", raw)
	}
	check(t, s.Mark(ctx, ids, mail.Seen, 0, nil, nil))
	check(t, s.Move(ctx, ids[:1], folders[mail.Trash]))
	ops := nextOps(t, s, account)
	if len(ops) != 2 || ops[0].Kind != mail.OpFlags || len(ops[0].Targets) != 2 || ops[1].Kind != mail.OpMove {
		t.Fatalf("ops %+v", ops)
	}
	for _, op := range ops {
		check(t, s.BeginOp(ctx, op.ID))
	}
	check(t, s.OpDone(ctx, ops[0].ID, nil))
	check(t, s.OpDone(ctx, ops[1].ID, []mail.OpResult{{Message: ids[0], UID: 7}}))
	if r := row(t, s, ids[0]); r.UID != 7 || r.Folder != folders[mail.Trash] || r.Flags != mail.Seen {
		t.Errorf("moved row %+v", r)
	}
	check(t, s.Check(ctx))
}
