package app

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/accounts/machine"
	"godwit/compose/outbox"
	"godwit/compose/smtp"
	"godwit/sync/event"
	"godwit/sync/store"
)

// engine runs a profile's accounts and its outbox. It owns every goroutine
// that talks to a server; each ends before run returns.
type engine struct {
	core
	status *Status
	queue  *outbox.Queue
	after  func(time.Duration) <-chan time.Time // of back-offs
	random func() float64                       // spreads them
	watch  func(context.Context) <-chan machine.Event
	quiet  quiet
	online chan struct{}  // an account is in step again after a failure
	work   sync.WaitGroup // runs and errands, for close

	// Of run's goroutine.
	served    map[int64]bool   // requests begun and not yet answered
	pauseEnds <-chan time.Time // nil: not by itself

	alerts sync.Mutex // one is kept at a time

	mu      sync.Mutex
	closed  bool
	cancels map[int]context.CancelFunc // of the runs and errands there are
	nextRun int
	running bool
	runners map[accounts.ID]*runner
}

func newEngine(c core, status *Status, o Options) *engine {
	if o.After == nil {
		o.After = time.After
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	if o.Machine == nil {
		o.Machine = machine.New().Watch
	}
	e := &engine{
		core: c, status: status, after: o.After, random: o.Random, watch: o.Machine, online: make(chan struct{}, 1),
		quiet:   quiet{changed: make(chan struct{}, 1)},
		cancels: make(map[int]context.CancelFunc), runners: make(map[accounts.ID]*runner),
	}
	client := &smtp.Client{Dial: c.dial, Secret: c.secret, Renew: c.renew}
	e.queue = &outbox.Queue{
		Store: c.store, Line: func(s accounts.Server) outbox.Line { return client.Line(s) }, Log: c.log, Now: time.Now, After: time.After,
		Explain: func(err error) string { return Explain(err).Code }, Find: e.findSent, Nudge: e.nudge, Late: e.noteLate, Progress: status.sending,
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
	watched := e.watch(ctx)
	defer func() {
		cancel()
		for range watched { // until it is closed
		}
		work.Wait()
		e.setRunning(false)
		e.status.clear()
	}()

	work.Go(func() {
		if err := e.queue.Run(ctx); err != nil && ctx.Err() == nil {
			e.log.Error("outbox stopped", "err", err)
		}
	})
	work.Go(func() { e.index(ctx) })
	work.Go(func() { newDeliveries(e.core).watch(ctx) })
	work.Go(func() { e.keepDrafts(ctx) })
	work.Go(func() { e.learnPeople(ctx) })
	e.hush(ctx, nil)
	if e.quiet.asksMachine() { // the first pass is to know
		if first, ok := <-watched; ok {
			e.hush(ctx, &first.State)
		}
	}
	e.follow(ctx, &work)
	e.serve(ctx, &work)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-sub.C:
			e.react(ctx, &work, sub.Take())
		case ev, ok := <-watched:
			if ok { // else ctx has ended
				e.moved(ctx, ev)
			}
		case <-e.quiet.changed:
			e.hush(ctx, nil)
		case <-e.pauseEnds:
			e.hush(ctx, nil)
		case <-e.online:
			e.sendAgain(ctx)
		}
	}
}

// index brings the search index in step, and again whenever damage to it was
// found.
func (e *engine) index(ctx context.Context) {
	for ctx.Err() == nil {
		if err := e.store.Reindex(ctx, readForIndex); err != nil && ctx.Err() == nil {
			e.log.Error("search index is behind", "err", err)
		}
		if err := e.store.Renew(ctx, readForIndex); err != nil && ctx.Err() == nil {
			e.log.Error("search index lacks attachments", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-e.store.Emptied():
		}
	}
}

// moved is the computer in another place, or at another time. Connections may
// be dead without a word, and what waited for the network need not.
func (e *engine) moved(ctx context.Context, ev machine.Event) {
	e.hush(ctx, &ev.State)
	if !ev.Network && !ev.Woke {
		return
	}
	e.log.Info("looking at every connection", "network", ev.Network, "woke", ev.Woke)
	for _, r := range e.runnersOf(0) {
		r.moved()
	}
	e.sendAgain(ctx)
}

// sendAgain tries what waits for the network.
func (e *engine) sendAgain(ctx context.Context) {
	if err := e.queue.NetworkBack(ctx); err != nil && ctx.Err() == nil {
		e.log.Warn("try what waits for the network", "err", err)
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
	var follow, serve, send, ops, hush bool
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
			follow, serve, send, ops, hush = true, true, true, true, true
		}
	}
	if hush {
		e.hush(ctx, nil)
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
		if n, err := e.store.OpsPending(ctx, r.id); err == nil && n > 0 {
			e.nudge(r.id)
		}
	}
}
