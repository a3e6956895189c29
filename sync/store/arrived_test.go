package store

import (
	"testing"
	"time"

	"godwit/sync/mail"
)

func TestArrived(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	var msgs []NewMessage
	for i := range 5 {
		msgs = append(msgs, NewMessage{UID: uint32(i + 1), Received: epoch.Add(time.Duration(-i) * time.Hour)})
	}
	ids, err := s.AddMessages(ctx, folders[mail.Inbox], msgs)
	check(t, err)
	if newest, err := s.Newest(ctx); err != nil || newest != ids[4] {
		t.Errorf("newest %d, %v", newest, err)
	}
	for _, c := range []struct {
		after mail.MessageID
		since time.Time
		limit int
		want  []mail.MessageID
	}{
		{0, time.Time{}, 10, ids},
		{ids[1], time.Time{}, 2, ids[2:4]},
		{0, epoch.Add(-2 * time.Hour), 10, ids[:3]},
		{ids[4], time.Time{}, 10, nil},
	} {
		rows, err := s.Arrived(ctx, c.after, c.since, c.limit)
		check(t, err)
		if len(rows) != len(c.want) {
			t.Errorf("after %d: %d rows, want %d", c.after, len(rows), len(c.want))
			continue
		}
		for i, r := range rows {
			if r.ID != c.want[i] {
				t.Errorf("after %d: row %d is %d", c.after, i, r.ID)
			}
		}
	}
}
