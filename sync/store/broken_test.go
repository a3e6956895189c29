package store

import (
	"errors"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

func TestBroken(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	ids := add(t, s, inbox, NewMessage{UID: 1, Size: 10, Envelope: mail.Envelope{Subject: "no header"}}, message(2, "whole header"), message(3, "fine"))
	check(t, s.MarkBroken(ctx, ids[0]))
	check(t, s.MarkBroken(ctx, ids[1]))
	broken, err := s.BrokenBodies(ctx, account)
	check(t, err)
	if len(broken) != 2 || broken[0].UID+broken[1].UID != 3 {
		t.Errorf("broken: %+v", broken)
	}
	missing, err := s.MissingBodies(ctx, inbox, accounts.Keep{}, time.Now(), 0)
	check(t, err)
	if len(missing) != 1 || missing[0].ID != ids[2] {
		t.Errorf("missing: %+v", missing)
	}
	e := mail.Envelope{Subject: "read at last", From: []mail.Address{{Name: "Ada", Email: "ada@example.org"}}, MessageID: "late@example.org"}
	check(t, s.AddBodies(ctx, []Body{{ID: ids[0], Raw: []byte("a"), Envelope: &e}, {ID: ids[1], Raw: []byte("b"), Envelope: &e}}))
	rows, err := s.Rows(ctx, ids)
	check(t, err)
	for _, row := range rows {
		want := map[mail.MessageID]string{ids[0]: "read at last", ids[1]: "whole header", ids[2]: "fine"}[row.ID]
		if row.Subject != want {
			t.Errorf("%d: subject %q, want %q", row.ID, row.Subject, want)
		}
		if row.ID == ids[0] && (row.From.Email != "ada@example.org" || row.MessageID != "late@example.org" || row.Body != mail.BodyHere) {
			t.Errorf("%+v", row)
		}
	}
	hits, err := s.Search(ctx, query.Parse("subject:last", time.Now()).Root, 0, 0, 10)
	if err != nil || len(hits) != 1 || hits[0].ID != ids[0] {
		t.Errorf("found %+v, %v", hits, err)
	}
	if broken, err = s.BrokenBodies(ctx, account); err != nil || len(broken) != 0 {
		t.Errorf("still broken: %+v, %v", broken, err)
	}
	if err := s.MarkBroken(ctx, 999); err != nil && !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("unknown message: %v", err)
	}
}
