package outbox

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// TestDamagedBytes: a message whose bytes have changed on the disk is not sent,
// and says so; those beside it are.
func TestDamagedBytes(t *testing.T) {
	b := newBench(t)
	dir := t.TempDir()
	b.store = open(t, dir, new(event.Hub))
	b.queue.Store = b.store
	a := b.account("ada", accounts.SentByClient)
	bad := b.enqueueRaw(a, raw+strings.Repeat("some words that are not like the others\r\n", 100), "bad@example.net")
	good := b.enqueue(a, "good@example.net")
	packs, err := filepath.Glob(filepath.Join(dir, "bodies-*.pack"))
	if err != nil || len(packs) != 1 {
		t.Fatal(packs, err)
	}
	f, err := os.OpenFile(packs[0], os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("\xff\x00\xff"), 60); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(bad, "failed: failed 1")
	b.want(good, "sent: sent 1")
	if o := b.row(bad); !strings.Contains(o.Error.Text, "damaged on this computer") || len(b.asked) != 1 {
		t.Errorf("%d sent; error %+v", len(b.asked), o.Error)
	}
}

// TestDamagedStore: nothing is sent from rows that cannot be read.
func TestDamagedStore(t *testing.T) {
	b := newBench(t)
	dir := t.TempDir()
	b.store = open(t, dir, new(event.Hub))
	b.queue.Store = b.store
	a := b.account("ada", accounts.SentByClient)
	for range 200 {
		b.enqueue(a, "bob@example.net")
	}
	if err := b.store.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "mail.db")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 8192; i < len(data); i++ { // the schema stays
		data[i] ^= 0x5a
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), dir, new(event.Hub), slog.New(slog.DiscardHandler))
	if err == nil {
		defer s.Close()
		b.store, b.queue.Store = s, s
		err = b.queue.Once(t.Context())
	}
	if !errors.Is(err, store.ErrDamaged) || len(b.asked) != 0 {
		t.Errorf("%v, %d sent", err, len(b.asked))
	}
}

// TestTwoInstances: two programs on one profile send each message once, though
// neither has asked for the engine's place.
func TestTwoInstances(t *testing.T) {
	b := newBench(t)
	dir := t.TempDir()
	b.store = open(t, dir, new(event.Hub))
	a := b.account("ada", accounts.SentByServer)
	const n = 30
	for range n {
		b.enqueue(a, "bob@example.net")
	}
	var work sync.WaitGroup
	for range 2 {
		q := &Queue{Store: open(t, dir, new(event.Hub)), Line: b.line, Log: slog.New(slog.DiscardHandler), Now: b.clock, After: time.After}
		work.Go(func() {
			if err := q.Once(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if len(b.asked) != n {
		t.Errorf("%d submissions of %d messages", len(b.asked), n)
	}
	rows, err := b.store.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range rows {
		if o.State != sent {
			t.Errorf("message %d is %s", o.ID, o.State)
		}
	}
}

// TestClockJumps: whatever the clock does, what is to go at once goes, in the
// order it was queued, and what has a time is not sent before it.
func TestClockJumps(t *testing.T) {
	const years = 10 * 365 * 24 * time.Hour
	for _, jump := range []time.Duration{years, -years, -20 * time.Second} {
		b := newBench(t)
		a := b.account("ada", accounts.SentByClient)
		later, err := b.store.Enqueue(t.Context(), mail.Outgoing{
			Account: a, Recipients: []mail.Recipient{{Address: "later@example.net"}},
			SendAt: b.now.Add(time.Hour), NextTry: b.now.Add(time.Hour),
		}, []byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		undoable, err := b.store.Enqueue(t.Context(), mail.Outgoing{
			Account: a, Recipients: []mail.Recipient{{Address: "undo@example.net"}}, NextTry: b.now.Add(10 * time.Second),
		}, []byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
			if env.Recipients[0] == "grey@example.net" && len(b.asked) == 1 {
				return say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry)(s, env)
			}
			return accept(s, env)
		}
		grey := b.enqueue(a, "grey@example.net")
		b.once()
		b.want(grey, "retry: retry 1")
		b.pass(jump)
		b.once()
		b.pass(2 * time.Minute)
		b.once()
		b.want(grey, "sent: sent 2")
		b.want(undoable, "sent: sent 1")
		if jump < 0 {
			b.want(later, "queued: queued 0")
		} else {
			b.want(later, "sent: sent 1")
		}
	}
}

// TestAccountRemovedMeanwhile: what was being sent when its account went is
// told, not lost.
func TestAccountRemovedMeanwhile(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		if err := b.store.RemoveAccount(t.Context(), a); err != nil {
			t.Error(err)
		}
		return accept(s, env)
	}
	id := b.enqueue(a, "bob@example.net")
	if err := b.queue.Once(t.Context()); err != nil && !errors.Is(err, mail.ErrNotFound) {
		t.Fatal(err)
	}
	b.want(id, "sent: sent 1")
}

// TestThrottled: a server that finds that it is too much gets nothing from the
// account for a while, and other accounts go on.
func TestThrottled(t *testing.T) {
	b := newBench(t)
	a, other := b.account("ada", accounts.SentByClient), b.account("bea", accounts.SentByClient)
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		if s.Host == "ada" {
			return say(&mail.SendError{Stage: mail.StageMail, Code: 451, Enhanced: "4.7.0", Text: "Rate limit exceeded, slow down"})(s, env)
		}
		return accept(s, env)
	}
	first, second := b.enqueue(a, "bob@example.net"), b.enqueue(a, "bob@example.net")
	third := b.enqueue(other, "bob@example.net")
	b.once()
	b.want(first, "retry: retry 1")
	b.want(second, "queued: queued 0")
	b.want(third, "sent: sent 1")
	fourth := b.enqueue(a, "bob@example.net") // comes in while the account waits
	b.pass(9 * time.Minute)
	b.once()
	if len(b.asked) != 2 || !b.row(first).Error.Account {
		t.Errorf("%d attempts, error %+v", len(b.asked), b.row(first).Error)
	}
	b.answer = accept
	b.pass(time.Minute)
	b.once()
	for _, id := range []mail.OutboxID{first, second, fourth} {
		if o := b.row(id); o.State != sent {
			t.Errorf("message %d is %s", id, o.State)
		}
	}
	if b.lines > 4 {
		t.Errorf("%d connections", b.lines)
	}
	for text, want := range map[string]bool{
		"Throttling failure: Maximum sending rate exceeded.": true, "too many messages from you": true, "you may send 100 per hour": true,
		"unusual rate of mail": true, "greylisted": false, "mailbox full": false, "try again later": false, "too many recipients": false,
	} {
		if got := throttled(&mail.SendError{Code: 450, Text: text}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestLateIsSaid: a message at a chosen time that passed while nothing ran is
// sent, and said.
func TestLateIsSaid(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	var said []mail.OutboxID
	b.queue.Late = func(_ context.Context, o mail.Outgoing) { said = append(said, o.ID) }
	at := func(d time.Duration) mail.OutboxID {
		id, err := b.store.Enqueue(t.Context(), mail.Outgoing{
			Account: a, Recipients: []mail.Recipient{{Address: "bob@example.net"}}, SendAt: b.now.Add(d), NextTry: b.now.Add(d),
		}, []byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	early, punctual := at(time.Hour), at(3*time.Hour)
	b.once()
	b.pass(3*time.Hour + time.Minute)
	b.once()
	b.want(early, "sent: sent 1")
	b.want(punctual, "sent: sent 1")
	if len(said) != 1 || said[0] != early {
		t.Errorf("said of %v", said)
	}
}

// TestCopyIsLearned: how long a server is given to file a copy by itself.
func TestCopyIsLearned(t *testing.T) {
	b := newBench(t)
	imap := accounts.Account{SentCopy: accounts.SentAuto, Incoming: accounts.Server{Protocol: accounts.IMAP}}
	for _, c := range []struct {
		edit func(*accounts.Account)
		want time.Duration
	}{
		{func(*accounts.Account) {}, firstLook},
		{func(a *accounts.Account) { a.SentCopy = accounts.SentByClient }, 0},
		{func(a *accounts.Account) { a.Incoming.Protocol = accounts.POP3 }, 0},
	} {
		a := imap
		c.edit(&a)
		until, err := b.queue.lookUntil(t.Context(), a)
		if got := until.Sub(b.now); err != nil || c.want == 0 && !until.IsZero() || c.want != 0 && got != c.want {
			t.Errorf("%+v: until %v, %v", a.SentCopy, until, err)
		}
	}
}
