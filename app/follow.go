package app

import (
	"context"
	"fmt"
	"reflect"
	"sync"

	"godwit/accounts"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
)

// follow starts, restarts and stops runners until they match the accounts.
// Only run's goroutine calls it.
func (e *engine) follow(ctx context.Context, work *sync.WaitGroup) {
	list, err := e.store.Accounts(ctx)
	if err != nil {
		if ctx.Err() == nil {
			e.log.Error("read accounts", "err", err)
		}
		return
	}
	keep := make(map[accounts.ID]bool)
	for _, a := range list {
		keep[a.ID] = true
		before := e.runner(a.ID)
		if before != nil {
			if reflect.DeepEqual(before.account, a) {
				continue
			}
			before.stop()
		}
		ctx, stop := context.WithCancel(ctx)
		r := newRunner(e, a, stop)
		e.setRunner(a.ID, r)
		work.Go(func() {
			defer stop()
			r.keep(ctx, before)
		})
	}
	for _, r := range e.runnersOf(0) {
		if keep[r.account.ID] {
			continue
		}
		r.stop()
		e.setRunner(r.account.ID, nil)
		work.Go(func() {
			<-r.done // it may speak until then
			e.status.forget(r.account.ID)
		})
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

func (e *engine) setRunner(id accounts.ID, r *runner) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r == nil {
		delete(e.runners, id)
		return
	}
	e.runners[id] = r
}

// runnersOf are the runners of an account, of all with 0.
func (e *engine) runnersOf(id accounts.ID) []*runner {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []*runner
	for rid, r := range e.runners {
		if id == 0 || rid == id {
			out = append(out, r)
		}
	}
	return out
}
