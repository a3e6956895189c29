package imap

import (
	"testing"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

func TestRanks(t *testing.T) {
	now := time.Date(2024, 6, 30, 0, 0, 0, 0, time.UTC)
	fresh, old := now.AddDate(0, 0, -1), now.AddDate(-1, 0, 0)
	for i, want := range []struct {
		received time.Time
		size     int64
		role     mail.Role
	}{
		recentMail:           {fresh, 1000, mail.Inbox},
		recentBig:            {fresh, 3 << 20, mail.Sent},
		olderMail:            {old, 1000, mail.Archive},
		olderBig:             {old, 3 << 20, mail.NoRole},
		unloved + recentMail: {fresh, 1000, mail.Junk},
		unloved + recentBig:  {fresh, 3 << 20, mail.Trash},
		unloved + olderMail:  {old, 1000, mail.Trash},
		unloved + olderBig:   {old, 3 << 20, mail.Junk},
	} {
		if got := rankOf(store.Missing{Received: want.received, Size: want.size}, want.role, now); got != rank(i) {
			t.Errorf("%+v: rank %d, want %d", want, got, i)
		}
	}
}

func TestBodyQueue(t *testing.T) {
	r := &Remote{}
	v := &visit{pass: &pass{r: r, ahead: newEstimate(time.Now), more: make(chan struct{}, 1)}}
	now := time.Now()
	var msgs []store.Missing
	for uid := uint32(500); uid > 0; uid-- {
		m := store.Missing{ID: mail.MessageID(uid), UID: uid, Size: 1000, Received: now}
		if uid == 490 {
			m.Size = 5 << 20
		}
		if uid <= 100 {
			m.Received = now.AddDate(-1, 0, 0)
		}
		msgs = append(msgs, m)
	}
	r.suspects.accuse(0, map[uint32]store.Missing{480: msgs[20], 479: msgs[21]})
	v.enqueue(msgs)
	var order []uint32
	for {
		rank, _, ok := v.queue.best()
		if !ok {
			break
		}
		batch := v.queue.take(rank, 100, 50_000)
		switch uids := uidsOf(batch); {
		case len(batch) == 0:
			t.Fatal("nothing of the best rank")
		case len(batch) > 1 && (uids[0] == 490 || len(batch) > 50):
			t.Errorf("one command for %v", uids)
		case (uids[0] == 479 || uids[0] == 480) && len(batch) > 1:
			t.Errorf("suspects among others: %v", uids)
		}
		order = append(order, uidsOf(batch)...)
	}
	if len(order) != 500 || order[0] != 500 {
		t.Fatalf("%d messages, %d first", len(order), order[0])
	}
	at := map[uint32]int{}
	for i, uid := range order {
		at[uid] = i
	}
	if at[480] < at[101] || at[490] < at[480] || at[100] < at[490] || at[1] != 499 {
		t.Errorf("suspect at %d, large one at %d, first old one at %d", at[480], at[490], at[100])
	}
	if n, octets := v.queue.waiting(); n != 0 || octets != 0 {
		t.Errorf("%d messages, %d octets left", n, octets)
	}
	v.queue.join()
	v.again(msgs[:10])
	if _, _, ok := v.queue.best(); ok {
		t.Error("ten messages are not worth another connection")
	}
	if v.queue.idle() {
		t.Error("somebody is at work")
	}
}

func TestPace(t *testing.T) {
	var p pace
	if n := p.batch(); n != firstBatch {
		t.Errorf("the first: %d", n)
	}
	now := time.Now()
	for range 30 { // two commands under way all the time, a megabyte a second
		begun := now.Add(-2 * time.Second)
		now = now.Add(time.Second)
		p.note(1<<20, begun, now)
	}
	want := commandFor.Seconds() * (1 << 20)
	if n := float64(p.batch()); n < want*0.9 || n > want*1.1 {
		t.Errorf("at a megabyte a second: %v, want about %v", n, want)
	}
	p.note(1<<30, now, now.Add(time.Millisecond))
	if n := p.batch(); n != mostBatch {
		t.Errorf("at the speed of light: %d", n)
	}
}
