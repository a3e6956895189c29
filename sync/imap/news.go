package imap

import (
	"slices"
	"sync"
)

// news are the mailboxes in which something happened, by their names on the
// server.
type news struct {
	C chan struct{} // a token when there are some

	mu    sync.Mutex
	names []string
}

// tell adds a mailbox.
func (n *news) tell(name string) {
	n.mu.Lock()
	if !slices.Contains(n.names, name) {
		n.names = append(n.names, name)
	}
	n.mu.Unlock()
	select {
	case n.C <- struct{}{}:
	default:
	}
}

// take returns them, and forgets them.
func (n *news) take() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	names := n.names
	n.names = nil
	return names
}
