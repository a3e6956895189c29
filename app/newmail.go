package app

import (
	"context"
	"time"

	"godwit/sync/event"
)

// settling is how long new mail is left alone: it comes in crowds.
const settling = 500 * time.Millisecond

// whenMailComes does work at first and, after wait, each time messages or bodies
// came in, until ctx ends. Work that has more to do is soon called again; its
// errors are logged as what.
func (c core) whenMailComes(ctx context.Context, wait time.Duration, what string, work func(context.Context) (more bool, err error)) {
	sub := c.hub.Subscribe()
	defer sub.Close()
	pause := time.After(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-sub.C:
			if cameIn(sub.Take()) && pause == nil {
				pause = time.After(wait)
			}
		case <-pause:
			pause = nil
			more, err := work(ctx)
			if err != nil && ctx.Err() == nil {
				c.log.Warn(what, "err", err)
			}
			if more {
				pause = time.After(settling)
			}
		}
	}
}

// cameIn reports whether events tell of new messages or bodies.
func cameIn(events []event.Event) bool {
	for _, ev := range events {
		switch ev.(type) {
		case event.Messages, event.Lagged:
			return true
		}
	}
	return false
}
