package app

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"godwit/accounts/machine"
	"godwit/sync/event"
)

// PauseRule says when mail comes sparingly: bodies are fetched only when
// somebody asks for them, and servers are asked for news less often. Headers,
// changes made here and sending go on. The zero value is never.
type PauseRule struct {
	Now       bool      `json:"now,omitempty"`  // because a person said so
	Until     time.Time `json:"until,omitzero"` // the end of Now; zero: until it is taken back
	OnBattery bool      `json:"battery,omitempty"`
	OnMetered bool      `json:"metered,omitempty"` // while the network costs by volume
}

// Quiet is why mail comes sparingly.
type Quiet string

const (
	NotQuiet       Quiet = ""
	QuietByPerson  Quiet = "paused"
	QuietOnBattery Quiet = "battery"
	QuietOnMetered Quiet = "metered"
)

// why is what the rule makes of a moment.
func (r PauseRule) why(now time.Time, m machine.State) Quiet {
	switch {
	case r.Now && (r.Until.IsZero() || now.Before(r.Until)):
		return QuietByPerson
	case r.OnBattery && m.Battery == machine.Yes:
		return QuietOnBattery
	case r.OnMetered && m.Metered == machine.Yes:
		return QuietOnMetered
	}
	return NotQuiet
}

const pausePref = "pause"

// Pause keeps a rule for this profile in the place of the one before; the
// process that runs the engine follows it within a second.
func (a *App) Pause(ctx context.Context, rule PauseRule) error {
	if !rule.Now {
		rule.Until = time.Time{}
	}
	value := ""
	if rule != (PauseRule{}) {
		data, err := json.Marshal(rule)
		if err != nil {
			return fmt.Errorf("keep the pause: %w", err)
		}
		value = string(data)
	}
	if err := a.store.SetPref(ctx, pausePref, value); err != nil {
		return err
	}
	a.engine.quiet.look()
	return nil
}

// PauseRule is the rule that is kept.
func (a *App) PauseRule(ctx context.Context) (PauseRule, error) { return a.pauseRule(ctx) }

func (c core) pauseRule(ctx context.Context) (PauseRule, error) {
	var rule PauseRule
	value, err := c.store.Pref(ctx, pausePref)
	if err != nil || value == "" {
		return rule, err
	}
	if err := json.Unmarshal([]byte(value), &rule); err != nil {
		return PauseRule{}, fmt.Errorf("read the pause: %w", err)
	}
	return rule, nil
}

// quiet is what the engine knows of pausing. Every remote asks it.
type quiet struct {
	changed chan struct{} // has a token when the rule was changed in this process

	mu      sync.Mutex
	rule    PauseRule
	machine machine.State
}

func (q *quiet) look() {
	select {
	case q.changed <- struct{}{}:
	default:
	}
}

func (q *quiet) why() Quiet {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.rule.why(time.Now(), q.machine)
}

func (q *quiet) now() bool { return q.why() != NotQuiet }

// asksMachine reports whether the rule depends on the computer's state.
func (q *quiet) asksMachine() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.rule.OnBattery || q.rule.OnMetered
}

// set replaces the rule, and the computer's state unless that is nil, and says
// when the answer changes by itself; 0: it does not.
func (q *quiet) set(rule PauseRule, m *machine.State) (ends time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.rule = rule
	if m != nil {
		q.machine = *m
	}
	if !rule.Now || rule.Until.IsZero() {
		return 0
	}
	return max(0, time.Until(rule.Until))
}

// hush brings the engine in step with the rule and the computer's state. When
// the quiet is over, the remotes fetch what they left.
func (e *engine) hush(ctx context.Context, m *machine.State) {
	rule, err := e.pauseRule(ctx)
	if err != nil {
		if ctx.Err() == nil {
			e.log.Warn("read the pause", "err", err)
		}
		return
	}
	if ends := e.quiet.set(rule, m); ends > 0 {
		e.pauseEnds = time.After(ends)
	} else {
		e.pauseEnds = nil
	}
	now := e.quiet.why()
	if before := e.status.setQuiet(now); before == now || now != NotQuiet {
		return
	}
	for _, r := range e.runnersOf(0) {
		e.nudge(r.id)
	}
}

// Quiet is why mail comes sparingly now, as far as this process's engine knows.
func (s *Status) Quiet() Quiet {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.quiet
}

// setQuiet tells the hub, by an event of no account, when that is new.
func (s *Status) setQuiet(now Quiet) (before Quiet) {
	s.mu.Lock()
	before, s.quiet = s.quiet, now
	s.mu.Unlock()
	if before != now {
		s.hub.Publish(event.Status{})
	}
	return before
}
