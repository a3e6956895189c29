package app

import (
	"slices"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
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
	Left    time.Duration // Syncing: an estimate for the whole pass; 0: not known yet
	Until   time.Time     // Waiting, Offline: the next try
	Synced  time.Time     // when it was last in step; zero: not yet in this run
	Problem *Explanation  // why it is not well; nil if it is
}

// NeedsPerson reports whether nothing goes on before someone acts.
func (s AccountStatus) NeedsPerson() bool {
	return s.State == NeedsPassword || s.State == Untrusted
}

// Status knows how each account is doing. It keeps nothing across restarts.
type Status struct {
	hub   *event.Hub
	mu    sync.Mutex
	of    map[accounts.ID]statusEntry
	sent  map[mail.OutboxID]int64 // octets handed over of what is being sent
	quiet Quiet
}

type statusEntry struct {
	AccountStatus
	quota   mail.Quota
	folders []atWork
}

func newStatus(hub *event.Hub) *Status {
	return &Status{hub: hub, of: make(map[accounts.ID]statusEntry), sent: make(map[mail.OutboxID]int64)}
}

// Sent is how many octets of a message that is being sent have been handed to
// the connection, by this process's engine.
func (s *Status) Sent(id mail.OutboxID) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent[id]
}

// sending hears the queue. Only one message of an account is sent at a time, so
// what is kept of those before is little.
func (s *Status) sending(id mail.OutboxID, octets int64) {
	s.mu.Lock()
	s.sent[id] = octets
	s.mu.Unlock()
	s.hub.Publish(event.Sending{Message: id})
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
// made a difference. An account that is not syncing has no folder at work.
func (s *Status) set(id accounts.ID, edit func(*AccountStatus)) {
	s.mu.Lock()
	entry, known := s.of[id]
	old := entry.AccountStatus
	entry.Account = id
	edit(&entry.AccountStatus)
	if entry.State != Syncing {
		entry.folders = nil
	}
	s.of[id] = entry
	s.mu.Unlock()
	if !known || entry.AccountStatus != old {
		s.hub.Publish(event.Status{Account: id})
	}
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
