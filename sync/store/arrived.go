package store

import (
	"context"
	"fmt"
	"time"

	"godwit/sync/mail"
)

// Arrived returns messages in the order in which they came to be here: those
// after an id, received since a time.
func (s *Store) Arrived(ctx context.Context, after mail.MessageID, since time.Time, limit int) ([]mail.Row, error) {
	rows, err := collect(ctx, s.mail.read, scanRow, rowColumns+"WHERE id > ? AND received >= ? ORDER BY id LIMIT ?", after, milli(since), limit)
	if err != nil {
		return nil, fmt.Errorf("messages that came: %w", err)
	}
	return rows, nil
}

// Newest is the message that came to be here last, 0 for none.
func (s *Store) Newest(ctx context.Context) (mail.MessageID, error) {
	var id mail.MessageID
	if err := one(ctx, s.mail.read, "SELECT coalesce(max(id), 0) FROM messages", nil, &id); err != nil {
		return 0, fmt.Errorf("newest message: %w", err)
	}
	return id, nil
}
