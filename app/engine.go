package app

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/compose/outbox"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
	"godwit/sync/store"
)

// remote keeps one account and the store in step, whatever the protocol.
type remote interface {
	Run(ctx context.Context) error                      // until ctx ends or the connection fails
	Once(ctx context.Context) error                     // one full pass
	Poke()                                              // operations were queued, or the user wants mail now
	Fetch(ctx context.Context, id mail.MessageID) error // bring one body into the store, ahead of other work
}

// engine runs a profile's accounts and its outbox. It owns every goroutine
// that talks to a server; each ends before run returns.
type engine struct {
	core
	status *Status
	queue  *outbox.Queue

	mu      sync.Mutex
	running bool
	runners map[accounts.ID]*runner
	served  map[int64]bool // requests that this process has begun to answer
}

func newEngine(c core, status *Status) *engine {
	e := &engine{core: c, status: status, runners: make(map[accounts.ID]*runner), served: make(map[int64]bool)}
	e.queue = &outbox.Queue{
		Store: c.store, Sender: &smtp.Client{Dial: c.dial, Secret: c.secret}, Log: c.log, Now: time.Now, After: time.After,
		Explain: func(err error) string { return Explain(err).Code },
	}
	return e
}

// run holds the engine's place in the profile and works until ctx ends.
func (e *engine) run(ctx context.Context) error {
	release, err := e.hold(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	defer release()

	sub := e.hub.Subscribe()
	defer sub.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var work sync.WaitGroup
	defer work.Wait()
	defer cancel()
	e.setRunning(true)
	defer e.setRunning(false)

	work.Go(func() {
		if err := e.queue.Run(ctx); err != nil && ctx.Err() == nil {
			e.log.Error("outbox stopped", "err", err)
		}
	})
	work.Go(func() {
		if err := e.store.Reindex(ctx, indexText); err != nil && ctx.Err() == nil {
			e.log.Error("search index is behind", "err", err)
		}
	})
	e.follow(ctx, &work)
	e.serve(ctx, &work)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-sub.C:
			e.react(ctx, &work, sub.Take())
		}
	}
}

// hold takes the engine's place, waiting for another process to leave it.
func (e *engine) hold(ctx context.Context) (release func(), err error) {
	for {
		release, err := e.store.Hold(ctx)
		if !errors.Is(err, store.ErrBusy) {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func (e *engine) setRunning(on bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.running = on
}

func (e *engine) react(ctx context.Context, work *sync.WaitGroup, events []event.Event) {
	var follow, serve, send, ops bool
	for _, ev := range events {
		switch ev := ev.(type) {
		case event.Accounts:
			follow = true
		case event.Ops:
			e.nudge(ev.Account)
		case event.Outbox:
			send = true
		case event.Requests:
			serve = true
		case event.Lagged:
			follow, serve, send, ops = true, true, true, true
		}
	}
	if follow {
		e.follow(ctx, work)
	}
	if ops {
		e.nudgePending(ctx)
	}
	if send {
		e.queue.Poke()
	}
	if serve {
		e.serve(ctx, work)
	}
}

// follow starts, restarts and stops runners until they match the accounts.
func (e *engine) follow(ctx context.Context, work *sync.WaitGroup) {
	list, err := e.store.Accounts(ctx)
	if err != nil {
		if ctx.Err() == nil {
			e.log.Error("read accounts", "err", err)
		}
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	keep := make(map[accounts.ID]bool)
	for _, a := range list {
		keep[a.ID] = true
		if r := e.runners[a.ID]; r != nil {
			if reflect.DeepEqual(r.account, a) {
				continue
			}
			r.stop()
		}
		r := newRunner(e, a)
		e.runners[a.ID] = r
		work.Go(func() { r.keep(ctx) })
	}
	for id, r := range e.runners {
		if !keep[id] {
			r.stop()
			delete(e.runners, id)
			e.status.forget(id)
		}
	}
}

// newRemote is the engine for an account's incoming protocol; nil for an
// account that only sends.
func (e *engine) newRemote(a accounts.Account, headersOnly bool, progress func(mail.Progress)) (remote, error) {
	log := e.log.With("account", a.ID)
	switch a.Incoming.Protocol {
	case accounts.IMAP:
		return imap.New(imap.Config{
			Account: a, Store: e.store, Dial: e.dial, Secret: e.secret, Log: log, Progress: progress, HeadersOnly: headersOnly,
		}), nil
	case accounts.POP3:
		return pop3.New(pop3.Config{
			Account: a, Store: e.store, Dial: e.dial, Secret: e.secret, Log: log, Progress: progress,
		}), nil
	case accounts.None, "":
		return nil, nil
	}
	return nil, fmt.Errorf("account %d: no protocol %q", a.ID, a.Incoming.Protocol)
}

func (e *engine) runner(id accounts.ID) *runner {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.runners[id]
}

// poke is a person asking for new mail now. In a process that runs no engine
// the one that does is asked.
func (e *engine) poke(id accounts.ID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.running {
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			defer cancel()
			if _, err := e.store.Ask(ctx, store.Request{Kind: requestSync, Account: id}); err != nil {
				e.log.Warn("ask for new mail", "err", err)
			}
		}()
		return
	}
	for rid, r := range e.runners {
		if id == 0 || rid == id {
			r.ask()
		}
	}
	e.queue.Poke()
}

// nudge says that an account has operations to replay. It does not wake a
// runner that waits for a person: repeated sign-ins lock accounts out.
func (e *engine) nudge(id accounts.ID) {
	if r := e.runner(id); r != nil && r.remote != nil {
		r.remote.Poke()
	}
}

func (e *engine) nudgePending(ctx context.Context) {
	e.mu.Lock()
	runners := make([]*runner, 0, len(e.runners))
	for _, r := range e.runners {
		runners = append(runners, r)
	}
	e.mu.Unlock()
	for _, r := range runners {
		if n, err := e.store.OpsPending(ctx, r.account.ID); err == nil && n > 0 && r.remote != nil {
			r.remote.Poke()
		}
	}
}
