package store

import (
	"context"
	"testing"

	"godwit/sync/mail"
)

// TestStranded: a move that was begun, and undone before its answer came, of a
// message that another client has taken away meanwhile. The row that comes back
// waits for nothing that will happen, and must not stay for ever.
func TestStranded(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox, archive := folders[mail.Inbox], folders[mail.Archive]
	ids := add(t, s, inbox, message(5, "a"))
	check(t, s.Move(ctx, ids, archive))
	moved := nextOps(t, s, account)[0].ID
	check(t, s.BeginOp(ctx, moved))
	_, err := s.Undo(ctx)
	check(t, err)
	check(t, s.OpDone(ctx, moved, nil)) // the server had it under another UID by then
	_, err = s.DropUnnamed(ctx, archive)
	check(t, err)
	if n := len(nextOps(t, s, account)); n != 0 {
		t.Fatalf("%d operations wait for a UID that nobody will tell", n)
	}
	waiting, err := s.Unnamed(ctx, account)
	check(t, err)
	if !waiting[inbox] {
		t.Fatal("nothing will look for the row")
	}
	back := message(5, "a")
	back.UID = 9
	if got := add(t, s, inbox, back); got[0] != ids[0] {
		t.Errorf("what came back is row %d, want %d", got[0], ids[0])
	}
	if r := row(t, s, ids[0]); r.UID != 9 {
		t.Errorf("the row: %+v", r)
	}
}

// TestUntold: a move from a folder of a message that is not there under any UID
// any more. Where nothing else happens in the folder, that is settled as well.
func TestUntold(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox, archive := folders[mail.Inbox], folders[mail.Archive]
	ids := add(t, s, inbox, message(5, "a"))
	check(t, s.Move(ctx, ids, archive))
	moved := nextOps(t, s, account)[0].ID
	check(t, s.BeginOp(ctx, moved))
	check(t, s.OpDone(ctx, moved, nil)) // under a UID that was not told
	check(t, s.Move(ctx, ids, folders[mail.Trash]))
	if n := len(nextOps(t, s, account)); n != 0 {
		t.Fatalf("%d operations know where their message is", n)
	}
	waiting, err := s.Unnamed(ctx, account)
	check(t, err)
	if !waiting[archive] {
		t.Fatal("nothing will look at the folder that the operation waits for")
	}
	for f := range waiting {
		_, err = s.DropUnnamed(ctx, f)
		check(t, err)
	}
	waiting, err = s.Unnamed(ctx, account)
	check(t, err)
	for f := range waiting {
		_, err = s.DropUnnamed(ctx, f)
		check(t, err)
	}
	if n, err := s.OpsPending(ctx, account); err != nil || n != 0 {
		t.Errorf("%d operations wait for ever, %v", n, err)
	}
	if rows, err := s.Rows(ctx, ids); err != nil || len(rows) != 0 {
		t.Errorf("still here: %+v, %v", rows, err)
	}
}

// TestMarkOutlivesMove: a message that was marked and moved here, which another
// client has moved elsewhere. The other's move stands, and so does the mark.
func TestMarkOutlivesMove(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	ids := add(t, s, inbox, message(5, "a"))
	check(t, s.Mark(ctx, ids, mail.Flagged, 0, nil, nil))
	check(t, s.Move(ctx, ids, folders[mail.Trash]))
	check(t, s.Mark(ctx, ids, 0, 0, []string{"kept"}, nil))
	_, err := s.Missed(ctx, inbox, []uint32{5})
	check(t, err)
	there := message(5, "a")
	there.UID = 7
	if got := add(t, s, folders[mail.Archive], there); got[0] != ids[0] {
		t.Fatalf("it came as row %d, want %d", got[0], ids[0])
	}
	ops := nextOps(t, s, account)
	if len(ops) != 2 || ops[0].Add != mail.Flagged || len(ops[1].AddTags) != 1 {
		t.Fatalf("the marks: %+v", ops)
	}
	for _, op := range ops {
		if op.Folder != folders[mail.Archive] || len(op.Targets) != 1 || op.Targets[0].UID != 7 {
			t.Errorf("a mark is not where the message is: %+v", op)
		}
	}
	if r := row(t, s, ids[0]); r.Folder != folders[mail.Archive] || r.Flags != mail.Flagged || len(r.Tags) != 1 {
		t.Errorf("the row: %+v", r)
	}
}

// TestMarkOutlivesRenumbering: as TestMarkOutlivesMove, but the folder that the
// message was in was numbered anew, so that nobody could say what is missing.
// The look at the folders that ends the wait comes in any order.
func TestMarkOutlivesRenumbering(t *testing.T) {
	for _, test := range []struct {
		name  string
		begun bool // the move was; what was marked before it is done
		order []mail.Role
	}{
		{"source first", false, []mail.Role{mail.Inbox, mail.Trash, mail.Archive}},
		{"source last", false, []mail.Role{mail.Archive, mail.Trash, mail.Inbox}},
		{"begun, source first", true, []mail.Role{mail.Inbox, mail.Trash, mail.Archive}},
		{"begun, source last", true, []mail.Role{mail.Archive, mail.Trash, mail.Inbox}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			ctx := t.Context()
			account, folders := imapAccount(t, s)
			ids := add(t, s, folders[mail.Inbox], message(5, "a"))
			want := 2
			if test.begun {
				want = 1
			} else {
				check(t, s.Mark(ctx, ids, mail.Flagged, 0, nil, nil))
			}
			check(t, s.Move(ctx, ids, folders[mail.Trash]))
			if test.begun {
				check(t, s.BeginOp(ctx, nextOps(t, s, account)[0].ID))
			}
			check(t, s.Mark(ctx, ids, 0, 0, []string{"kept"}, nil))
			check(t, s.ResetUIDs(ctx, folders[mail.Inbox]))
			there := message(5, "a")
			there.UID = 7
			add(t, s, folders[mail.Archive], there)
			for range 3 {
				_, err := s.Unnamed(ctx, account)
				check(t, err)
				for _, role := range test.order {
					_, err = s.DropUnnamed(ctx, folders[role])
					check(t, err)
				}
			}
			ops := nextOps(t, s, account)
			if n, err := s.OpsPending(ctx, account); err != nil || len(ops) != n || n != want {
				t.Fatalf("of %d marks (%v) these can be told: %+v", n, err, ops)
			}
			for _, op := range ops {
				if op.Kind != mail.OpFlags || op.Folder != folders[mail.Archive] || len(op.Targets) != 1 || op.Targets[0].UID != 7 {
					t.Errorf("a mark is not where the message is: %+v", op)
				}
			}
			all, err := s.List(ctx, mail.ListQuery{Account: account})
			check(t, err)
			if len(all) != 1 || all[0].Folder != folders[mail.Archive] || len(all[0].Tags) != 1 || all[0].Flags != ops[0].Add {
				t.Errorf("the rows: %+v", all)
			}
		})
	}
}

// TestMarkOutlivesSameMove: another client has moved a message to where it was
// moved here, and it is seen there before it is missed where it was.
func TestMarkOutlivesSameMove(t *testing.T) {
	for _, body := range []bool{false, true} {
		s := fresh(t)
		ctx := t.Context()
		account, folders := imapAccount(t, s)
		trash := folders[mail.Trash]
		ids := add(t, s, folders[mail.Inbox], message(5, "a"))
		check(t, s.Mark(ctx, ids, mail.Flagged, 0, nil, nil))
		check(t, s.Move(ctx, ids, trash))
		check(t, s.Mark(ctx, ids, 0, 0, []string{"kept"}, nil))
		there := message(5, "a")
		there.UID = 7
		if body {
			there.Body = &Body{Raw: []byte("text")}
		}
		add(t, s, trash, there)
		_, err := s.Missed(ctx, folders[mail.Inbox], []uint32{5})
		check(t, err)
		for _, f := range folders {
			_, err := s.DropUnnamed(ctx, f)
			check(t, err)
		}
		ops := nextOps(t, s, account)
		if len(ops) != 2 || ops[0].Add != mail.Flagged || len(ops[1].AddTags) != 1 {
			t.Fatalf("the marks: %+v", ops)
		}
		for _, op := range ops {
			if op.Folder != trash || len(op.Targets) != 1 || op.Targets[0].UID != 7 {
				t.Errorf("a mark is not where the message is: %+v", op)
			}
		}
		all, err := s.List(ctx, mail.ListQuery{Account: account})
		check(t, err)
		if len(all) != 1 || all[0].UID != 7 || all[0].Flags != mail.Flagged || len(all[0].Tags) != 1 {
			t.Errorf("the rows: %+v", all)
		}
	}
}

// TestMarkOutlivesLostAnswer: a move whose answer was lost, out of a folder that
// was numbered anew since. What was marked after it is for where it arrived.
func TestMarkOutlivesLostAnswer(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(5, "a"))
	check(t, s.Move(ctx, ids, folders[mail.Archive]))
	check(t, s.BeginOp(ctx, nextOps(t, s, account)[0].ID))
	check(t, s.Mark(ctx, ids, mail.Flagged, 0, nil, nil))
	check(t, s.ResetUIDs(ctx, folders[mail.Inbox]))
	there := message(5, "a")
	there.UID = 7
	add(t, s, folders[mail.Archive], there)
	for _, role := range []mail.Role{mail.Inbox, mail.Archive} {
		_, err := s.DropUnnamed(ctx, folders[role])
		check(t, err)
	}
	ops := nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Add != mail.Flagged || ops[0].Folder != folders[mail.Archive] || ops[0].Targets[0].UID != 7 {
		t.Errorf("the mark: %+v", ops)
	}
}

// TestAppendOutlivesUntold: what was moved out of the server and into it again
// is put there, whatever became of the copy that was there.
func TestAppendOutlivesUntold(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	var local mail.FolderID
	check(t, s.update(ctx, "test", func(ctx context.Context, x *tx) error {
		f, err := x.localFolder(ctx, account, mail.Junk, "Here")
		local = f.ID
		return err
	}))
	m := message(5, "a")
	m.Body = &Body{Raw: []byte("the only copy")}
	ids := add(t, s, folders[mail.Inbox], m)
	check(t, s.Move(ctx, ids, local))
	check(t, s.BeginOp(ctx, nextOps(t, s, account)[0].ID))
	check(t, s.Move(ctx, ids, folders[mail.Archive]))
	check(t, s.ResetUIDs(ctx, folders[mail.Inbox]))
	for range 2 {
		_, err := s.Unnamed(ctx, account)
		check(t, err)
		for _, f := range folders {
			_, err := s.DropUnnamed(ctx, f)
			check(t, err)
		}
	}
	if ops := nextOps(t, s, account); len(ops) != 1 || ops[0].Kind != mail.OpAppend || ops[0].To != folders[mail.Archive] {
		t.Errorf("%+v", ops)
	}
	if raw, err := s.Raw(ctx, ids[0]); err != nil || string(raw) != "the only copy" {
		t.Errorf("%q, %v", raw, err)
	}
}

// TestRefusedMoveFromNowhere: a move out of a folder that another client has
// removed, with all in it.
func TestRefusedMoveFromNowhere(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	lists, err := s.CreateFolder(ctx, account, "Lists")
	check(t, err)
	check(t, s.OpDone(ctx, nextOps(t, s, account)[0].ID, nil))
	ids := add(t, s, lists, message(5, "a"))
	check(t, s.Move(ctx, ids, folders[mail.Archive]))
	_, err = s.mail.write.ExecContext(ctx, "DELETE FROM folders WHERE id = ?", lists)
	check(t, err)
	check(t, s.OpRefused(ctx, nextOps(t, s, account)[0].ID, "the folder is gone"))
	_, err = s.DropUnnamed(ctx, folders[mail.Archive])
	check(t, err)
	if rows, err := s.Rows(ctx, ids); err != nil || len(rows) != 0 {
		t.Errorf("what went with its folder is still here: %+v, %v", rows, err)
	}
}
