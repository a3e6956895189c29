package imap

import (
	"sync"
	"time"
)

const (
	headerCost = 1200             // octets that a message's header and its line of the list come to
	lookBack   = 15 * time.Second // what the speed is taken from
	settleIn   = 10 * time.Second // how fast a new estimate takes the place of an old one
	firstGuess = 4 * time.Second  // before which nothing is said
)

// estimate is how long a pass still takes: what is to come, over what came of
// late. It counts octets; a header is so many. What is said drifts towards the
// truth and does not jump.
type estimate struct {
	now func() time.Time

	mu       sync.Mutex
	begun    time.Time
	ahead    int64 // octets to come
	unlisted int   // messages of which only the number is known
	listed   int   // those whose size is
	sizes    int64
	done     int64
	samples  []sample
	said     time.Duration
	saidAt   time.Time
}

type sample struct {
	at   time.Time
	done int64
}

func newEstimate(now func() time.Time) *estimate {
	e := &estimate{now: now, begun: now()}
	e.samples = []sample{{at: e.begun}}
	return e
}

// plan adds octets of bodies to what is to come, or takes them off.
func (e *estimate) plan(octets int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ahead += octets
}

// expect adds messages of which only the number is known, or takes them off.
func (e *estimate) expect(messages int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.unlisted += messages
}

// list takes note of messages whose headers came and whose bodies are to come:
// the others are taken to be as large.
func (e *estimate) list(messages int, octets int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.listed += messages
	e.sizes += octets
}

// did notes octets of bodies that came and were to come.
func (e *estimate) did(octets int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ahead -= octets
	e.came(octets)
}

// didHeaders notes headers that came and were expected.
func (e *estimate) didHeaders(messages int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.unlisted -= messages
	e.came(int64(messages) * headerCost)
}

func (e *estimate) came(octets int64) {
	now := e.now()
	e.done += octets
	if now.Sub(e.samples[len(e.samples)-1].at) >= lookBack/30 {
		e.samples = append(e.samples, sample{now, e.done})
	}
	for len(e.samples) > 2 && now.Sub(e.samples[1].at) > lookBack {
		e.samples = e.samples[1:]
	}
}

// left is how long it still takes; 0 while nobody can know.
func (e *estimate) left() time.Duration {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.now()
	span := now.Sub(e.samples[0].at).Seconds()
	came := e.done - e.samples[0].done
	if now.Sub(e.begun) < firstGuess || came <= 0 || span <= 0 {
		return 0
	}
	each := int64(headerCost)
	if e.listed > 0 {
		each += e.sizes / int64(e.listed)
	}
	ahead := max(0, e.ahead) + int64(max(0, e.unlisted))*each
	guess := time.Duration(float64(ahead) / (float64(came) / span) * float64(time.Second))
	if e.saidAt.IsZero() {
		e.said = guess
	} else {
		passed := now.Sub(e.saidAt)
		e.said -= passed
		e.said += time.Duration(float64(guess-e.said) * min(1, passed.Seconds()/settleIn.Seconds()))
	}
	e.saidAt = now
	e.said = max(0, e.said)
	return e.said
}
