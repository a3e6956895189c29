package model

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestPace types at random and kills at every moment: what is lost is never
// older than a second, when a saving takes up to 150 ms.
func TestPace(t *testing.T) {
	const takes = 150 * time.Millisecond
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		var p Pace
		now := time.Unix(0, 0)
		var due, unsaved time.Time // when it is saved next; the first change that is on no disk
		saves, changes := 0, 0
		for range 400 {
			now = now.Add(time.Duration(r.ExpFloat64() * float64(120*time.Millisecond) * float64(1+round%5)))
			if !due.IsZero() && !now.Before(due) { // the timer came first
				if lost := due.Add(takes).Sub(unsaved); lost > time.Second {
					t.Fatalf("round %d: %v of typing could be lost", round, lost)
				}
				p.Taken()
				unsaved = time.Time{}
				saves++
			}
			if unsaved.IsZero() {
				unsaved = now
			}
			due = now.Add(p.Changed(now))
			changes++
		}
		if saves == 0 || saves > changes {
			t.Errorf("round %d: %d savings for %d changes", round, saves, changes)
		}
	}
}

// TestPaceRest: one word is saved once, half a second after its last letter.
func TestPaceRest(t *testing.T) {
	var p Pace
	start := time.Unix(0, 0)
	p.Changed(start)
	if wait := p.Changed(start.Add(100 * time.Millisecond)); wait != saveRest {
		t.Errorf("waits for %v", wait)
	}
	if wait := p.Changed(start.Add(700 * time.Millisecond)); wait != 100*time.Millisecond {
		t.Errorf("waits for %v while typing goes on", wait)
	}
	if wait := p.Changed(start.Add(2 * time.Second)); wait != 0 {
		t.Errorf("waits for %v after the limit", wait)
	}
}
