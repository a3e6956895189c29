package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

func TestMissingBodiesByRule(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	_, folders := imapAccount(t, s)
	folder := folders[mail.Inbox]
	now := time.Date(2024, 6, 30, 12, 0, 0, 0, time.UTC)
	for uid, m := range []struct {
		days int
		size int64
	}{{0, 10}, {1, 5000}, {29, 10}, {31, 10}, {400, 5000}} {
		_, err := s.AddMessages(ctx, folder, []NewMessage{{UID: uint32(uid + 1), Received: now.AddDate(0, 0, -m.days), Size: m.size}})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		keep  accounts.Keep
		limit int
		want  []uint32
	}{
		{accounts.Keep{}, 0, []uint32{1, 2, 3, 4, 5}},
		{accounts.Keep{Mode: accounts.KeepAll}, 2, []uint32{1, 2}},
		{accounts.Keep{Mode: accounts.KeepRecent, Days: 30}, 0, []uint32{1, 2, 3}},
		{accounts.Keep{Mode: accounts.KeepRecent, Days: 30, Largest: 4999}, 0, []uint32{1, 3}},
		{accounts.Keep{Largest: 5000}, 0, []uint32{1, 2, 3, 4, 5}},
		{accounts.Keep{Mode: accounts.KeepHeaders}, 0, nil},
	} {
		missing, err := s.MissingBodies(ctx, folder, test.keep, now, test.limit)
		if err != nil {
			t.Fatal(err)
		}
		var uids []uint32
		for _, m := range missing {
			uids = append(uids, m.UID)
		}
		if !slices.Equal(uids, test.want) {
			t.Errorf("%+v: %v, want %v", test.keep, uids, test.want)
		}
		all, err := s.MissingBodies(ctx, folder, accounts.Keep{}, now, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range all { // the rule in Go is the one in SQL
			if listed := slices.Contains(uids, m.UID); test.limit == 0 && test.keep.Wants(m.Received, m.Size, now) != listed {
				t.Errorf("%+v: listed %v, message of %v with %d octets", test.keep, listed, m.Received, m.Size)
			}
		}
	}
}

func TestSetKeep(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	_, folders := imapAccount(t, s)
	folder := folders[mail.Inbox]
	for _, want := range []accounts.Keep{{Mode: accounts.KeepRecent, Days: 7, Largest: 1 << 20}, {}} {
		if err := s.SetKeep(ctx, folder, want); err != nil {
			t.Fatal(err)
		}
		if f, err := s.Folder(ctx, folder); err != nil || f.Keep != want {
			t.Errorf("%+v, %v, want %+v", f.Keep, err, want)
		}
	}
	if err := s.SetKeep(ctx, 999, accounts.Keep{}); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("no such folder: %v", err)
	}
}
