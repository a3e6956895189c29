package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

// many puts n messages with bytes into a folder.
func many(t *testing.T, s *Store, folder mail.FolderID, n int) []mail.MessageID {
	t.Helper()
	msgs := make([]NewMessage, n)
	for i := range msgs {
		msgs[i] = message(uint32(i+1), "m")
		msgs[i].Body = &Body{Raw: fmt.Appendf(nil, "text %d", i+1)}
	}
	return add(t, s, folder, msgs...)
}

func upTo(n int) []uint32 {
	uids := make([]uint32, n)
	for i := range uids {
		uids[i] = uint32(i + 1)
	}
	return uids
}

func lose(t *testing.T, s *Store, folder mail.FolderID, uids []uint32) Dropped {
	t.Helper()
	_, err := s.Missed(t.Context(), folder, uids)
	check(t, err)
	d, err := s.DropUnnamed(t.Context(), folder)
	check(t, err)
	return d
}

func vanishedIn(t *testing.T, s *Store, account accounts.ID) []mail.Vanished {
	t.Helper()
	all, err := s.VanishedFolders(t.Context(), account)
	check(t, err)
	return all
}

func TestFewAreGoneManyVanish(t *testing.T) {
	for _, test := range []struct {
		in         mail.Role
		have, lose int
		want       Dropped
	}{
		{mail.Inbox, 50, 50, Dropped{Gone: 50}},
		{mail.Inbox, 99, 99, Dropped{Gone: 99}},
		{mail.Inbox, 100, 100, Dropped{Vanished: 100}},
		{mail.Inbox, 900, 100, Dropped{Vanished: 100}},
		{mail.Trash, 300, 300, Dropped{Gone: 300}},
	} {
		t.Run(fmt.Sprint(test.lose, " of ", test.have, " ", test.in), func(t *testing.T) {
			s := fresh(t)
			account, folders := imapAccount(t, s)
			many(t, s, folders[test.in], test.have)
			if d := lose(t, s, folders[test.in], upTo(test.lose)); d != test.want {
				t.Errorf("%+v, want %+v", d, test.want)
			}
			f, err := s.Folder(t.Context(), folders[test.in])
			check(t, err)
			if f.Vanished != test.want.Vanished || f.Total != test.have-test.want.Gone {
				t.Errorf("the folder has %d, %d of them vanished", f.Total, f.Vanished)
			}
			notices, err := s.Notices(t.Context())
			check(t, err)
			if len(notices) != min(test.want.Vanished, 1) || len(vanishedIn(t, s, account)) != len(notices) {
				t.Errorf("notices %+v", notices)
			}
		})
	}
}

func TestVanishedAreKept(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox, trash := folders[mail.Inbox], folders[mail.Trash]
	ids := many(t, s, inbox, 120)
	check(t, s.Mark(ctx, ids[:1], mail.Flagged, 0, nil, nil))
	lose(t, s, inbox, upTo(120))
	v := vanishedIn(t, s, account)
	if len(v) != 1 || v[0].Folder != inbox || v[0].Count != 120 || v[0].Whole != 120 || v[0].Noticed.IsZero() {
		t.Fatalf("vanished %+v", v)
	}
	if r := row(t, s, ids[0]); !r.Vanished || r.UID != 0 || r.Folder != inbox || r.Flags != mail.Flagged {
		t.Errorf("row %+v", r)
	}
	if ops := nextOps(t, s, account); len(ops) != 0 {
		t.Errorf("queued for what is not there: %+v", ops)
	}
	if d := lose(t, s, inbox, nil); d != (Dropped{}) { // the next passes
		t.Errorf("again %+v", d)
	}
	check(t, s.Mark(ctx, ids[1:2], mail.Seen, 0, nil, nil)) // stays here
	check(t, s.Delete(ctx, ids[2:3]))
	if ops := nextOps(t, s, account); len(ops) != 0 {
		t.Errorf("queued for what is not there: %+v", ops)
	}
	check(t, s.Move(ctx, ids[3:4], trash)) // a copy that the server does not have
	if ops := nextOps(t, s, account); len(ops) != 1 || ops[0].Kind != mail.OpAppend || ops[0].To != trash {
		t.Errorf("moved away: %+v", ops)
	}
	if r := row(t, s, ids[3]); r.Vanished {
		t.Errorf("moved: %+v", r)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r, ops := row(t, s, ids[3]), nextOps(t, s, account); r.Folder != inbox || len(ops) != 1 || ops[0].To != inbox {
		t.Errorf("put back: %+v, %+v", r, ops)
	}

	// The server shows one again, under another UID and there.
	back := message(5, "m")
	back.UID = 900
	if got := add(t, s, inbox, back); got[0] != ids[4] || row(t, s, ids[4]).Vanished || row(t, s, ids[4]).UID != 900 {
		t.Errorf("came back as %v: %+v", got, row(t, s, ids[4]))
	}
	// And one elsewhere.
	back = message(6, "m")
	back.UID = 901
	if got := add(t, s, trash, back); got[0] != ids[5] || row(t, s, ids[5]).Folder != trash || row(t, s, ids[5]).Body != mail.BodyHere {
		t.Errorf("came back as %v: %+v", got, row(t, s, ids[5]))
	}
	n, err := s.AcceptVanished(ctx, inbox)
	check(t, err)
	if n != 116 || len(vanishedIn(t, s, 0)) != 0 {
		t.Errorf("accepted %d, left %+v", n, vanishedIn(t, s, 0))
	}
	notices, err := s.Notices(ctx)
	check(t, err)
	if len(notices) != 0 {
		t.Errorf("the alarm is over: %+v", notices)
	}
	check(t, s.Check(ctx))
}

func TestRestoreVanished(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	ids := many(t, s, inbox, 100)
	bare := add(t, s, inbox, message(200, "bare"))
	check(t, s.Vanish(ctx, inbox, append(upTo(100), 200)))
	queued, cannot, err := s.RestoreVanished(ctx, inbox)
	check(t, err)
	if queued != 100 || cannot != 1 {
		t.Errorf("%d queued, %d cannot", queued, cannot)
	}
	if v := vanishedIn(t, s, account); len(v) != 1 || v[0].Count != 1 || v[0].Whole != 0 {
		t.Errorf("left %+v", v)
	}
	ops := nextOps(t, s, account)
	if len(ops) != 100 || ops[0].Kind != mail.OpAppend || ops[0].To != inbox || ops[0].Tries == 0 {
		t.Fatalf("%d operations, %+v", len(ops), ops[0])
	}
	check(t, s.OpDone(ctx, ops[0].ID, []mail.OpResult{{Message: ids[0], UID: 77}}))
	if r := row(t, s, ids[0]); r.UID != 77 || r.Vanished {
		t.Errorf("restored %+v", r)
	}
	if err := s.Move(ctx, bare, folders[mail.Trash]); !errors.Is(err, ErrNoBody) {
		t.Errorf("what is not here cannot be put elsewhere: %v", err)
	}
	// By itself, before it was appended: there is nothing left to do.
	back := message(2, "m")
	back.UID = 300
	add(t, s, inbox, back)
	if ops := nextOps(t, s, account); len(ops) != 98 {
		t.Errorf("%d operations left", len(ops))
	}
}

func TestMovedByAnother(t *testing.T) {
	const there = 300
	for _, test := range []struct {
		name         string
		missedFirst  bool // the folder it left is looked at first
		bodyThere    bool // fetched there before it was missed here
		wantOld      bool // the older row lives on
		pendingFlags bool
	}{
		{"left, then came", true, false, true, true},
		{"came, then left", false, false, true, true},
		{"came and was fetched", false, true, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			ctx := t.Context()
			account, folders := imapAccount(t, s)
			inbox, archive := folders[mail.Inbox], folders[mail.Trash]
			ids := many(t, s, inbox, 150)
			check(t, s.Mark(ctx, ids[:1], mail.Flagged, 0, nil, nil))
			var alarm bool
			leave := func() {
				var err error
				alarm, err = s.Missed(ctx, inbox, upTo(150))
				check(t, err)
			}
			if test.missedFirst {
				leave()
			}
			msgs := make([]NewMessage, 150)
			for i := range msgs {
				msgs[i] = message(uint32(i+1), "m")
				msgs[i].UID += there
				msgs[i].Flags = mail.Seen
				if test.bodyThere {
					msgs[i].Body = &Body{Raw: []byte("again")}
				}
			}
			got := add(t, s, archive, msgs...)
			if !test.missedFirst {
				leave()
			}
			if !alarm {
				t.Error("150 of 150 are many")
			}
			d, err := s.DropUnnamed(ctx, inbox)
			check(t, err)
			if d.Vanished != 0 || d.Gone != 0 {
				t.Errorf("%+v", d)
			}
			want := ids[0]
			if !test.wantOld {
				want = got[0]
			}
			r := row(t, s, want)
			if r.Folder != archive || r.UID != there+1 || r.Body != mail.BodyHere || r.Flags != mail.Seen|mail.Flagged {
				t.Errorf("row %+v", r)
			}
			rows, err := s.List(ctx, mail.ListQuery{Account: account})
			check(t, err)
			if len(rows) != 150 {
				t.Errorf("%d rows", len(rows))
			}
			ops := nextOps(t, s, account)
			if len(ops) != 1 || ops[0].Folder != archive || ops[0].Targets[0] != (mail.Target{Message: want, UID: there + 1}) {
				t.Errorf("the wish does not follow: %+v", ops)
			}
			check(t, s.Check(ctx))
		})
	}
}

// What the user took out of a folder, offline, while the server lost it there.
func TestMissedSource(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox, trash := folders[mail.Inbox], folders[mail.Trash]
	var local mail.FolderID
	check(t, s.update(ctx, "test", func(ctx context.Context, x *tx) error {
		f, err := x.localFolder(ctx, account, mail.Junk, "Here")
		local = f.ID
		return err
	}))
	ids := many(t, s, inbox, 4)
	check(t, s.Move(ctx, ids[:1], trash))
	check(t, s.Delete(ctx, ids[1:2]))
	check(t, s.Move(ctx, ids[2:3], local))
	lose(t, s, inbox, upTo(4))
	if r := row(t, s, ids[2]); r.Folder != local || r.Body != mail.BodyHere {
		t.Errorf("what went to a folder of this computer is kept: %+v", r)
	}
	if ops := nextOps(t, s, account); len(ops) != 0 {
		t.Errorf("ops %+v", ops)
	}
	d, err := s.DropUnnamed(ctx, trash)
	check(t, err)
	if d.Gone != 1 {
		t.Errorf("%+v", d)
	}
}

func TestAbsentFolder(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	trash := folders[mail.Trash]
	ids := many(t, s, trash, 130)
	check(t, s.SetFolders(ctx, account, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}}))
	back := message(1, "m")
	back.UID = 40
	add(t, s, folders[mail.Inbox], back)
	d, err := s.DropAbsent(ctx, trash, false)
	check(t, err)
	if d.Vanished != 129 || row(t, s, ids[0]).Folder != folders[mail.Inbox] {
		t.Errorf("%+v, %+v", d, row(t, s, ids[0]))
	}
	check(t, s.SetFolders(ctx, account, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}}))
	d, err = s.DropAbsent(ctx, trash, false)
	check(t, err)
	if d != (Dropped{}) || len(vanishedIn(t, s, account)) != 1 {
		t.Errorf("the next pass: %+v", d)
	}
	if _, err := s.AcceptVanished(ctx, trash); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Folder(ctx, trash); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("the folder is still there: %v", err)
	}
	check(t, s.Check(ctx))
}
