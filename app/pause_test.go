package app

import (
	"testing"
	"time"

	"godwit/accounts/machine"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

func TestPauseRule(t *testing.T) {
	now := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	away := machine.State{Battery: machine.Yes, Metered: machine.Yes}
	for _, c := range []struct {
		rule PauseRule
		m    machine.State
		want Quiet
	}{
		{PauseRule{}, away, NotQuiet},
		{PauseRule{Now: true}, machine.State{}, QuietByPerson},
		{PauseRule{Now: true, Until: now.Add(time.Second)}, machine.State{}, QuietByPerson},
		{PauseRule{Now: true, Until: now}, machine.State{}, NotQuiet},
		{PauseRule{Now: true, Until: now, OnMetered: true}, away, QuietOnMetered},
		{PauseRule{OnBattery: true}, away, QuietOnBattery},
		{PauseRule{OnBattery: true, OnMetered: true}, machine.State{Battery: machine.No, Metered: machine.Unknown}, NotQuiet},
		{PauseRule{OnMetered: true}, machine.State{Battery: machine.Yes}, NotQuiet},
	} {
		if got := c.rule.why(now, c.m); got != c.want {
			t.Errorf("%+v, %+v: %q", c.rule, c.m, got)
		}
	}
}

// The engine follows the rule, whichever process keeps it, and the computer.
func TestPause(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	events := make(chan machine.Event)
	a := open(t, dir, nil)
	a.engine.watch = played(events)
	id := add(t, a, w.account(mira), "godwit")
	start(t, a)
	untilState(t, a, id, Live)
	quiet := func(want Quiet) {
		t.Helper()
		until(t, a, "quiet: "+string(want), func() bool { return a.Status.Quiet() == want && a.engine.quiet.now() == (want != "") })
	}
	pause := func(by *App, r PauseRule) {
		t.Helper()
		check(t, by.Pause(t.Context(), r))
		if got, err := by.PauseRule(t.Context()); err != nil || got != r {
			t.Errorf("kept %+v, %v", got, err)
		}
	}
	pause(a, PauseRule{Now: true})
	quiet(QuietByPerson)
	pause(a, PauseRule{OnBattery: true})
	quiet(NotQuiet)
	events <- machine.Event{State: machine.State{Battery: machine.Yes}}
	quiet(QuietOnBattery)
	other := open(t, dir, nil)
	pause(other, PauseRule{})
	quiet(NotQuiet)
	pause(other, PauseRule{OnBattery: true})
	quiet(QuietOnBattery)
	events <- machine.Event{State: machine.State{Battery: machine.No}}
	quiet(NotQuiet)
	check(t, other.Pause(t.Context(), PauseRule{Now: true, Until: time.Now().Add(1500 * time.Millisecond)}))
	quiet(QuietByPerson)
	quiet(NotQuiet) // by itself
}

// While it is quiet headers come and bodies wait; afterwards they are fetched.
func TestBodiesWaitWhileQuiet(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	check(t, a.Pause(t.Context(), PauseRule{Now: true}))
	w.deliver(mira, "can wait")
	w.deliver(mira, "cannot wait")
	start(t, a)
	untilState(t, a, id, Live)
	row, ok := find(t, a, id, mail.Inbox, "can wait")
	urgent, _ := find(t, a, id, mail.Inbox, "cannot wait")
	if !ok || row.Body != mail.BodyMissing || urgent.Body != mail.BodyMissing {
		t.Fatalf("quiet: %+v, %+v", row, urgent)
	}
	if raw, err := a.Mail.Raw(t.Context(), urgent.ID); err != nil || len(raw) == 0 {
		t.Errorf("asked for: %v", err)
	}
	if row, _ = find(t, a, id, mail.Inbox, "can wait"); row.Body != mail.BodyMissing {
		t.Errorf("not asked for: %+v", row)
	}
	check(t, a.Pause(t.Context(), PauseRule{}))
	until(t, a, "the body", func() bool {
		row, _ := find(t, a, id, mail.Inbox, "can wait")
		return row.Body == mail.BodyHere
	})
}
