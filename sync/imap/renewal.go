package imap

import (
	"sync"
	"time"
)

// How long one IDLE lasts. Routers forget silent connections after five
// minutes and more, servers after ten to thirty; some of both after two.
const (
	idleFor   = 5 * time.Minute
	idleLeast = time.Minute
)

// renewal is how long one IDLE lasts: shorter after one that did not last.
type renewal struct {
	mu    sync.Mutex
	every time.Duration
}

// after is when an IDLE that begins now is to be renewed.
func (n *renewal) after() time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.every
}

// lost notes that a connection was found dead when its IDLE had lasted so
// long. One that died sooner than any that can be kept tells nothing.
func (n *renewal) lost(lasted time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if lasted >= idleLeast {
		n.every = max(idleLeast, min(n.every, lasted)/2)
	}
}
