package app

import (
	"slices"
	"testing"
	"time"

	"godwit/sync/event"
	"godwit/sync/mail"
)

func TestProgressIsToldByTheHundredth(t *testing.T) {
	hub := new(event.Hub)
	s := newStatus(hub)
	sub := hub.Subscribe()
	defer sub.Close()
	told := func() int { return len(sub.Take()) }
	at := func(folder mail.FolderID, path string, done, total int) mail.Progress {
		return mail.Progress{Stage: mail.Syncing, Folder: folder, Path: path, Done: done, Total: total}
	}

	s.syncing(1, mail.Progress{Stage: mail.Syncing})
	if n := told(); n != 1 {
		t.Errorf("a new state: %d events", n)
	}
	s.syncing(1, at(1, "INBOX", 0, 10_000))
	if n := told(); n != 1 {
		t.Errorf("a new folder: %d events", n)
	}
	for done := 1; done <= 10_000; done++ {
		s.syncing(1, at(1, "INBOX", done, 10_000))
		s.syncing(1, at(2, "Sent", 7, 20)) // beside it, and it stands still
	}
	if n := told(); n != 101 {
		t.Errorf("10,000 messages and a second folder: %d events", n)
	}
	if got := s.Folders(1); !slices.Equal(got, []FolderProgress{{1, "INBOX", false, 10_000, 10_000}, {2, "Sent", false, 7, 20}}) {
		t.Errorf("at work: %+v", got)
	}
	bodies := at(1, "INBOX", 5, 10_000)
	bodies.Bodies, bodies.Left = true, time.Minute
	over := at(1, "INBOX", 10_000, 10_000)
	over.Pass = &mail.Pass{}
	for i, p := range []mail.Progress{bodies, at(2, "Sent", 8, 20), at(2, "Sent", 20, 20), at(2, "Sent", 3, 20), over} {
		s.syncing(1, p)
		if n := told(); n != 1 {
			t.Errorf("progress %d: %d events", i, n)
		}
		if i == 0 && s.Of(1).Left != time.Minute {
			t.Errorf("%+v", s.Of(1))
		}
	}
	if got := s.Folders(1); len(got) != 1 || got[0].Path != "Sent" {
		t.Errorf("at work: %+v", got)
	}
	for i, edit := range []func(*AccountStatus){
		func(st *AccountStatus) { st.State = Live },
		func(st *AccountStatus) { st.Problem = &Explanation{Code: "x"} },
	} {
		s.set(1, edit)
		if n := told(); n != 1 {
			t.Errorf("change %d: %d events", i, n)
		}
	}
	if got := s.Folders(1); len(got) != 0 {
		t.Errorf("live, and at work: %+v", got)
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
	p := mail.Progress{Stage: mail.Syncing, Folder: 1, Done: 99_999, Total: 100_000}
	s.syncing(1, p)
	sub := hub.Subscribe()
	defer sub.Close()
	p.Done++
	s.syncing(1, p)
	if n := len(sub.Take()); n != 1 {
		t.Errorf("%d events", n)
	}
	s.syncing(1, p)
	if n := len(sub.Take()); n != 0 {
		t.Errorf("the same again: %d events", n)
	}
}
