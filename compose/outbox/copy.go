package outbox

import (
	"context"
	"fmt"
	"io"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// sentCopy is the message for the Sent mailbox: the bytes that were submitted.
func (q *Queue) sentCopy(ctx context.Context, o mail.Outgoing) (*store.NewMessage, error) {
	r, err := q.Store.OutgoingRaw(context.WithoutCancel(ctx), o.ID)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	m := parse.Parse(raw)
	body := store.BodyOf(m)
	return &store.NewMessage{
		Envelope: m.Header.Envelope(),
		Flags:    mail.Seen,
		Received: q.Now(),
		Size:     int64(len(raw)),
		Body:     &body,
	}, nil
}
