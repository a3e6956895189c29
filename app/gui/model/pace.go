package model

import "time"

// How soon what is written is saved: when typing rests, and while it goes on.
// Both leave time for the saving itself, so that a program that is killed loses
// the last second at most.
const (
	saveRest  = 500 * time.Millisecond
	saveLimit = 800 * time.Millisecond
)

// Pace says when a draft is to be saved. The zero value has nothing to save.
type Pace struct{ first time.Time }

// Changed notes a change at a time and says how long to wait until the saving:
// a later change makes a new wait.
func (p *Pace) Changed(at time.Time) time.Duration {
	if p.first.IsZero() {
		p.first = at
	}
	return max(0, min(saveRest, saveLimit-at.Sub(p.first)))
}

// Taken notes that what there is now is being saved.
func (p *Pace) Taken() { p.first = time.Time{} }
