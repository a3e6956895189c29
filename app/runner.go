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
	account accounts.Account
	remote  remote // nil: the account only sends
	engine  *engine
	wake    chan struct{} // a person asks for mail
	stop    context.CancelFunc
	done    chan struct{} // closed when nothing of the runner is left

	mu      sync.Mutex
	live    bool // since the last Run began
	failed  bool // since it was last live
	waiting []*waiter
}

// waiter wants a pass that begins after it asked.
type waiter struct {
	begun bool
	done  chan error // has room for one
}

// errStopped: the account was changed or removed, or the engine ends.
var errStopped = errors.New("the account's engine was stopped")

func newRunner(e *engine, a accounts.Account, stop context.CancelFunc) *runner {
	r := &runner{account: a, engine: e, wake: make(chan struct{}, 1), stop: stop, done: make(chan struct{})}
	rem, err := e.newRemote(a, false, r.progress)
	if err != nil {
		e.log.Error("account cannot run", "account", a.ID, "err", err)
	}
	r.remote = rem
	return r
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

// backoff is how many seconds to wait after each failure in a row.
var backoff = [...]time.Duration{1, 2, 5, 10, 30, 60, 120, 300}

// keep runs the remote until ctx ends. It begins when the runner that the
// account had before is gone: two never speak for one account.
func (r *runner) keep(ctx context.Context, before *runner) {
	defer close(r.done)
	if before != nil {
		<-before.done
	}
	if ctx.Err() != nil {
		return
	}
	if r.remote == nil {
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
		r.engine.log.Warn("account stopped", "account", r.account.ID, "err", err)
		if r.finish(err) {
			failures = 0
		}
		if !r.pause(ctx, Explain(err), failures) {
			return
		}
	}
}

// begin notes a new run; a wake from before it is spent.
func (r *runner) begin() {
	select {
	case <-r.wake:
	default:
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

// pause waits before the next run; false when there is none.
func (r *runner) pause(ctx context.Context, ex Explanation, failures int) bool {
	var timer <-chan time.Time
	r.set(func(s *AccountStatus) {
		s.Problem = &ex
		switch ex.Needs {
		case NeedsLogin:
			s.State = NeedsPassword
		case NeedsTrust:
			s.State = Untrusted
		default:
			wait := backoff[min(failures, len(backoff)-1)] * time.Second
			s.State, s.Until = Waiting, time.Now().Add(wait)
			if ex.Code == "GW-NET-DNS" || ex.Code == "GW-NET-UNREACHABLE" || ex.Code == "GW-NET-NO-HOST" {
				s.State = Offline
			}
			timer = r.engine.after(wait)
		}
	})
	select {
	case <-ctx.Done():
		return false
	case <-r.wake:
	case <-timer:
	}
	return true
}

// progress hears the remote.
func (r *runner) progress(p mail.Progress) {
	r.set(func(s *AccountStatus) {
		switch p.Stage {
		case mail.Connecting:
			s.State = Connecting
		case mail.Syncing:
			s.State, s.Folder, s.Done, s.Total = Syncing, p.Path, p.Done, p.Total
			s.Problem = nil
		case mail.Live:
			s.State, s.Folder, s.Done, s.Total = Live, "", 0, 0
			s.Problem, s.Synced = nil, time.Now()
		}
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case p.Begins():
		for _, w := range r.waiting {
			w.begun = true
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

// pass asks for a pass and waits for it to end; errStopped where the runner
// ends first.
func (r *runner) pass(ctx context.Context) error {
	if r.remote == nil {
		return nil
	}
	w := &waiter{done: make(chan error, 1)}
	r.mu.Lock()
	r.waiting = append(r.waiting, w)
	r.mu.Unlock()
	r.ask()
	select {
	case err := <-w.done:
		return err
	case <-r.done:
		return errStopped
	case <-ctx.Done():
		r.mu.Lock()
		defer r.mu.Unlock()
		r.waiting = slices.DeleteFunc(r.waiting, func(o *waiter) bool { return o == w })
		return ctx.Err()
	}
}

func (r *runner) set(edit func(*AccountStatus)) { r.engine.status.set(r.account.ID, edit) }
