package machine

import (
	"context"
	"time"
)

// watch is one Watch; its goroutine owns it.
type watch struct {
	*Machine
	c     chan Event
	state State
	seen  string // links
	clock clocks
	looks int
	polls bool // nobody announces changes of the links
}

func (w *watch) run(ctx context.Context) {
	defer close(w.c)
	hints, silent := make(chan struct{}, 1), make(chan struct{})
	go func() {
		defer close(silent)
		w.announce(ctx, func() {
			select {
			case hints <- struct{}{}:
			default:
			}
		})
	}()
	defer func(ended <-chan struct{}) { <-ended }(silent)

	w.seen, w.clock = w.links(), clocks{w.wall(), w.up()}
	w.state = State{w.battery(), w.askMetered(ctx)}
	w.tell(Event{})
	ticks, stop := w.every(lookEvery)
	defer stop()
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-hints:
			if settled == nil {
				settled = w.after(settle)
			}
		case <-settled:
			settled = nil
			w.compare(ctx)
		case <-silent:
			silent, w.polls = nil, true
		case <-ticks:
			w.look(ctx)
		}
	}
}

// look is what is done every few seconds.
func (w *watch) look(ctx context.Context) {
	w.looks++
	now := clocks{w.wall(), w.up()}
	woke := now.sleptSince(w.clock)
	w.clock = now
	if woke {
		w.tell(Event{Woke: true})
	}
	if woke || w.polls {
		w.compare(ctx)
	}
	if woke || w.looks%batteryEvery == 0 {
		w.be(State{w.battery(), w.state.Metered})
	}
	if woke || w.looks%meteredEvery == 0 {
		w.be(State{w.state.Battery, w.askMetered(ctx)})
	}
}

// compare looks whether the network is still the same one. Another may cost
// otherwise.
func (w *watch) compare(ctx context.Context) {
	now := w.links()
	if now == w.seen {
		return
	}
	w.seen = now
	w.tell(Event{Network: true})
	w.be(State{w.state.Battery, w.askMetered(ctx)})
}

func (w *watch) askMetered(ctx context.Context) Answer {
	ctx, cancel := context.WithTimeout(ctx, meteredWait)
	defer cancel()
	return w.metered(ctx)
}

func (w *watch) be(s State) {
	if s != w.state {
		w.state = s
		w.tell(Event{})
	}
}

// tell sends an event, merged with one that nobody has taken. There is always
// room: nobody else sends.
func (w *watch) tell(e Event) {
	e.State = w.state
	select {
	case old := <-w.c:
		e.Network, e.Woke = e.Network || old.Network, e.Woke || old.Woke
	default:
	}
	w.c <- e
}

// clocks are a moment by two clocks: one that people and networks set and that
// goes on while the computer sleeps, and one that on most systems does not.
type clocks struct {
	wall time.Time
	up   time.Duration
}

const (
	gap   = 10 * time.Second // that the wall clock is ahead of the other
	pause = 12 * lookEvery   // between two looks
)

// sleptSince reports whether the computer slept between two looks. A clock
// that was set forward looks the same, and costs a look at the network.
func (c clocks) sleptSince(before clocks) bool {
	passed := c.up - before.up
	return passed > pause || c.wall.Sub(before.wall)-passed > gap
}
