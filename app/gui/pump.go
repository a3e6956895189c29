package gui

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"godwit/sync/event"
)

// pump is the bridge between a profile's goroutines and the UI goroutine. It
// lives as long as the profile is shown; afterwards nothing is posted any more.
type pump struct {
	stop context.CancelFunc
	done <-chan struct{}
	work sync.WaitGroup
	post func(func()) // runs a function on the UI goroutine, later, in order
	run  func(func(context.Context))
}

// newPump posts through post; nil means Fyne's own queue.
func newPump(ctx context.Context, post func(func())) *pump {
	if post == nil {
		post = fyne.Do
	}
	ctx, stop := context.WithCancel(ctx)
	p := &pump{stop: stop, done: ctx.Done(), post: post}
	p.run = func(f func(context.Context)) { p.work.Go(func() { f(ctx) }) }
	return p
}

// close ends every wait and returns when all work has.
func (p *pump) close() {
	p.stop()
	p.work.Wait()
}

func (p *pump) closed() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// later posts f unless the pump is closed by then.
func (p *pump) later(f func()) {
	p.post(func() {
		if !p.closed() {
			f()
		}
	})
}

// load runs work away from the UI goroutine, then show on it. show is not
// called any more when the profile was closed meanwhile.
func load[T any](p *pump, work func(context.Context) (T, error), show func(T, error)) {
	p.run(func(ctx context.Context) {
		v, err := work(ctx)
		p.later(func() { show(v, err) })
	})
}

// do is load for work with no result but success.
func do(p *pump, work func(context.Context) error, show func(error)) {
	load(p, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) },
		func(_ struct{}, err error) { show(err) })
}

// timer is a pending call on the UI goroutine.
type timer struct {
	t       *time.Timer
	stopped bool // UI goroutine only
}

// after calls f on the UI goroutine when d has passed.
func (p *pump) after(d time.Duration, f func()) *timer {
	t := &timer{}
	t.t = time.AfterFunc(d, func() {
		p.later(func() {
			if !t.stopped {
				f()
			}
		})
	})
	return t
}

// cancel makes sure that the call does not happen any more. A nil timer is fine.
func (t *timer) cancel() {
	if t != nil {
		t.stopped = true
		t.t.Stop()
	}
}

// calm is how long news are gathered before the views hear of them: one turn of
// the UI goroutine for a whole burst.
const calm = 30 * time.Millisecond

// watch hands every batch of events to take, one batch at a time.
func (p *pump) watch(sub *event.Subscription, take func([]event.Event)) {
	p.run(func(ctx context.Context) {
		defer sub.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case <-sub.C:
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(calm):
			}
			batch, taken := sub.Take(), make(chan struct{})
			if len(batch) == 0 {
				continue
			}
			p.later(func() { take(batch); close(taken) })
			select {
			case <-ctx.Done():
				return
			case <-taken:
			}
		}
	})
}
