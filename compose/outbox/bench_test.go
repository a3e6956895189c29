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
	lines   int
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
	b.queue = &Queue{Store: b.store, Line: b.line, Log: slog.New(slog.DiscardHandler), Now: b.clock, After: time.After}
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

func (b *bench) line(s accounts.Server) Line {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines++
	return benchLine{b, s}
}

type benchLine struct {
	b      *bench
	server accounts.Server
}

func (l benchLine) Close() {}

func (l benchLine) Send(_ context.Context, env smtp.Envelope, _ io.ReadSeeker) (smtp.Result, error) {
	b := l.b
	b.mu.Lock()
	b.asked = append(b.asked, env)
	b.servers = append(b.servers, l.server.Host)
	answer := b.answer
	b.mu.Unlock()
	return answer(l.server, env)
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
	return b.enqueueRaw(account, raw, to...)
}

func (b *bench) enqueueRaw(account accounts.ID, raw string, to ...string) mail.OutboxID {
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
