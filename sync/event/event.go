// Package event tells the rest of the program that something in the store, or
// the state of a connection, has changed.
//
// An event names what changed and never carries the new value: a receiver asks
// the store again. So events can be merged, and losing some costs only a
// wider reload ([Lagged]).
package event

import (
	"sync"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Event is one of the types in this package.
type Event interface{ event() }

// Messages: rows of a folder were added, changed or removed. A long change
// names the folder only.
type Messages struct {
	Folder mail.FolderID
	Added  []mail.MessageID
	Other  []mail.MessageID // flags or body changed, moved away or removed
}

// Folders: the folder tree or a folder's counters changed.
type Folders struct{ Account accounts.ID }

// Status: an account's connection state changed.
type Status struct{ Account accounts.ID }

// Accounts: an account was added, changed or removed.
type Accounts struct{}

// Ops: the user queued operations for an account's server.
type Ops struct{ Account accounts.ID }

// Outbox: a queued message was added or changed its state.
type Outbox struct{}

// Sending: more of a message that is being sent has been handed over.
type Sending struct{ Message mail.OutboxID }

// Drafts: a draft was saved or removed.
type Drafts struct{}

// Requests: another process asks the one that holds the engine for something.
type Requests struct{}

// Notice: the user should be told something that no view shows by itself; the
// store keeps it until it is dismissed.
type Notice struct{}

// Lagged: events were dropped; reload whatever is shown.
type Lagged struct{}

func (Messages) event() {}
func (Folders) event()  {}
func (Status) event()   {}
func (Accounts) event() {}
func (Ops) event()      {}
func (Outbox) event()   {}
func (Sending) event()  {}
func (Drafts) event()   {}
func (Requests) event() {}
func (Notice) event()   {}
func (Lagged) event()   {}

const maxPending = 1000

// Hub passes events from one publisher at a time to every subscription, in
// one order. Publish never blocks. The zero Hub is ready to use.
type Hub struct {
	mu   sync.Mutex
	subs map[*Subscription]struct{}
}

// Subscription is one receiver's queue. Receive from C, then call Take.
type Subscription struct {
	C <-chan struct{} // has a token while events are pending

	hub     *Hub
	wake    chan struct{}
	pending []Event // guarded by hub.mu
}

// Subscribe must be called before the first query of the data to be watched,
// so that no change falls between the two.
func (h *Hub) Subscribe() *Subscription {
	wake := make(chan struct{}, 1)
	s := &Subscription{C: wake, hub: h, wake: wake}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs == nil {
		h.subs = make(map[*Subscription]struct{})
	}
	h.subs[s] = struct{}{}
	return s
}

// Publish queues events for every subscription.
func (h *Hub) Publish(events ...Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs {
		if len(s.pending)+len(events) > maxPending {
			s.pending = []Event{Lagged{}}
		} else {
			s.pending = append(s.pending, events...)
		}
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}

// Take returns the pending events, oldest first.
func (s *Subscription) Take() []Event {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	evs := s.pending
	s.pending = nil
	return evs
}

// Close ends the subscription.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	delete(s.hub.subs, s)
}
