package imap

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// retries says which broken messages are worth another question: each at most
// once in a run, and in a run none after one has broken the connection again.
type retries struct {
	mu    sync.Mutex
	asked map[mail.MessageID]int  // how often, since the program began
	spent map[mail.MessageID]bool // in this run
	over  bool
}

const maxRetries = 50 // in one run

// begin begins a run.
func (t *retries) begin() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.spent, t.over = map[mail.MessageID]bool{}, false
}

// due are those to ask for now, the least asked for first.
func (t *retries) due(broken []store.Missing) []store.Missing {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over {
		return nil
	}
	due := slices.DeleteFunc(slices.Clone(broken), func(m store.Missing) bool { return t.spent[m.ID] })
	slices.SortStableFunc(due, func(a, b store.Missing) int { return cmp.Compare(t.asked[a.ID], t.asked[b.ID]) })
	return due[:min(len(due), max(0, maxRetries-len(t.spent)))]
}

// note counts a question.
func (t *retries) note(id mail.MessageID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.asked == nil {
		t.asked = map[mail.MessageID]int{}
	}
	if t.spent == nil {
		t.spent = map[mail.MessageID]bool{}
	}
	t.asked[id]++
	t.spent[id] = true
}

// end leaves the others to another run.
func (t *retries) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
}

// giveUp marks a message as broken, for this run.
func (r *Remote) giveUp(ctx context.Context, id mail.MessageID) error {
	r.retries.note(id)
	return r.Store.MarkBroken(ctx, id)
}

// retryBroken asks once more for messages that could not be had before.
func (r *Remote) retryBroken(ctx context.Context, s *session) error {
	broken, err := r.Store.BrokenBodies(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	for _, m := range r.retries.due(broken) {
		if m.Size > s.wire.MaxLiteral() {
			continue
		}
		r.retries.note(m.ID)
		switch err := r.fetchOne(ctx, s, m.ID); {
		case err == nil:
			r.Log.Info("a broken message came after all", "message", m.ID)
		case ctx.Err() != nil:
			return ctx.Err()
		case s.lost():
			r.retries.end()
			r.suspects.lost()
			return err
		case !isRefused(err) && !errors.Is(err, mail.ErrNotFound):
			return err
		}
	}
	return nil
}
