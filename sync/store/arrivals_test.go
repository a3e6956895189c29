package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"godwit/sync/mail"
)

// TestArrivalsTogether adds messages in one step and one by one, with doubled
// UIDs, equal times and conversations that turn out to be one: all is the same.
func TestArrivalsTogether(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 9))
		var msgs []NewMessage
		for i := range 150 {
			m := message(uint32(1+r.IntN(120)), "m")
			if i%10 == 0 {
				m.UID = 0
			}
			m.Received = epoch.Add(time.Duration(r.IntN(3)) * time.Second)
			m.Flags = mail.Flags(r.IntN(8))
			m.Envelope.MessageID = fmt.Sprintf("%d@x", r.IntN(200))
			for range r.IntN(3) {
				m.Envelope.References = append(m.Envelope.References, fmt.Sprintf("%d@x", r.IntN(200)))
			}
			msgs = append(msgs, m)
		}
		if seed%2 == 0 { // nothing waits for a UID
			msgs = slices.DeleteFunc(msgs, func(m NewMessage) bool { return m.UID == 0 })
		}
		together, alone := fresh(t), fresh(t)
		_, folders := imapAccount(t, together)
		imapAccount(t, alone)
		a := add(t, together, folders[mail.Inbox], msgs...)
		var b []mail.MessageID
		for _, m := range msgs {
			b = append(b, add(t, alone, folders[mail.Inbox], m)...)
		}
		if !slices.Equal(a, b) {
			t.Fatalf("seed %d: ids\n%v, one by one\n%v", seed, a, b)
		}
		rows, err := together.List(t.Context(), mail.ListQuery{})
		check(t, err)
		want, err := alone.List(t.Context(), mail.ListQuery{})
		check(t, err)
		for i := range rows {
			if fmt.Sprint(rows[i]) != fmt.Sprint(want[i]) {
				t.Errorf("seed %d:\n%v, one by one\n%v", seed, rows[i], want[i])
			}
		}
		for _, s := range []*Store{together, alone} {
			checkCounters(t, s)
			check(t, s.Check(t.Context()))
		}
	}
}

// checkCounters counts what the folders count.
func checkCounters(t *testing.T, s *Store) {
	t.Helper()
	all, err := s.Folders(t.Context(), 0)
	check(t, err)
	for _, f := range all {
		var total, unread int
		var size int64
		check(t, one(t.Context(), s.mail.read, "SELECT count(*), coalesce(sum(flags & 1 = 0), 0), coalesce(sum(size), 0) FROM messages WHERE folder = ?",
			[]any{f.ID}, &total, &unread, &size))
		if f.Total != total || f.Unread != unread || f.Size != size {
			t.Errorf("%s counts %d, %d unread, %d octets; there are %d, %d, %d", f.Path, f.Total, f.Unread, f.Size, total, unread, size)
		}
	}
}
