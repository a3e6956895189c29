package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// What one process asks of another that has the same profile open.
const (
	requestSync   = "sync"   // the engine: a full pass
	requestFetch  = "fetch"  // the engine: one body
	requestSend   = "send"   // the engine: try what is due now
	requestSearch = "search" // the engine: ask the server for Arg, see engine.search

	RequestShow   = "show"   // the window: come to the front
	RequestMailto = "mailto" // the window: write to Arg
)

// serve answers what other processes ask of the engine. Only run's goroutine
// calls it.
func (e *engine) serve(ctx context.Context, work *sync.WaitGroup) {
	requests, err := e.store.Requests(ctx)
	if err != nil {
		if ctx.Err() == nil {
			e.log.Warn("read requests", "err", err)
		}
		return
	}
	open := make(map[int64]bool, len(requests))
	for _, q := range requests {
		open[q.ID] = true
		if e.served[q.ID] {
			continue
		}
		e.served[q.ID] = true
		switch q.Kind {
		case requestSync:
			work.Go(func() {
				found, err := e.pass(ctx, q)
				e.answer(ctx, q, reply{Passes: found}, err)
			})
		case requestFetch:
			work.Go(func() { e.answer(ctx, q, reply{}, e.fetch(ctx, q.Message)) })
		case requestSearch:
			work.Go(func() {
				found, err := e.search(ctx, q.Account, q.Arg)
				e.answer(ctx, q, reply{Hits: &found}, err)
			})
		case requestSend:
			e.queue.Poke()
			e.answer(ctx, q, reply{}, nil)
		}
	}
	maps.DeleteFunc(e.served, func(id int64, _ bool) bool { return !open[id] }) // answered
}

// reply is what one process answers another.
type reply struct {
	Problem *Explanation     `json:"problem,omitempty"`
	Passes  []mail.Pass      `json:"passes,omitempty"`
	Hits    *mail.ServerHits `json:"hits,omitempty"`
}

func (e *engine) answer(ctx context.Context, q store.Request, r reply, err error) {
	if err != nil {
		if ctx.Err() != nil {
			return // the next engine answers
		}
		ex := Explain(err)
		r.Problem = &ex
	}
	text := ""
	if r.Problem != nil || len(r.Passes) > 0 || r.Hits != nil {
		b, err := json.Marshal(r)
		if err != nil {
			e.log.Error("write an answer", "kind", q.Kind, "err", err)
		}
		text = string(b)
	}
	if err := e.store.Answer(ctx, q.ID, text); err != nil && ctx.Err() == nil {
		e.log.Warn("answer request", "kind", q.Kind, "err", err)
	}
}

// pass does one full pass over an account, or all. An account that is changed
// meanwhile begins again.
func (e *engine) pass(ctx context.Context, q store.Request) ([]mail.Pass, error) {
	var mu sync.Mutex
	var all []mail.Pass
	err := parallel(e.runnersOf(q.Account), func(r *runner) error {
		for {
			found, err := r.pass(ctx)
			mu.Lock()
			all = append(all, found...)
			mu.Unlock()
			next := e.runner(r.id)
			if !errors.Is(err, errStopped) || ctx.Err() != nil || next == nil || next == r {
				return err
			}
			r = next
		}
	})
	return all, err
}

// fetch brings one body into the store: by this process's engine, else by one
// made for it, else by the process that has the engine.
func (e *engine) fetch(ctx context.Context, id mail.MessageID) error {
	rows, err := e.store.Rows(ctx, []mail.MessageID{id})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return mail.ErrNotFound
	}
	account := rows[0].Account
	if by, _, err := e.store.UIDLOf(ctx, id); err == nil { // which may collect into another's inbox
		account = by
	}
	if r := e.runner(account); r != nil && r.remote != nil {
		return r.remote.Fetch(ctx, id)
	}
	_, err = e.orAsk(ctx, store.Request{Kind: requestFetch, Message: id}, func() error {
		a, err := e.store.Account(ctx, account)
		if err != nil {
			return err
		}
		rem, end, err := e.newRemote(a, manner{})
		defer end()
		if err != nil {
			return err
		}
		if rem == nil {
			return mail.ErrNotFound
		}
		return rem.Fetch(ctx, id)
	})
	return err
}

// orAsk does something in the engine's place, or asks the process that has
// it, waits for the answer, and returns what was found there. Should that
// process end meanwhile, it is done here after all.
func (e *engine) orAsk(ctx context.Context, q store.Request, do func() error) (reply, error) {
	asked := int64(0)
	for {
		release, err := e.store.Hold(ctx)
		if err == nil {
			defer release()
			if err := do(); err != nil || asked == 0 {
				return reply{}, err
			}
			return reply{}, e.store.Answer(ctx, asked, "") // for nobody is to do it again
		}
		if !errors.Is(err, store.ErrBusy) {
			return reply{}, err
		}
		if asked == 0 {
			if asked, err = e.store.Ask(ctx, q); err != nil {
				return reply{}, err
			}
		}
		found, done, err := e.answered(ctx, asked, 2*time.Second)
		if done || err != nil {
			return found, err
		}
	}
}

// answered waits for a request's answer, at most for the given time.
func (e *engine) answered(ctx context.Context, id int64, wait time.Duration) (found reply, done bool, err error) {
	sub := e.hub.Subscribe()
	defer sub.Close()
	timer := time.After(wait)
	for {
		q, err := e.store.Request(ctx, id)
		if err != nil {
			return reply{}, false, err
		}
		if q.Done {
			found, err := replied(q.Error)
			return found, true, err
		}
		select {
		case <-ctx.Done():
			return reply{}, false, ctx.Err()
		case <-timer:
			return reply{}, false, nil
		case <-sub.C:
			sub.Take()
		}
	}
}

func replied(text string) (reply, error) {
	if text == "" {
		return reply{}, nil
	}
	var r reply
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return reply{}, fmt.Errorf("another process: %s", text)
	}
	if r.Problem != nil {
		return r, &explainedError{*r.Problem}
	}
	return r, nil
}

// Request is something another process asks of this one's window.
type Request struct {
	Kind string // RequestShow or RequestMailto
	Arg  string
}

// HoldWindow makes this process the profile's window. ErrWindowOpen: another
// process is, and AskWindow speaks to it.
func (a *App) HoldWindow(ctx context.Context) (release func(), err error) {
	release, err = a.store.HoldWindow(ctx)
	if errors.Is(err, store.ErrBusy) {
		return nil, ErrWindowOpen
	}
	return release, err
}

// ErrWindowOpen: the profile has a window already.
var ErrWindowOpen = errors.New("a window is open on this profile")

// AskWindow asks the profile's window, in another process, for something.
func (a *App) AskWindow(ctx context.Context, q Request) error {
	_, err := a.store.Ask(ctx, store.Request{Kind: q.Kind, Arg: q.Arg})
	return err
}

// WindowRequests takes what was asked of the window since the last call.
func (a *App) WindowRequests(ctx context.Context) ([]Request, error) {
	all, err := a.store.Requests(ctx)
	if err != nil {
		return nil, err
	}
	var out []Request
	for _, q := range all {
		if q.Kind != RequestShow && q.Kind != RequestMailto {
			continue
		}
		if err := a.store.Answer(ctx, q.ID, ""); err != nil {
			return nil, err
		}
		out = append(out, Request{q.Kind, q.Arg})
	}
	return out, nil
}
