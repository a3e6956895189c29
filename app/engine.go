package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/compose/outbox"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/mail"
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
	after  func(time.Duration) <-chan time.Time // of back-offs
	online chan struct{}                        // an account is in step again after a failure
	work   sync.WaitGroup                       // runs and errands, for close
	served map[int64]bool                       // requests begun and not yet answered; of run's goroutine

	mu      sync.Mutex
	closed  bool
	cancels map[int]context.CancelFunc // of the runs and errands there are
	nextRun int
	running bool
	runners map[accounts.ID]*runner
}

func newEngine(c core, status *Status, after func(time.Duration) <-chan time.Time) *engine {
	if after == nil {
		after = time.After
	}
	e := &engine{
		core: c, status: status, after: after, online: make(chan struct{}, 1),
		cancels: make(map[int]context.CancelFunc), runners: make(map[accounts.ID]*runner),
	}
	e.queue = &outbox.Queue{
		Store: c.store, Sender: &smtp.Client{Dial: c.dial, Secret: c.secret}, Log: c.log, Now: time.Now, After: time.After,
		Explain: func(err error) string { return Explain(err).Code },
	}
	return e
}

// enter ties work to the engine: close cancels it and waits for it to leave.
func (e *engine) enter(ctx context.Context) (_ context.Context, leave func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, nil, ErrClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	n := e.nextRun
	e.nextRun++
	e.cancels[n] = cancel
	e.work.Add(1)
	return ctx, func() {
		cancel()
		e.mu.Lock()
		delete(e.cancels, n)
		e.mu.Unlock()
		e.work.Done()
	}, nil
}

// close ends what runs and waits for it.
func (e *engine) close() {
	e.mu.Lock()
	e.closed = true
	for _, cancel := range e.cancels {
		cancel()
	}
	e.mu.Unlock()
	e.work.Wait()
}

// run holds the engine's place in the profile and works until ctx ends.
func (e *engine) run(ctx context.Context) error {
	ctx, leave, err := e.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
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
	var work sync.WaitGroup
	e.served = make(map[int64]bool)
	e.setRunning(true)
	defer func() {
		cancel()
		work.Wait()
		e.setRunning(false)
		e.status.clear()
	}()

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
		case <-e.online:
			if err := e.queue.NetworkBack(ctx); err != nil && ctx.Err() == nil {
				e.log.Warn("try what waits for the network", "err", err)
			}
		}
	}
}

// networkBack says that a server was reached after a failure.
func (e *engine) networkBack() {
	select {
	case e.online <- struct{}{}:
	default:
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
	clear(e.runners)
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

func (e *engine) isRunning() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.running
}

const askWait = 5 * time.Second // for the store to take a request

// poke is a person asking for new mail now. In a process that runs no engine
// the one that does is asked, without making the caller wait for the disk.
func (e *engine) poke(id accounts.ID) {
	if !e.isRunning() {
		ctx, leave, err := e.enter(context.Background())
		if err != nil {
			return
		}
		go func() {
			defer leave()
			ctx, cancel := context.WithTimeout(ctx, askWait)
			defer cancel()
			if _, err := e.store.Ask(ctx, store.Request{Kind: requestSync, Account: id}); err != nil && ctx.Err() == nil {
				e.log.Warn("ask for new mail", "err", err)
			}
		}()
		return
	}
	for _, r := range e.runnersOf(id) {
		r.ask()
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
	for _, r := range e.runnersOf(0) {
		if n, err := e.store.OpsPending(ctx, r.account.ID); err == nil && n > 0 {
			e.nudge(r.account.ID)
		}
	}
}
