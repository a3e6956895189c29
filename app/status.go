package app

import (
	"slices"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
)

// State is where an account stands with its server.
type State string

const (
	Stopped       State = "stopped"          // no engine runs in this process
	Offline       State = "offline"          // no way to the server; tries again by itself
	Connecting    State = "connecting"       // signing in
	Syncing       State = "syncing"          // in step soon: Folder, Done, Total say how far
	Live          State = "live"             // in step, told of changes at once
	Waiting       State = "waiting"          // a fault; tries again at Until
	NeedsPassword State = "needs-password"   // waits for a person: sign-in refused, secret missing or locked
	Untrusted     State = "untrusted-server" // waits for a person: certificate, no protection
	SendOnly      State = "send-only"        // there is nothing to receive
)

// AccountStatus is one account's State and what belongs to it.
type AccountStatus struct {
	Account accounts.ID
	State   State
	Folder  string // Syncing: the mailbox at work
	Done    int    // Syncing: of its messages
	Total   int
	Until   time.Time    // Waiting, Offline: the next try
	Synced  time.Time    // when it was last in step; zero: not yet in this run
	Problem *Explanation // why it is not well; nil if it is
}

// NeedsPerson reports whether nothing goes on before someone acts.
func (s AccountStatus) NeedsPerson() bool {
	return s.State == NeedsPassword || s.State == Untrusted
}

// Status knows how each account is doing. It keeps nothing across restarts.
type Status struct {
	hub *event.Hub
	mu  sync.Mutex
	of  map[accounts.ID]statusEntry
}

type statusEntry struct {
	AccountStatus
	told int // Done as of the last event
}

func newStatus(hub *event.Hub) *Status {
	return &Status{hub: hub, of: make(map[accounts.ID]statusEntry)}
}

// Of is one account's status.
func (s *Status) Of(id accounts.ID) AccountStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st, ok := s.of[id]; ok {
		return st.AccountStatus
	}
	return AccountStatus{Account: id, State: Stopped}
}

// All is every account's status that the engine has spoken of, by account.
func (s *Status) All() []AccountStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]AccountStatus, 0, len(s.of))
	for _, st := range s.of {
		all = append(all, st.AccountStatus)
	}
	slices.SortFunc(all, func(a, b AccountStatus) int { return int(a.Account - b.Account) })
	return all
}

// set changes an account's status through edit and tells the hub when that
// made a difference worth showing.
func (s *Status) set(id accounts.ID, edit func(*AccountStatus)) {
	s.mu.Lock()
	old, known := s.of[id]
	entry := old
	entry.Account = id
	edit(&entry.AccountStatus)
	tell := !known || worthTelling(old, entry.AccountStatus)
	if tell {
		entry.told = entry.Done
	}
	s.of[id] = entry
	s.mu.Unlock()
	if tell {
		s.hub.Publish(event.Status{Account: id})
	}
}

// worthTelling: a mailbox's progress is told by the hundredth part and at its
// end, all else at once.
func worthTelling(old statusEntry, now AccountStatus) bool {
	if now == old.AccountStatus {
		return false
	}
	moved := now.Done - old.told
	old.Done = now.Done
	if now != old.AccountStatus || now.Done == now.Total || moved < 0 {
		return true
	}
	return moved*100 >= now.Total
}

func (s *Status) forget(id accounts.ID) {
	s.mu.Lock()
	delete(s.of, id)
	s.mu.Unlock()
	s.hub.Publish(event.Status{Account: id})
}

// clear forgets all: no engine runs any more.
func (s *Status) clear() {
	for _, st := range s.All() {
		s.forget(st.Account)
	}
}
