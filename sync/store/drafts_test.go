package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"godwit/sync/mail"
)

func fileOf(sum, text string, wrote *int) DraftFile {
	return DraftFile{Sum: sum, Write: func(w io.Writer) error {
		*wrote++
		_, err := io.WriteString(w, text)
		return err
	}}
}

func readFile(t *testing.T, s *Store, id mail.DraftID, sum string) string {
	t.Helper()
	r, err := s.DraftFile(t.Context(), id, sum)
	check(t, err)
	defer r.Close()
	b, err := io.ReadAll(r)
	check(t, err)
	return string(b)
}

// TestDraftFiles: a file is stored once, lives as long as a draft has it, and
// no longer.
func TestDraftFiles(t *testing.T) {
	s := fresh(t)
	account, _ := imapAccount(t, s)
	wrote := 0
	d := Draft{Account: account, Files: []DraftFile{fileOf("a", "alpha", &wrote), fileOf("b", "beta", &wrote)}}
	var err error
	d.ID, err = s.SaveDraft(t.Context(), d)
	check(t, err)
	d.Files = d.Files[1:]
	_, err = s.SaveDraft(t.Context(), d)
	check(t, err)
	if wrote != 2 || readFile(t, s, d.ID, "b") != "beta" {
		t.Errorf("%d files were written", wrote)
	}
	if _, err := s.DraftFile(t.Context(), d.ID, "a"); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("a file that was taken off: %v", err)
	}
	d.Files = append(d.Files, DraftFile{Sum: "c", Write: func(io.Writer) error { return errors.New("unreadable") }})
	if _, err := s.SaveDraft(t.Context(), d); err == nil {
		t.Error("a draft was saved without its file")
	}
	blobs := func() int {
		n, err := collect(t.Context(), s.bodies.read, number[int64], "SELECT id FROM blobs")
		check(t, err)
		return len(n)
	}
	if blobs() != 1 {
		t.Errorf("%d blobs for one file", blobs())
	}
	check(t, s.DeleteDraft(t.Context(), d.ID))
	if blobs() != 0 {
		t.Errorf("%d blobs are left", blobs())
	}
}

// TestCopyDraft: the newer copy is appended before the older one is removed, and
// no copy outlives the draft.
func TestCopyDraft(t *testing.T) {
	s := fresh(t)
	account, _ := imapAccount(t, s)
	check(t, s.SetFolders(t.Context(), account, []mail.Folder{
		{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}, {Path: "Drafts", Remote: "Drafts", Role: mail.Drafts},
	}))
	folders := byRole(t, s, account)
	d := Draft{Account: account, Subject: "one"}
	var err error
	save := func(subject string) Draft {
		d.Subject = subject
		d.ID, err = s.SaveDraft(t.Context(), d)
		check(t, err)
		got, err := s.Draft(t.Context(), d.ID)
		check(t, err)
		return got
	}
	put := func(d Draft) Draft {
		m := message(0, d.Subject)
		m.Body = &Body{Raw: []byte("Subject: " + d.Subject + "\r\n\r\n")}
		check(t, s.CopyDraft(t.Context(), d.ID, d.Changed, m))
		got, err := s.Draft(t.Context(), d.ID)
		check(t, err)
		return got
	}
	first := put(save("one"))
	if r := row(t, s, first.Message); !first.Uploaded || r.Folder != folders[mail.Drafts] || r.Flags != mail.Seen|mail.Draft {
		t.Fatalf("%+v, %+v", first, r)
	}
	stale := save("two")
	if stale.Uploaded || stale.Message != first.Message {
		t.Errorf("%+v", stale)
	}
	now := save("three")
	if got := put(stale); got.Message != first.Message {
		t.Error("a draft was copied that had changed meanwhile")
	}
	second := put(now) // the first never reached the server
	ops := nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Kind != mail.OpAppend || ops[0].Targets[0].Message != second.Message {
		t.Fatalf("operations %+v", ops)
	}
	check(t, s.BeginOp(t.Context(), ops[0].ID))
	if got := put(save("four")); got.Message != second.Message {
		t.Error("a copy was replaced while it was on its way")
	}
	check(t, s.OpDone(t.Context(), ops[0].ID, []mail.OpResult{{Message: second.Message, UID: 7}}))
	third := put(save("five"))
	ops = nextOps(t, s, account)
	if len(ops) != 2 || ops[0].Kind != mail.OpAppend || ops[1].Kind != mail.OpDelete || ops[1].Targets[0].UID != 7 {
		t.Fatalf("operations %+v", ops)
	}
	if of, err := s.DraftOf(t.Context(), third.Message); err != nil || of != d.ID {
		t.Errorf("draft of the copy: %d, %v", of, err)
	}
	check(t, s.EndedDrafts(t.Context()))
	save("six")
	check(t, s.OpDone(t.Context(), ops[0].ID, []mail.OpResult{{Message: third.Message, UID: 8}}))
	check(t, s.OpDone(t.Context(), ops[1].ID, nil))
	_, err = s.Enqueue(t.Context(), mail.Outgoing{Account: account, Draft: d.ID, MessageID: "x@y"}, bytes.Repeat([]byte("x\r\n"), 3))
	check(t, err)
	if ops = nextOps(t, s, account); len(ops) != 1 || ops[0].Kind != mail.OpDelete || ops[0].Targets[0].UID != 8 {
		t.Errorf("after sending: %+v", ops)
	}
}

// TestEndedDrafts: a draft that another client sent goes, one with words that
// its copy lacks stays.
func TestEndedDrafts(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(1, "a"), message(2, "b"))
	for _, m := range ids {
		_, err := s.SaveDraft(t.Context(), Draft{Account: account, Message: m})
		check(t, err)
	}
	all, err := s.Drafts(t.Context())
	check(t, err)
	check(t, s.update(t.Context(), "test", func(ctx context.Context, x *tx) error {
		_, err := x.exec(ctx, "UPDATE drafts SET uploaded = changed WHERE id = ?", all[0].ID)
		return err
	}))
	check(t, s.EndedDrafts(t.Context()))
	if left, _ := s.Drafts(t.Context()); len(left) != 2 {
		t.Fatalf("%d drafts are left", len(left))
	}
	check(t, s.Delete(t.Context(), ids))
	check(t, s.EndedDrafts(t.Context()))
	if left, _ := s.Drafts(t.Context()); len(left) != 1 || left[0].ID != all[1].ID {
		t.Errorf("left: %+v", left)
	}
}
