package app

import (
	"context"

	"godwit/sync/mail"
)

// Seen notes that messages were shown. Undo does not take it back: it is not
// what a person thinks of as their last change.
func (m *Mail) Seen(ctx context.Context, ids []mail.MessageID) error {
	return m.store.Note(ctx, ids, mail.Seen)
}
