package machine

import (
	"context"
	"sync"
	"testing"
	"time"
)

// fake is a computer that a test plays.
type fake struct {
	t       *testing.T
	Machine *Machine
	ticks   chan time.Time
	settled chan time.Time
	hint    chan struct{}

	mu      sync.Mutex
	battery Answer
	metered Answer
	links   string
	wall    time.Time
	up      time.Duration
	asked   int // for metered
}

func newFake(t *testing.T, announces bool) *fake {
	f := &fake{
		t: t, ticks: make(chan time.Time), settled: make(chan time.Time), hint: make(chan struct{}),
		links: "eth0 192.0.2.1/24", wall: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC),
	}
	f.Machine = &Machine{
		battery: func() Answer { f.mu.Lock(); defer f.mu.Unlock(); return f.battery },
		metered: func(ctx context.Context) Answer {
			if _, ok := ctx.Deadline(); !ok {
				t.Error("asked without a limit")
			}
			f.mu.Lock()
			defer f.mu.Unlock()
			f.asked++
			return f.metered
		},
		links: func() string { f.mu.Lock(); defer f.mu.Unlock(); return f.links },
		announce: func(ctx context.Context, tell func()) {
			for announces {
				select {
				case <-f.hint:
					tell()
				case <-ctx.Done():
					return
				}
			}
		},
		wall:  func() time.Time { f.mu.Lock(); defer f.mu.Unlock(); return f.wall },
		up:    func() time.Duration { f.mu.Lock(); defer f.mu.Unlock(); return f.up },
		every: func(time.Duration) (<-chan time.Time, func()) { return f.ticks, func() {} },
		after: func(time.Duration) <-chan time.Time { return f.settled },
	}
	return f
}

func (f *fake) set(edit func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	edit()
}

// tick lets time pass and looks; when the second look begins the first is over.
func (f *fake) tick(wall, up time.Duration) {
	f.set(func() { f.wall, f.up = f.wall.Add(wall), f.up+up })
	f.ticks <- time.Time{}
	f.ticks <- time.Time{}
}

func expect(t *testing.T, c <-chan Event, what string, want Event) {
	t.Helper()
	select {
	case got, ok := <-c:
		if !ok || got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	case <-time.After(60 * time.Second):
		t.Fatalf("%s: nothing", what)
	}
}

func nothing(t *testing.T, c <-chan Event, what string) {
	t.Helper()
	select {
	case got := <-c:
		t.Errorf("%s: %+v", what, got)
	default:
	}
}

func TestWatch(t *testing.T) {
	f := newFake(t, true)
	ctx, cancel := context.WithCancel(t.Context())
	c := f.Machine.Watch(ctx)
	expect(t, c, "begin", Event{})

	f.tick(lookEvery, lookEvery)
	nothing(t, c, "an ordinary look")
	f.set(func() { f.links = "wlan0 198.51.100.7/24" })
	f.tick(lookEvery, lookEvery)
	nothing(t, c, "what nobody announced")
	f.hint <- struct{}{}
	f.settled <- time.Time{}
	expect(t, c, "another network", Event{Network: true})
	f.hint <- struct{}{}
	f.settled <- time.Time{}
	f.tick(lookEvery, lookEvery)
	nothing(t, c, "the same network")

	f.tick(lookEvery+8*time.Hour, lookEvery)
	expect(t, c, "a clock that stood still", Event{Woke: true})
	f.tick(lookEvery+8*time.Hour, lookEvery+8*time.Hour)
	expect(t, c, "both clocks went on", Event{Woke: true})
	f.tick(lookEvery-time.Hour, lookEvery)
	nothing(t, c, "a clock set back")

	f.set(func() { f.battery, f.metered = Yes, Yes })
	for range meteredEvery {
		f.tick(lookEvery, lookEvery)
	}
	got := <-c
	if got.Network || got.Woke || got.State != (State{Yes, Yes}) {
		t.Errorf("on battery: %+v", got)
	}

	// Nobody takes these.
	f.set(func() { f.links, f.metered = "", No })
	f.tick(lookEvery+time.Hour, lookEvery)
	f.hint <- struct{}{}
	f.settled <- time.Time{}
	f.tick(lookEvery, lookEvery)
	expect(t, c, "several at once", Event{State{Yes, No}, true, true})

	cancel()
	if _, open := <-c; open {
		t.Error("an event after the end")
	}
}

func TestPollsWhereNothingIsAnnounced(t *testing.T) {
	f := newFake(t, false)
	c := f.Machine.Watch(t.Context())
	expect(t, c, "begin", Event{})
	for { // until the watch knows that there are no announcements
		f.set(func() { f.links += "x" })
		f.tick(lookEvery, lookEvery)
		select {
		case got := <-c:
			if got != (Event{Network: true}) {
				t.Errorf("%+v", got)
			}
			f.set(func() {
				if f.asked < 2 {
					t.Error("nobody asked whether the new network is metered")
				}
			})
			return
		default:
		}
	}
}

// The real sources answer something, and leave nothing behind.
func TestThisComputer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := New().Watch(ctx)
	e := <-c
	if e.Network || e.Woke {
		t.Errorf("%+v", e)
	}
	cancel()
	for range c {
	}
}
