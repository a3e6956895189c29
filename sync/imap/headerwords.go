package imap

import (
	"context"
	"sync"
	"time"
)

// headerWords sees to it that mail can be found by its headers while its
// bodies take their time. On a fast connection the bodies come before it is
// due, and headers are indexed once, together with them.
type headerWords struct {
	index func(context.Context) error // Store.IndexHeaders

	mu   sync.Mutex
	last time.Time
}

const headerWait = 30 * time.Second

func (r *Remote) newHeaderWords() *headerWords {
	return &headerWords{index: r.Store.IndexHeaders, last: time.Now()}
}

// late indexes what is there, unless that was done a moment ago.
func (h *headerWords) late(ctx context.Context, now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if now.Sub(h.last) < headerWait {
		return nil
	}
	err := h.index(ctx)
	h.last = now
	return err
}
