package store

import (
	"context"
	"time"

	"godwit/sync/event"
)

const watchInterval = 300 * time.Millisecond

// watch publishes that another process has committed. SQLite counts such
// commits for each connection (PRAGMA data_version), and leaves out the
// connection's own; so the connection that writes is the one to ask.
func (s *Store) watch(ctx context.Context, last int64) {
	defer close(s.stopped)
	tick := time.NewTicker(watchInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if v := s.dataVersion(ctx); v != last && v != 0 {
			last = v
			s.hub.Publish(event.Lagged{}, event.Requests{})
		}
	}
}

// dataVersion is 0 when it cannot be had now.
func (s *Store) dataVersion(ctx context.Context) int64 {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return 0
	}
	var v int64
	if err := one(context.WithoutCancel(ctx), s.mail.write, "PRAGMA data_version", nil, &v); err != nil {
		s.log.Warn("watch the store", "error", err)
		return 0
	}
	return v
}
