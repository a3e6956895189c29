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
