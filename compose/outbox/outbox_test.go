package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
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

const raw = "From: Ada <ada@example.org>\r\nTo: bob@example.net\r\nSubject: x\r\nMessage-ID: <1@example.org>\r\n" +
	"Date: Tue, 03 Nov 2026 09:30:00 +0100\r\n\r\nHello\r\n"

// bench is a real store, a clock of its own and a sender that answers as told.
type bench struct {
	*testing.T
	store *store.Store
	queue *Queue

	mu      sync.Mutex
	now     time.Time
	answer  func(s accounts.Server, env smtp.Envelope) (smtp.Result, error)
	asked   []smtp.Envelope
	servers []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b, _ := newBenchWithHub(t)
	return b
}

func newBenchWithHub(t *testing.T) (*bench, *event.Hub) {
	t.Helper()
	b, hub := &bench{T: t, now: time.Now().Add(time.Second)}, new(event.Hub)
	b.store = open(t, t.TempDir(), hub)
	b.queue = &Queue{Store: b.store, Sender: b, Log: slog.New(slog.DiscardHandler), Now: b.clock, After: time.After}
	b.answer = accept
	return b, hub
}

func open(t *testing.T, dir string, hub *event.Hub) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dir, hub, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func (b *bench) Send(_ context.Context, s accounts.Server, env smtp.Envelope, _ io.ReadSeeker) (smtp.Result, error) {
	b.mu.Lock()
	b.asked = append(b.asked, env)
	b.servers = append(b.servers, s.Host)
	answer := b.answer
	b.mu.Unlock()
	return answer(s, env)
}

func (b *bench) account(name string, copy accounts.SentCopy) accounts.ID {
	b.Helper()
	id, err := b.store.AddAccount(b.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: name + "@example.org"}},
		Outgoing:   accounts.Server{Protocol: accounts.SMTP, Host: name, Port: 587, Security: accounts.STARTTLS, User: name},
		SentCopy:   copy,
	})
	if err != nil {
		b.Fatal(err)
	}
	return id
}

func (b *bench) enqueue(account accounts.ID, to ...string) mail.OutboxID {
	b.Helper()
	o := mail.Outgoing{Account: account, MessageID: "1@example.org", From: "ada@example.org", Subject: "x", Size: int64(len(raw))}
	for _, a := range to {
		o.Recipients = append(o.Recipients, mail.Recipient{Address: a, State: mail.StateQueued})
	}
	id, err := b.store.Enqueue(b.Context(), o, []byte(raw))
	if err != nil {
		b.Fatal(err)
	}
	return id
}

func (b *bench) once() {
	b.Helper()
	if err := b.queue.Once(b.Context()); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) row(id mail.OutboxID) mail.Outgoing {
	b.Helper()
	o, err := b.store.Outgoing(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	return o
}

// state is a row in words: its state, those of its recipients, its attempts.
func (b *bench) state(id mail.OutboxID) string {
	b.Helper()
	o := b.row(id)
	words := []string{string(o.State) + ":"}
	for _, r := range o.Recipients {
		words = append(words, string(r.State))
	}
	return strings.Join(append(words, fmt.Sprint(o.Attempts)), " ")
}

func (b *bench) want(id mail.OutboxID, state string) {
	b.Helper()
	if got := b.state(id); got != state {
		b.Errorf("message %d is %s, want %s", id, got, state)
	}
}

func (b *bench) copies(account accounts.ID) int {
	b.Helper()
	f, err := b.store.FolderByRole(b.Context(), account, mail.Sent)
	if errors.Is(err, mail.ErrNotFound) {
		return 0
	}
	if err != nil {
		b.Fatal(err)
	}
	total, _, err := b.store.Count(b.Context(), mail.ListQuery{Folder: f.ID})
	if err != nil {
		b.Fatal(err)
	}
	return total
}

// say answers each recipient with a state, and the message with an error.
func say(e *mail.SendError, states ...mail.SendState) func(accounts.Server, smtp.Envelope) (smtp.Result, error) {
	return func(_ accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		var r smtp.Result
		for i, a := range env.Recipients {
			s := mail.StateQueued
			if i < len(states) {
				s = states[i]
			}
			r.Recipients = append(r.Recipients, mail.Recipient{Address: a, State: s})
		}
		if e == nil {
			return r, nil
		}
		return r, e
	}
}

func accept(_ accounts.Server, env smtp.Envelope) (smtp.Result, error) {
	var r smtp.Result
	for _, a := range env.Recipients {
		r.Recipients = append(r.Recipients, mail.Recipient{Address: a, State: mail.StateSent, Code: 250})
	}
	return r, nil
}

const (
	sent   = mail.StateSent
	failed = mail.StateFailed
	retry  = mail.StateRetry
	unsure = mail.StateUnsure
	held   = mail.StateHeld
)

func TestStates(t *testing.T) {
	offline := &mail.SendError{Stage: mail.StageConnect, Err: errors.New("refused")}
	tests := []struct {
		name   string
		answer func(accounts.Server, smtp.Envelope) (smtp.Result, error)
		want   string
		next   time.Duration // until the next attempt; 0: none
		copies int
	}{
		{"sent", accept, "sent: sent sent 1", 0, 1},
		{"partial", say(nil, sent, failed), "partial: sent failed 1", 0, 1},
		{"one put off", say(nil, sent, retry), "retry: sent retry 1", time.Minute, 1},
		{"refused", say(&mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 550}, failed, failed), "failed: failed failed 1", 0, 0},
		{"put off", say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry, retry), "retry: retry retry 1", time.Minute, 0},
		{"refused and put off", say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, failed, retry), "retry: failed retry 1", time.Minute, 0},
		{"offline", say(offline), "retry: retry retry 0", 30 * time.Second, 0},
		{"broken within the message", say(&mail.SendError{Stage: mail.StageData}, retry, retry), "retry: retry retry 1", time.Minute, 0},
		{"sign-in", say(&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535}), "held: held held 0", 0, 0},
		{"unsure", say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, unsure, unsure), "unsure: unsure unsure 1", 0, 0},
		{"unsure and refused", say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, failed, unsure), "unsure: failed unsure 1", 0, 0},
		{"an error of another kind", func(accounts.Server, smtp.Envelope) (smtp.Result, error) { return smtp.Result{}, errors.New("odd") }, "retry: retry retry 0", 30 * time.Second, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			a := b.account("ada", accounts.SentByClient)
			b.answer = test.answer
			id := b.enqueue(a, "bob@example.net", "eve@example.com")
			b.once()
			b.want(id, test.want)
			o := b.row(id)
			if wait := o.NextTry.Sub(b.now).Round(time.Second); test.next != 0 && wait != test.next || test.next == 0 && !o.NextTry.IsZero() {
				t.Errorf("next try %v (in %v), want in %v", o.NextTry, wait, test.next)
			}
			if (o.Error == nil) != (o.State == sent) {
				t.Errorf("error %v", o.Error)
			}
			if got := b.copies(a); got != test.copies {
				t.Errorf("%d copies in Sent, want %d", got, test.copies)
			}
			b.once()
			if len(b.asked) != 1 {
				t.Errorf("%d attempts at once", len(b.asked))
			}
		})
	}
}

func TestOnlyTheMissingAreTriedAgain(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(nil, sent, failed, retry)
	id := b.enqueue(a, "one@x.example", "two@x.example", "three@x.example")
	b.once()
	b.want(id, "retry: sent failed retry 1")
	b.answer = accept
	b.pass(time.Minute)
	b.once()
	b.want(id, "partial: sent failed sent 2")
	if got := b.asked[1].Recipients; len(got) != 1 || got[0] != "three@x.example" {
		t.Errorf("tried again for %v", got)
	}
	if got := b.copies(a); got != 1 {
		t.Errorf("%d copies", got)
	}
}

func TestServerFilesTheCopy(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByServer)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.want(id, "sent: sent 1")
	if got := b.copies(a); got != 0 {
		t.Errorf("%d copies", got)
	}
}

func TestSentCopyIsTheMessage(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.enqueue(a, "bob@example.net")
	b.once()
	rows, err := b.store.List(t.Context(), mail.ListQuery{Account: a, Role: mail.Sent})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	got, err := b.store.Raw(t.Context(), rows[0].ID)
	if err != nil || string(got) != raw {
		t.Errorf("raw %q, %v", got, err)
	}
	if r := rows[0]; r.Flags&mail.Seen == 0 || r.Subject != "x" || r.Preview != "Hello" || r.MessageID != "1@example.org" {
		t.Errorf("row %+v", r)
	}
}

func TestWaitsGrowAndEnd(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Code: 450, Text: "greylisted"}, retry)
	id := b.enqueue(a, "bob@example.net")
	var waits []string
	start := b.now
	for range 1000 {
		b.once()
		o := b.row(id)
		if o.State != retry {
			break
		}
		waits = append(waits, o.NextTry.Sub(b.now).Round(time.Minute).String())
		b.pass(o.NextTry.Sub(b.now))
	}
	if got := strings.Join(waits[:10], " "); got != "1m0s 2m0s 5m0s 10m0s 20m0s 40m0s 1h20m0s 2h40m0s 4h0m0s 4h0m0s" {
		t.Errorf("waits %s", got)
	}
	if d := b.now.Sub(start); d < lifetime || d > lifetime+maxWait {
		t.Errorf("gave up after %v", d)
	}
	o := b.row(id)
	if o.State != failed || o.Error == nil || o.Error.Code != 450 || !o.Error.Permanent {
		t.Errorf("ended as %s, %+v", o.State, o.Error)
	}
}

func TestOfflineCostsNothing(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageConnect, Err: errors.New("no route")})
	id := b.enqueue(a, "bob@example.net")
	for range 300 {
		b.once()
		b.pass(time.Hour)
	}
	b.want(id, "retry: retry 0")
	b.once()
	b.answer = accept
	if err := b.queue.NetworkBack(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(id, "sent: sent 1")
}

// TestHoldStopsTheAccount: one refused sign-in, and nothing more until a person
// has done something; other accounts go on.
func TestHoldStopsTheAccount(t *testing.T) {
	b := newBench(t)
	a, other := b.account("ada", accounts.SentByClient), b.account("bea", accounts.SentByClient)
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		if s.Host == "ada" {
			return say(&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535, Text: "wrong"})(s, env)
		}
		return accept(s, env)
	}
	first, second := b.enqueue(a, "bob@example.net"), b.enqueue(a, "bob@example.net")
	third := b.enqueue(other, "bob@example.net")
	b.once()
	b.once()
	b.want(first, "held: held 0")
	b.want(second, "held: held 0")
	b.want(third, "sent: sent 1")
	if len(b.asked) != 2 {
		t.Errorf("%d attempts, want one for each account", len(b.asked))
	}
	b.answer = accept
	if err := b.store.ReleaseHeld(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(first, "sent: sent 1")
	b.want(second, "sent: sent 1")
}

func TestBadMessageDoesNotBlockTheNext(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = func(s accounts.Server, env smtp.Envelope) (smtp.Result, error) {
		switch env.Recipients[0] {
		case "bad@x.example":
			return say(&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550}, failed)(s, env)
		case "grey@x.example":
			return say(&mail.SendError{Stage: mail.StageRcpt, Code: 450}, retry)(s, env)
		}
		return accept(s, env)
	}
	b.enqueue(a, "bad@x.example")
	b.enqueue(a, "grey@x.example")
	good := b.enqueue(a, "good@x.example")
	b.once()
	b.want(good, "sent: sent 1")
	if got := b.asked[0].Recipients[0] + b.asked[1].Recipients[0] + b.asked[2].Recipients[0]; got != "bad@x.examplegrey@x.examplegood@x.example" {
		t.Errorf("order %s", got)
	}
}

func TestUnsureIsNotSentAgain(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageDot, Unsure: true}, failed, unsure)
	again := b.enqueue(a, "no@x.example", "bob@example.net")
	arrived := b.enqueue(a, "no@x.example", "bob@example.net")
	b.once()
	b.answer = accept
	for range 100 {
		b.pass(time.Hour)
		b.once()
	}
	b.want(again, "unsure: failed unsure 1")
	if err := b.store.ResolveOutgoing(t.Context(), again, false); err != nil {
		t.Fatal(err)
	}
	if err := b.store.ResolveOutgoing(t.Context(), arrived, true); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(again, "partial: failed sent 2")
	b.want(arrived, "partial: failed sent 1")
	if got := b.asked[len(b.asked)-1].Recipients; len(got) != 1 || got[0] != "bob@example.net" {
		t.Errorf("sent again to %v", got)
	}
}

func TestFailedCanBeTriedAgain(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550}, failed)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.answer = accept
	if err := b.store.RetryOutgoing(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	b.once()
	b.want(id, "sent: sent 2")
}

func TestNoServer(t *testing.T) {
	b := newBench(t)
	a, err := b.store.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: "ada@example.org"}},
		Outgoing:   accounts.Server{Protocol: accounts.None},
	})
	if err != nil {
		t.Fatal(err)
	}
	id := b.enqueue(a, "bob@example.net")
	b.once()
	b.want(id, "failed: failed 1")
	if o := b.row(id); o.Error == nil || !strings.Contains(o.Error.Text, "no server for sending") {
		t.Errorf("error %+v", o.Error)
	}
}

func TestExplanationIsKept(t *testing.T) {
	b := newBench(t)
	a := b.account("ada", accounts.SentByClient)
	b.queue.Explain = func(err error) string {
		var e *mail.SendError
		if errors.As(err, &e) {
			return fmt.Sprintf("GW-%d", e.Code)
		}
		return "GW-ODD"
	}
	b.answer = say(nil, failed)
	b.answer = say(&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550}, failed)
	id := b.enqueue(a, "bob@example.net")
	b.once()
	if o := b.row(id); o.Error == nil || o.Error.Explained != "GW-550" {
		t.Errorf("error %+v", o.Error)
	}
}
