package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// runner keeps one account's remote running: it starts it again after a
// failure, later each time, and not at all when only a person can help.
type runner struct {
	id     accounts.ID
	link   link          // what it was made for
	keep   accounts.Keep // of run's goroutine
	remote remote        // nil: the account only sends
	end    func()        // of what the remote writes to
	engine *engine
	wake   chan struct{} // a person asks for mail
	retry  chan struct{} // the network is another one
	stop   context.CancelFunc
	done   chan struct{} // closed when nothing of the runner is left

	mu      sync.Mutex
	live    bool // since the last Run began
	failed  bool // since it was last live
	waiting []*waiter
}

// link is what of an account a connection depends on. Whatever else changes,
// a name, a signature, which bodies are kept, the connection may stay.
type link struct {
	server    accounts.Server
	secrets   accounts.Place
	leaveDays int
	deleteToo bool
	into      accounts.ID
	revision  int // a new password, or a person wants another try
}

func linkOf(a accounts.Account) link {
	return link{a.Incoming, a.Secrets, a.LeaveDays, a.DeleteToo, a.Into, a.Revision}
}

// waiter wants a pass that begins after it asked.
type waiter struct {
	begun bool
	found []mail.Pass // by the pass that began
	done  chan error  // has room for one
}

// errStopped: the account was changed or removed, or the engine ends.
var errStopped = errors.New("the account's engine was stopped")

func newRunner(e *engine, a accounts.Account, stop context.CancelFunc) *runner {
	r := &runner{
		id: a.ID, link: linkOf(a), keep: a.Keep, engine: e, wake: make(chan struct{}, 1), retry: make(chan struct{}, 1),
		stop: stop, done: make(chan struct{}),
	}
	var err error
	if r.remote, r.end, err = e.newRemote(a, manner{quiet: e.quiet.now, progress: r.progress}); err != nil {
		e.log.Error("account cannot run", "account", a.ID, "err", err)
	}
	return r
}

// hand passes on what changed of an account and needs no other connection.
func (r *runner) hand(a accounts.Account) {
	if a.Keep == r.keep || r.remote == nil {
		return
	}
	r.keep = a.Keep
	r.remote.Poke() // the next pass goes by the rule that is stored
}

// moved says that the network is another one, or that the computer slept.
func (r *runner) moved() {
	select {
	case r.retry <- struct{}{}:
	default:
	}
	if r.remote != nil {
		r.remote.Recheck()
	}
}

// ask wakes the account because a person wants its mail now.
func (r *runner) ask() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
	if r.remote != nil {
		r.remote.Poke()
	}
}

// run runs the remote until ctx ends. It begins when the runner that the
// account had before is gone: two never speak for one account.
func (r *runner) run(ctx context.Context, before *runner) {
	defer close(r.done)
	defer r.end()
	if before != nil {
		<-before.done
	}
	if ctx.Err() != nil {
		return
	}
	if r.remote == nil {
		r.engine.forgetLog(r.id)
		r.set(func(s *AccountStatus) { *s = AccountStatus{Account: s.Account, State: SendOnly} })
		return
	}
	for failures := 0; ; failures++ {
		r.begin()
		err := r.remote.Run(ctx)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			err = errors.New("the connection ended")
		}
		r.engine.log.Warn("account stopped", "account", r.id, "err", err)
		if r.finish(err) {
			failures = 0
		}
		switch r.pause(ctx, err, failures) {
		case stopped:
			return
		case elsewhere:
			failures = -1
		}
	}
}

// begin notes a new run; what was to wake it is spent.
func (r *runner) begin() {
	for _, c := range []chan struct{}{r.wake, r.retry} {
		select {
		case <-c:
		default:
		}
	}
	r.mu.Lock()
	r.live = false
	r.mu.Unlock()
	r.set(func(s *AccountStatus) { s.State, s.Until = Connecting, time.Time{} })
}

// finish tells those who wait for a pass that there will be none, and whether
// the run had been in step.
func (r *runner) finish(err error) (wasLive bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, w := range r.waiting {
		w.done <- err
	}
	r.waiting = nil
	r.failed = true
	return r.live
}

// ending is why a pause is over.
type ending int

const (
	stopped ending = iota
	again
	elsewhere // the network is another one: failures before say nothing
)

// pause waits before the next run.
func (r *runner) pause(ctx context.Context, err error, failures int) ending {
	ex := Explain(err)
	var timer <-chan time.Time
	var retry <-chan struct{}
	r.set(func(s *AccountStatus) {
		s.Problem = &ex
		switch {
		case ex.Needs == NeedsLogin && !(ex.Code == codeNotConnected && failures < doubts):
			s.State = NeedsPassword
		case ex.Needs == NeedsTrust:
			s.State = Untrusted
		default:
			wait, asked := r.engine.rest(err, ex.Code, failures)
			s.State, s.Until = Waiting, time.Now().Add(wait)
			if ex.Code == "GW-NET-DNS" || ex.Code == "GW-NET-UNREACHABLE" || ex.Code == "GW-NET-NO-HOST" {
				s.State = Offline
			}
			timer = r.engine.after(wait)
			if !asked {
				retry = r.retry
			}
		}
	})
	select {
	case <-ctx.Done():
		return stopped
	case <-retry:
		return elsewhere
	case <-r.wake:
	case <-timer:
	}
	return again
}

// doubts is how often a server may sign us in and give us no mailbox before it
// is not a fault of its own.
const doubts = 3

// progress hears the remote.
func (r *runner) progress(p mail.Progress) {
	switch p.Stage {
	case mail.Connecting:
		r.set(func(s *AccountStatus) { s.State = Connecting })
	case mail.Syncing:
		r.engine.status.syncing(r.id, p)
	case mail.Live:
		r.set(func(s *AccountStatus) {
			*s = AccountStatus{Account: s.Account, State: Live, Synced: time.Now()}
		})
		r.engine.noteQuota(r.id, r.remote)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case p.Begins():
		for _, w := range r.waiting {
			w.begun = true
		}
	case p.Pass != nil:
		for _, w := range r.waiting {
			if w.begun {
				w.found = append(w.found, *p.Pass)
			}
		}
	case p.Stage == mail.Live:
		r.live = true
		if r.failed {
			r.failed = false
			r.engine.networkBack()
		}
		r.waiting = slices.DeleteFunc(r.waiting, func(w *waiter) bool {
			if w.begun {
				w.done <- nil
			}
			return w.begun
		})
	}
}

// pass asks for a pass, waits for it to end and says what it found; errStopped
// where the runner ends first.
func (r *runner) pass(ctx context.Context) ([]mail.Pass, error) {
	if r.remote == nil {
		return nil, nil
	}
	w := &waiter{done: make(chan error, 1)}
	r.mu.Lock()
	r.waiting = append(r.waiting, w)
	r.mu.Unlock()
	r.ask()
	select {
	case err := <-w.done: // nothing is added to w any more
		return w.found, err
	case <-r.done:
		return nil, errStopped
	case <-ctx.Done():
		r.mu.Lock()
		defer r.mu.Unlock()
		r.waiting = slices.DeleteFunc(r.waiting, func(o *waiter) bool { return o == w })
		return nil, ctx.Err()
	}
}

func (r *runner) set(edit func(*AccountStatus)) { r.engine.status.set(r.id, edit) }
