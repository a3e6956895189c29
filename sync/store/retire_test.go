package store

import (
	"errors"
	"testing"
	"time"

	"godwit/sync/mail"
	"godwit/sync/query"
)

func TestRetireAccount(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	here, away := message(1, "a"), message(2, "b")
	here.Body = &Body{Raw: []byte("x"), Text: "findme"}
	ids := add(t, s, folders[mail.Inbox], here, away)
	check(t, s.Mark(ctx, ids, mail.Seen, 0, nil, nil))
	queue(t, s, account, "waits")
	check(t, s.RetireAccount(ctx, account))

	a, err := s.Account(ctx, account)
	check(t, err)
	if !a.Incoming.Off() || !a.Outgoing.Off() {
		t.Errorf("still has servers: %+v", a)
	}
	all, err := s.Folders(ctx, account)
	check(t, err)
	for _, f := range all {
		if !f.Local() {
			t.Errorf("%s is still a folder of the server", f.Path)
		}
	}
	if pending, _ := s.OpsPending(ctx, 0); pending != 0 {
		t.Errorf("%d operations wait for no server", pending)
	}
	if out, _ := s.Outbox(ctx); len(out) != 0 {
		t.Errorf("the outbox holds %v", out)
	}
	rows, err := s.List(ctx, mail.ListQuery{Account: account})
	if err != nil || len(rows) != 1 || rows[0].ID != ids[0] || rows[0].UID != 0 {
		t.Errorf("kept %v, %v", rows, err)
	}
	if hits, err := s.Search(ctx, query.Parse("findme", time.Now()).Root, 0, 0, 0); err != nil || len(hits) != 1 {
		t.Errorf("found %v, %v", hits, err)
	}
	check(t, s.Move(ctx, ids[:1], folders[mail.Trash])) // a local matter now
	if pending, _ := s.OpsPending(ctx, 0); pending != 0 {
		t.Errorf("a move waits for no server")
	}
	if err := s.RetireAccount(ctx, account+100); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("an account that is not there: %v", err)
	}
	check(t, s.Check(ctx))
}
