package app

import (
	"testing"

	"godwit/sync/event"
)

func TestProgressIsToldByTheHundredth(t *testing.T) {
	hub := new(event.Hub)
	s := newStatus(hub)
	sub := hub.Subscribe()
	defer sub.Close()
	told := func() int { return len(sub.Take()) }

	s.set(1, func(st *AccountStatus) { st.State, st.Folder, st.Total = Syncing, "INBOX", 10_000 })
	if n := told(); n != 1 {
		t.Errorf("a new state: %d events", n)
	}
	for done := 1; done <= 10_000; done++ {
		s.set(1, func(st *AccountStatus) { st.Done = done })
	}
	if n := told(); n != 100 {
		t.Errorf("10,000 messages: %d events", n)
	}
	if got := s.Of(1).Done; got != 10_000 {
		t.Errorf("done %d", got)
	}
	for i, edit := range []func(*AccountStatus){
		func(st *AccountStatus) { st.Folder, st.Done, st.Total = "Sent", 0, 3 },
		func(st *AccountStatus) { st.Done = 1 },
		func(st *AccountStatus) { st.Done = 3 },
		func(st *AccountStatus) { st.State, st.Folder, st.Done, st.Total = Live, "", 0, 0 },
		func(st *AccountStatus) { st.Problem = &Explanation{Code: "x"} },
	} {
		s.set(1, edit)
		if n := told(); n != 1 {
			t.Errorf("change %d: %d events", i, n)
		}
	}
	s.set(1, func(*AccountStatus) {})
	if n := told(); n != 0 {
		t.Errorf("no change: %d events", n)
	}
	s.clear()
	if n := told(); n != 1 || s.Of(1).State != Stopped {
		t.Errorf("stopped: %d events", n)
	}
}

// The last step is told however small it was.
func TestLastProgressIsTold(t *testing.T) {
	hub := new(event.Hub)
	s := newStatus(hub)
	s.set(1, func(st *AccountStatus) { st.State, st.Done, st.Total = Syncing, 99_999, 100_000 })
	sub := hub.Subscribe()
	defer sub.Close()
	s.set(1, func(st *AccountStatus) { st.Done++ })
	if n := len(sub.Take()); n != 1 {
		t.Errorf("%d events", n)
	}
}
