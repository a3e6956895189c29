package imap

import (
	"math"
	"testing"
	"time"
)

// simulate brings bodies at a rate of octets a second, and says each second
// what the estimate is.
func simulate(e *estimate, clock *time.Time, seconds int, rate int64) []time.Duration {
	var said []time.Duration
	for range seconds {
		for range 4 {
			*clock = clock.Add(250 * time.Millisecond)
			e.did(rate / 4)
		}
		said = append(said, e.left())
	}
	return said
}

func TestEstimate(t *testing.T) {
	clock := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	e := newEstimate(func() time.Time { return clock })
	if e.left() != 0 {
		t.Error("a guess before anything was done")
	}
	e.plan(100 << 20)
	said := simulate(e, &clock, 20, 1<<20)
	for i, left := range said {
		switch second := i + 1; {
		case time.Duration(second)*time.Second < firstGuess:
			if left != 0 {
				t.Errorf("after %d s a guess of %v", second, left)
			}
		default:
			if want := float64(100 - second); math.Abs(left.Seconds()-want) > want/20 {
				t.Errorf("after %d s %v, want about %v s", second, left, want)
			}
		}
	}
	// At half the speed it drifts to twice the time, and never jumps.
	before := said[len(said)-1]
	for _, left := range simulate(e, &clock, 40, 512<<10) {
		if change := (left - before).Abs(); change > 15*time.Second {
			t.Errorf("from %v to %v within a second", before, left)
		}
		before = left
	}
	if want := 120.; math.Abs(before.Seconds()-want) > want/10 {
		t.Errorf("%v, want about %v s", before, want)
	}
}

// Messages that are not listed yet count as much as the others do.
func TestEstimateOfUnlisted(t *testing.T) {
	clock := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	e := newEstimate(func() time.Time { return clock })
	e.expect(1000)
	for range 10 { // 50 headers a second, of bodies of 10,800 octets
		clock = clock.Add(time.Second)
		e.didHeaders(50)
		e.list(50, 50*10_800)
		e.plan(50 * 10_800)
	}
	// 500 to be listed and 1000 bodies: 600,000 and 10,800,000 octets at 60,000 a second.
	if left, want := e.left().Seconds(), 190.; math.Abs(left-want) > want/20 {
		t.Errorf("%v s, want about %v", left, want)
	}
	e.expect(-500)
	e.plan(-500 * 10_800)
	e.did(0)
	for range 60 {
		clock = clock.Add(time.Second)
		e.left()
	}
	if left := e.left(); left < 0 {
		t.Errorf("%v", left)
	}
}
