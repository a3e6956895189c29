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
	busy := map[accounts.ID]bool{}
	next := map[accounts.ID]time.Time{} // when to look again; missing: now
	defer func() {
		for range len(busy) {
			<-passes
		}
	}()
	for {
		ids, err := q.accounts(ctx)
		if ctx.Err() != nil {
			return nil
		}
		now := q.Now()
		if err != nil {
			q.Log.Warn("outbox cannot be read", "err", err)
			ids = nil
		}
		for _, id := range ids {
			if at, ok := next[id]; busy[id] || len(busy) >= maxBusy || ok && now.Before(at) {
				continue
			}
			busy[id] = true
			delete(next, id)
			go func() {
				at, err := q.drain(ctx, id, ids, 0)
				passes <- pass{id, at, err}
			}()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-q.woken():
			clear(next)
		case p := <-passes:
			delete(busy, p.account)
			next[p.account] = q.lookAgain(p)
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
