package store

import (
	"context"
	"fmt"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// OutgoingByMessageID is the newest message of the outbox with a Message-ID
// that may have left, or mail.ErrNotFound.
func (s *Store) OutgoingByMessageID(ctx context.Context, messageID string) (mail.Outgoing, error) {
	return s.reported(ctx, "message_id = ?", messageID)
}

// OutgoingByEnvid is the message that reports call envid, or mail.ErrNotFound.
func (s *Store) OutgoingByEnvid(ctx context.Context, envid string) (mail.Outgoing, error) {
	return s.reported(ctx, "envid = ? AND envid <> ''", envid)
}

func (s *Store) reported(ctx context.Context, where, name string) (mail.Outgoing, error) {
	o, err := first(outgoing(ctx, s.mail.read, "WHERE "+where+" AND state <> 'cancelled' ORDER BY id DESC LIMIT 1", name))
	if err != nil {
		return o, fmt.Errorf("outbox message %q: %w", name, err)
	}
	return o, nil
}

// SetDelivery keeps what a report said of a recipient; mail.ErrNotFound if the
// message has none of that address. A report that it is late changes nothing
// once one has told how it ended.
func (s *Store) SetDelivery(ctx context.Context, id mail.OutboxID, address string, d mail.Delivery) error {
	d.Text = clip(d.Text, maxText)
	text, err := toText(d)
	if err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	return s.update(ctx, "keep report", func(ctx context.Context, t *tx) error {
		const who = "outgoing = ? AND address = ? COLLATE NOCASE"
		var n int
		if err := one(ctx, t, "SELECT count(*) FROM outgoing_recipients WHERE "+who, []any{id, address}, &n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("recipient of outbox message %d: %w", id, mail.ErrNotFound)
		}
		changed, err := t.exec(ctx, "UPDATE outgoing_recipients SET delivery = ? WHERE "+who+
			" AND (? <> 'delayed' OR delivery = '' OR delivery ->> 'state' = 'delayed')", text, id, address, d.State)
		if changed > 0 {
			t.note(event.Outbox{})
		}
		return err
	})
}
