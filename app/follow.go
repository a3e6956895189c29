package app

import (
	"context"
	"sync"

	"godwit/accounts"
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
			if before.link == linkOf(a) {
				before.hand(a)
				continue
			}
			before.stop()
		}
		ctx, stop := context.WithCancel(ctx)
		r := newRunner(e, a, stop)
		e.setRunner(a.ID, r)
		work.Go(func() {
			defer stop()
			r.run(ctx, before)
		})
	}
	for _, r := range e.runnersOf(0) {
		if keep[r.id] {
			continue
		}
		r.stop()
		e.setRunner(r.id, nil)
		work.Go(func() {
			<-r.done // it may speak until then
			e.forgetLog(r.id)
			e.status.forget(r.id)
		})
	}
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
