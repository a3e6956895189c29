// Package machine knows what this computer is doing, as far as that matters to
// a mail program: whether it runs on its battery, whether its network costs by
// volume, that the network changed, that it woke from sleep.
//
// It changes nothing, opens no connection to anywhere else and asks for no
// rights. What a system does not tell is Unknown, never a guess; a source that
// fails is passed over, and where the system does not announce changes of its
// network they are looked for every few seconds.
package machine

import (
	"context"
	"time"
)

// Answer is to a question that a system may not be able to answer.
type Answer int

const (
	Unknown Answer = iota
	No
	Yes
)

// State is how the computer stands.
type State struct {
	Battery Answer // it runs on its battery
	Metered Answer // its network costs by volume
}

// Event is something that happened. Events that nobody took yet become one.
type Event struct {
	State   State // as it is now
	Network bool  // an address or a default route came or went
	Woke    bool  // it slept, or the program was stopped for long
}

// Machine looks at this computer.
type Machine struct {
	battery  func() Answer
	metered  func(context.Context) Answer
	links    func() string                          // differs when the network does
	announce func(ctx context.Context, tell func()) // calls tell when links may differ; returns when ctx ends, or when it cannot
	wall     func() time.Time
	up       func() time.Duration // of a clock that nobody sets
	every    func(time.Duration) (ticks <-chan time.Time, stop func())
	after    func(time.Duration) <-chan time.Time
}

// New does no I/O.
func New() *Machine {
	began := time.Now()
	return &Machine{
		battery: battery, metered: metered, links: links, announce: announce,
		wall: func() time.Time { return time.Now().Round(0) },
		up:   func() time.Duration { return time.Since(began) },
		every: func(d time.Duration) (<-chan time.Time, func()) {
			t := time.NewTicker(d)
			return t.C, t.Stop
		},
		after: time.After,
	}
}

const (
	lookEvery    = 5 * time.Second        // at the clocks, and at the links where nothing announces them
	batteryEvery = 6                      // looks
	meteredEvery = 12                     // looks
	settle       = 500 * time.Millisecond // a link comes up in several steps
	meteredWait  = time.Second            // for the service that knows
)

// Watch sends an event at once, with the state, and then when something
// happens. The channel is closed when ctx has ended and nothing of the watch
// is left. A slow receiver delays nobody.
func (m *Machine) Watch(ctx context.Context) <-chan Event {
	w := &watch{Machine: m, c: make(chan Event, 1)}
	go w.run(ctx)
	return w.c
}
