package outbox

import (
	"context"
	"errors"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// NetworkBack makes due what waits for the network, rather than for a server
// that asked to wait, and pokes the queue.
func (q *Queue) NetworkBack(ctx context.Context) error {
	rows, err := q.Store.Outbox(ctx)
	if err != nil {
		return err
	}
	for _, o := range rows {
		if o.State != mail.StateRetry || o.Error == nil || !offline(o.Error) {
			continue
		}
		if err := q.Store.RetryOutgoing(ctx, o.ID, false); err != nil && !errors.Is(err, store.ErrGone) {
			return err
		}
	}
	q.Poke()
	return nil
}
