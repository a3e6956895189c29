package gui

import (
	"context"
	"errors"
	"testing"

	"godwit/sync/event"
)

// turns is a UI goroutine that works when the test says so.
type turns chan func()

func (q turns) post(f func()) { q <- f }
func (q turns) one()          { (<-q)() }

func TestLoadShowsOnTheUIGoroutine(t *testing.T) {
	q := make(turns, 10)
	p := newPump(t.Context(), q.post)
	wrong := errors.New("wrong")
	var got error
	do(p, func(context.Context) error { return wrong }, func(err error) { got = err })
	if q.one(); !errors.Is(got, wrong) {
		t.Errorf("shown: %v", got)
	}

	shown := false
	do(p, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, func(error) { shown = true })
	p.close() // returns although the work waits: its context ended
	if q.one(); shown {
		t.Error("a view that is gone was shown something")
	}
}

func TestWatchGathersEvents(t *testing.T) {
	q := make(turns, 10)
	p := newPump(t.Context(), q.post)
	defer p.close()
	hub := new(event.Hub)
	var batches [][]event.Event
	sub := hub.Subscribe()
	for range 200 {
		hub.Publish(event.Outbox{})
	}
	p.watch(sub, func(b []event.Event) { batches = append(batches, b) })
	q.one()
	n := 0
	for _, b := range batches {
		n += len(b)
	}
	if len(batches) != 1 || n != 200 {
		t.Errorf("%d events in %d turns, want 200 in one", n, len(batches))
	}
}

func TestPassphrase(t *testing.T) {
	if s, _ := NewPassphrase("known").Ask(); s != "known" {
		t.Errorf("a known passphrase was answered with %q", s)
	}
	p := NewPassphrase("")
	answers := make(chan string)
	ask := func() {
		s, _ := p.Ask()
		answers <- s
	}
	go ask() // before there is a window
	p.connect(func(reply func(string)) { reply("typed"); reply("closed afterwards") })
	if s := <-answers; s != "typed" {
		t.Errorf("answered %q", s)
	}
	p.show = func(func(string)) {} // nobody answers
	go ask()
	p.end()
	if s := <-answers; s != "" {
		t.Errorf("answered %q after the window had gone", s)
	}
}
