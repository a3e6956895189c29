package imap

import "time"

// A command for bodies is made so large that its answer takes a moment:
// somebody who opens a message waits for no more than two of them.
const (
	commandFor = 400 * time.Millisecond
	leastBatch = 256 << 10
	firstBatch = 1 << 20
	mostBatch  = 8 << 20
)

// pace is how fast a connection brings bodies. Its owner alone uses it.
type pace struct {
	rate float64 // octets a second, smoothed; 0: not known
	last time.Time
}

// note takes a command that was sent at begun and has been answered now. Its
// answer began no sooner than the one before ended.
func (p *pace) note(octets int64, begun, now time.Time) {
	if p.last.After(begun) {
		begun = p.last
	}
	p.last = now
	took := now.Sub(begun).Seconds()
	if octets == 0 || took <= 0 {
		return
	}
	rate := float64(octets) / took
	if p.rate == 0 {
		p.rate = rate
	}
	p.rate += (rate - p.rate) / 3
}

// batch is how large the next answer may be, in octets.
func (p *pace) batch() int64 {
	if p.rate == 0 {
		return firstBatch
	}
	return min(mostBatch, max(leastBatch, int64(p.rate*commandFor.Seconds())))
}
