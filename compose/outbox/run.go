package outbox

import (
	"context"
	"time"

	"godwit/accounts"
)

// pass is what came of working one account's queue.
type pass struct {
	account accounts.ID
	next    time.Time // when something will be due; zero: nothing waits
	err     error
}

// Run works the queue until ctx ends. One message at a time per account;
// accounts do not block one another. It returns nil once everything it started
// has ended.
func (q *Queue) Run(ctx context.Context) error {
	passes := make(chan pass)
	busy := map[accounts.ID]int{}       // the pokes there had been when a pass began
	next := map[accounts.ID]time.Time{} // when to look again; missing: now
	pokes := 0
	var mended time.Time
	defer func() {
		for range len(busy) {
			<-passes
		}
	}()
	for {
		all, err := q.Store.Accounts(ctx)
		now := q.Now()
		if since := now.Sub(mended); err == nil && (since >= lookTime || since < 0) {
			mended, err = now, q.mend(ctx, all)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			q.Log.Warn("outbox cannot be read", "err", err)
		}
		for _, a := range all {
			at, known := next[a.ID]
			if _, ok := busy[a.ID]; ok || len(busy) >= maxBusy || known && now.Before(at) {
				continue
			}
			busy[a.ID] = pokes
			go func() {
				at, err := q.drain(ctx, a.ID, all, 0)
				passes <- pass{a.ID, at, err}
			}()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-q.woken():
			pokes++
			clear(next)
		case p := <-passes:
			if busy[p.account] == pokes || p.err != nil { // else something came in meanwhile
				next[p.account] = q.lookAgain(p)
			}
			delete(busy, p.account)
		case <-q.After(q.sleep(next, err)):
			// The computer may have slept, or its clock been set: ask all again.
			clear(next)
		}
	}
}

// lookAgain is when an account's queue is worth a look without being poked.
func (q *Queue) lookAgain(p pass) time.Time {
	now := q.Now()
	if p.err != nil {
		q.Log.Warn("outbox of account cannot be worked", "account", p.account, "err", p.err)
		return now.Add(badStore)
	}
	if p.next.IsZero() || p.next.After(now.Add(lookTime)) {
		return now.Add(lookTime)
	}
	return p.next
}

// sleep is how long nothing will be due.
func (q *Queue) sleep(next map[accounts.ID]time.Time, err error) time.Duration {
	if err != nil {
		return badStore
	}
	now, least := q.Now(), lookTime
	for _, at := range next {
		least = min(least, at.Sub(now))
	}
	return max(least, 0)
}
