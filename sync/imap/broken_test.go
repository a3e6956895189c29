package imap

import (
	"bytes"
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
	"godwit/sync/store"
)

func TestPoisonousHeaderIsIsolated(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	for i := range 30 {
		if i == 17 {
			put(t, o, "INBOX", letter(i), goimap.FlagFlagged, "work")
		} else {
			put(t, o, "INBOX", letter(i))
		}
	}
	var well atomic.Bool
	var cuts atomic.Int64
	server := d.server(accounts.Plain)
	server.Port = proxy(t, d.addr(), func(chunk []byte) (int, bool) {
		if i := bytes.Index(chunk, []byte("Subject: letter 17\r\n")); i >= 0 && !well.Load() {
			cuts.Add(1)
			return i, true
		}
		return len(chunk), false
	})
	c := newClient(t, server)
	c.once(t)
	ctx := context.Background()
	check := func(state mail.BodyState, subject string) {
		t.Helper()
		rows := c.rows(t, "INBOX")
		if len(rows) != 30 {
			t.Fatalf("%d messages", len(rows))
		}
		for _, row := range rows {
			switch {
			case row.UID != 18 && (row.Body != mail.BodyHere || row.Subject == unreadable):
				t.Errorf("%s: body %v", row.Subject, row.Body)
			case row.UID == 18 && (row.Body != state || row.Subject != subject || row.Flags&mail.Flagged == 0 ||
				!slices.Equal(row.Tags, []string{"work"}) || row.Size != int64(len(letter(17))) || time.Since(row.Received) > time.Hour):
				t.Errorf("the broken one: %+v", row)
			}
		}
	}
	check(mail.BodyBroken, unreadable)
	if n := cuts.Load(); n != 1+lastChance {
		t.Errorf("it took %d connections", n)
	}
	c.once(t) // asked for once more in a new run, and only once
	check(mail.BodyBroken, unreadable)
	if n := cuts.Load(); n != 2+lastChance {
		t.Errorf("a new run lost %d connections", n-1-lastChance)
	}
	well.Store(true)
	c.once(t)
	check(mail.BodyHere, "letter 17")
	hits, err := c.Store.Search(ctx, query.Parse("subject:letter from:ada", time.Now()).Root, c.acc, 0, 100)
	if err != nil || len(hits) != 30 {
		t.Errorf("%d found, %v", len(hits), err)
	}
}

func TestBrokenAreRetriedInTurn(t *testing.T) {
	var r retries
	broken := []store.Missing{{ID: 1}, {ID: 2}, {ID: 3}}
	ids := func() []mail.MessageID {
		var ids []mail.MessageID
		for _, m := range r.due(broken) {
			ids = append(ids, m.ID)
		}
		return ids
	}
	r.begin()
	r.note(2)
	if got := ids(); !slices.Equal(got, []mail.MessageID{1, 3}) {
		t.Errorf("due %v", got)
	}
	r.note(1)
	r.end() // 1 broke the connection
	if got := ids(); got != nil {
		t.Errorf("due %v", got)
	}
	r.begin()
	if got := ids(); !slices.Equal(got, []mail.MessageID{3, 1, 2}) {
		t.Errorf("due in the next run: %v", got)
	}
}

// A connection that always breaks at the first message is not made again and
// again, and the next run goes on where this one stopped.
func TestStormIsBounded(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	for i := range 8 {
		put(t, o, "INBOX", letter(i))
	}
	var cuts atomic.Int64
	server := d.server(accounts.Plain)
	server.Port = proxy(t, d.addr(), func(chunk []byte) (int, bool) {
		if i := bytes.Index(chunk, []byte("The text of letter")); i >= 0 {
			cuts.Add(1)
			return i, true
		}
		return len(chunk), false
	})
	c := newClient(t, server)
	for run := 1; ; run++ {
		before := cuts.Load()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		err := c.Once(ctx)
		cancel()
		if n := cuts.Load() - before; n > maxVain+1 { // the first brought headers
			t.Fatalf("%d connections lost in one run", n)
		}
		if run == 1 && err == nil {
			t.Error("the first run tried for too long")
		}
		if err == nil {
			break
		}
		if run == 20 {
			t.Fatal(err)
		}
	}
	for _, row := range c.rows(t, "INBOX") {
		if row.Body != mail.BodyBroken {
			t.Errorf("%s: body %v", row.Subject, row.Body)
		}
	}
}
