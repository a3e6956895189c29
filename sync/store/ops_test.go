package store

import (
	"errors"
	"slices"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

func TestPendingOutranksServer(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	id := add(t, s, inbox, message(1, "a"))[0]
	check(t, s.Mark(ctx, []mail.MessageID{id}, mail.Seen, 0, []string{"work"}, nil))
	check(t, s.ApplyFlags(ctx, inbox, []FlagUpdate{{UID: 1, Flags: mail.Answered, Tags: []string{"home"}}}))
	r := row(t, s, id)
	if r.Flags != mail.Seen|mail.Answered || !slices.Equal(r.Tags, []string{"home", "work"}) {
		t.Errorf("flags %v, tags %v: the pending change must stay, the rest is the server's", r.Flags.Names(), r.Tags)
	}
}

func TestPendingSourceIsNotAddedAgain(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	a, b := message(1, "a"), message(2, "b")
	ids := add(t, s, inbox, a, b)
	check(t, s.Move(ctx, ids[:1], folders[mail.Trash]))
	check(t, s.Delete(ctx, ids[1:]))
	if got := add(t, s, inbox, a, b); got[0] != ids[0] || got[1] != 0 {
		t.Errorf("added %v, want the moved message's id and 0", got)
	}
	if n, _, _ := s.Count(ctx, mail.ListQuery{Folder: inbox}); n != 0 {
		t.Errorf("%d messages in the inbox, want none", n)
	}
}

func TestOpposites(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(1, "a"), message(2, "b"))
	check(t, s.Mark(ctx, ids, mail.Seen, 0, nil, nil))
	check(t, s.Mark(ctx, ids, 0, mail.Seen, nil, nil))
	check(t, s.Move(ctx, ids, folders[mail.Trash]))
	check(t, s.Move(ctx, ids, folders[mail.Archive]))
	check(t, s.Move(ctx, ids, folders[mail.Inbox]))
	if ops := nextOps(t, s, account); len(ops) != 0 {
		t.Errorf("the server would hear of what was taken back: %+v", ops)
	}
	if r := row(t, s, ids[0]); r.UID != 1 {
		t.Errorf("UID %d after the way back, want 1", r.UID)
	}
}

func TestUndo(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(1, "a"), message(2, "b"), message(3, "c"))
	check(t, s.Mark(ctx, ids[:1], mail.Seen, 0, nil, nil))
	check(t, s.Move(ctx, ids, folders[mail.Trash]))
	for _, op := range nextOps(t, s, account) { // the server has heard of both
		check(t, s.BeginOp(ctx, op.ID))
		check(t, s.OpDone(ctx, op.ID, []mail.OpResult{{Message: ids[0], UID: 11}, {Message: ids[1], UID: 12}, {Message: ids[2], UID: 13}}))
	}
	for _, want := range []string{"Moved 3 messages to Trash", "Marked 1 message read"} {
		got, err := s.Undo(ctx)
		check(t, err)
		if got != want {
			t.Errorf("undid %q, want %q", got, want)
		}
	}
	if _, err := s.Undo(ctx); !errors.Is(err, ErrGone) {
		t.Errorf("third undo: %v, want ErrGone", err)
	}
	if r := row(t, s, ids[0]); r.Folder != folders[mail.Inbox] || r.Flags != 0 {
		t.Errorf("after undo: %+v", r)
	}
	ops := nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Kind != mail.OpMove || ops[0].Folder != folders[mail.Trash] || ops[0].Targets[0].UID != 11 {
		t.Errorf("inverse: %+v", ops)
	}
	check(t, s.OpDone(ctx, ops[0].ID, []mail.OpResult{{Message: ids[0], UID: 21}}))
	ops = nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Kind != mail.OpFlags || ops[0].Del != mail.Seen || ops[0].Targets[0].UID != 21 {
		t.Errorf("inverse of the flag, after the way back: %+v", ops)
	}
}

func TestRefused(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox, trash := folders[mail.Inbox], folders[mail.Trash]
	ids := add(t, s, inbox, message(1, "a"), message(2, "b"))
	check(t, s.Move(ctx, ids, trash))
	check(t, s.Mark(ctx, ids, mail.Flagged, 0, nil, nil))
	op := nextOps(t, s, account)[0]
	check(t, s.BeginOp(ctx, op.ID))
	check(t, s.OpRefused(ctx, op.ID, "over quota"))
	for i, id := range ids {
		if r := row(t, s, id); r.Folder != inbox || r.UID != uint32(i+1) || r.Flags != mail.Flagged {
			t.Errorf("after refusal: %+v", r)
		}
	}
	ops := nextOps(t, s, account)
	if len(ops) == 0 || ops[0].Kind != mail.OpFlags || ops[0].Folder != inbox || ops[0].Targets[0].UID == 0 {
		t.Fatalf("the later operation must be about the inbox again: %+v", ops)
	}
	for _, op := range ops {
		check(t, s.OpRefused(ctx, op.ID, "read only"))
	}
	if r := row(t, s, ids[1]); r.Flags != 0 {
		t.Errorf("flags %v after refusal", r.Flags.Names())
	}
	notices, err := s.Notices(ctx)
	check(t, err)
	if len(notices) < 2 || notices[len(notices)-1].Text != "over quota" {
		t.Errorf("notices %+v", notices)
	}
}

func TestRefusedDeletionComesBack(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(1, "a"))
	check(t, s.SetFolderSeen(ctx, folders[mail.Inbox], 9, 2, 77))
	check(t, s.Delete(ctx, ids))
	check(t, s.OpRefused(ctx, nextOps(t, s, account)[0].ID, "no"))
	f, err := s.Folder(ctx, folders[mail.Inbox])
	check(t, err)
	if f.UIDValidity != 9 || f.UIDNext != 0 || f.ModSeq != 0 {
		t.Errorf("the next pass must look at all of the folder: %+v", f)
	}
	if id := add(t, s, folders[mail.Inbox], message(1, "a")); id[0] == 0 {
		t.Error("the message cannot come back")
	}
}

func TestAdoptionAfterReset(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	ids := add(t, s, inbox, message(1, "a"), message(2, "b"), message(3, "c"))
	check(t, s.AddBodies(ctx, []Body{{ID: ids[0], Raw: []byte("body")}}))
	check(t, s.Mark(ctx, ids[2:], mail.Seen, 0, nil, nil))
	check(t, s.ResetUIDs(ctx, inbox))
	if ops := nextOps(t, s, account); len(ops) != 0 {
		t.Errorf("an operation with a UID that means nothing: %+v", ops)
	}
	a, c := message(1, "a"), message(3, "c")
	a.UID, c.UID = 101, 103
	if got := add(t, s, inbox, a, c); got[0] != ids[0] || got[1] != ids[2] {
		t.Errorf("adopted %v, want %v", got, []mail.MessageID{ids[0], ids[2]})
	}
	if ops := nextOps(t, s, account); len(ops) != 1 || ops[0].Targets[0].UID != 103 {
		t.Errorf("the operation has not learnt its UID: %+v", ops)
	}
	_, err := s.DropUnnamed(ctx, inbox)
	check(t, err)
	rows, err := s.List(ctx, mail.ListQuery{Folder: inbox})
	check(t, err)
	if len(rows) != 2 || rows[1].Body != mail.BodyHere || rows[0].Flags != mail.Seen {
		t.Errorf("after the reset: %+v", rows)
	}
}

func TestFolderOps(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	id, err := s.CreateFolder(ctx, account, "Lists/Go")
	check(t, err)
	if _, err := s.CreateFolder(ctx, account, "Lists/Go"); !errors.Is(err, ErrExists) {
		t.Errorf("again: %v", err)
	}
	f, err := s.Folder(ctx, id)
	check(t, err)
	if f.Remote != "Lists.Go" || f.Local() {
		t.Errorf("created %+v", f)
	}
	// The server does not list it yet; it stays.
	listed := []mail.Folder{{Path: "INBOX", Remote: "INBOX", Delim: ".", Role: mail.Inbox}}
	check(t, s.SetFolders(ctx, account, listed))
	if _, err := s.Folder(ctx, id); err != nil {
		t.Error(err)
	}
	msg := add(t, s, folders[mail.Inbox], message(1, "a"))
	check(t, s.Move(ctx, msg, id))
	ops := nextOps(t, s, account)
	if len(ops) != 2 || ops[0].Kind != mail.OpCreate || ops[0].Name != "Lists/Go" || ops[0].Folder != id {
		t.Fatalf("ops %+v", ops)
	}
	check(t, s.OpDone(ctx, ops[0].ID, nil))
	check(t, s.RenameFolder(ctx, id, "Go"))
	ops = nextOps(t, s, account)
	check(t, s.OpDone(ctx, ops[1].ID, nil))
	if f, _ = s.Folder(ctx, id); f.Path != "Go" || f.Remote != "Go" {
		t.Errorf("renamed %+v", f)
	}
	// Refusing to make a folder takes back what was moved there.
	other, err := s.CreateFolder(ctx, account, "Other")
	check(t, err)
	check(t, s.OpDone(ctx, ops[0].ID, []mail.OpResult{{Message: msg[0], UID: 5}}))
	check(t, s.Move(ctx, msg, other))
	for _, op := range nextOps(t, s, account) {
		if op.Kind == mail.OpCreate {
			check(t, s.OpRefused(ctx, op.ID, "no"))
		}
	}
	if r := row(t, s, msg[0]); r.Folder != id || r.UID != 5 {
		t.Errorf("after the refusal: %+v", r)
	}
	check(t, s.DeleteFolder(ctx, id))
	if _, err := s.Rows(ctx, msg); err != nil {
		t.Error(err)
	}
	ops = nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Kind != mail.OpRemove {
		t.Fatalf("ops %+v", ops)
	}
	check(t, s.OpDone(ctx, ops[0].ID, nil))
	if _, err := s.Folder(ctx, id); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("removed folder: %v", err)
	}
}

func TestLocalFoldersQueueNothing(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, err := s.AddAccount(ctx, accounts.Account{Incoming: accounts.Server{Protocol: accounts.POP3}})
	check(t, err)
	folders := byRole(t, s, account)
	m := message(0, "a")
	m.UIDL, m.By, m.Body = "uidl-1", account, &Body{Raw: []byte("x")}
	ids := add(t, s, folders[mail.Inbox], m)
	if again := add(t, s, folders[mail.Inbox], m); again[0] != 0 {
		t.Error("collected twice")
	}
	check(t, s.Mark(ctx, ids, mail.Seen, 0, nil, nil))
	check(t, s.Move(ctx, ids, folders[mail.Trash]))
	check(t, s.Delete(ctx, ids))
	if n, _ := s.OpsPending(ctx, 0); n != 0 {
		t.Errorf("%d operations", n)
	}
	known, err := s.UIDLs(ctx, account)
	check(t, err)
	if len(known) != 1 {
		t.Errorf("collected ids %v", known)
	}
	check(t, s.ForgetUIDLs(ctx, account, []string{"uidl-1"}))
	if known, _ = s.UIDLs(ctx, account); len(known) != 0 {
		t.Errorf("still %v", known)
	}
}
