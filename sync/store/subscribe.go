package store

import (
	"context"
	"fmt"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// SetSubscribed says whether clients that show only what is subscribed are to
// show a folder, and queues that for its server. A local folder has no such
// thing (ErrNeeded).
func (s *Store) SetSubscribed(ctx context.Context, folder mail.FolderID, subscribed bool) error {
	return s.update(ctx, "subscribe", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err == nil && f.Local() {
			err = ErrNeeded
		}
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		if f.Unsubscribed == !subscribed {
			return nil
		}
		t.note(event.Folders{Account: f.Account})
		if _, err := t.exec(ctx, "UPDATE folders SET unsubscribed = ? WHERE id = ?", !subscribed, folder); err != nil {
			return err
		}
		if n, err := t.exec(ctx, "DELETE FROM ops WHERE folder = ? AND kind IN ('subscribe', 'unsubscribe') AND tries = 0", folder); err != nil || n > 0 {
			return err // the server never hears of either
		}
		kind := mail.OpSubscribe
		if !subscribed {
			kind = mail.OpUnsubscribe
		}
		t.noteOps(f)
		_, err = t.exec(ctx, "INSERT INTO ops (account, kind, folder, name) VALUES (?, ?, ?, ?)", f.Account, kind, folder, f.Path)
		return err
	})
}

// unsubscribe takes back what the server refused to note.
func (t *tx) unsubscribe(ctx context.Context, op mail.Op) error {
	t.note(event.Folders{Account: op.Account})
	_, err := t.exec(ctx, "UPDATE folders SET unsubscribed = ? WHERE id = ?", op.Kind == mail.OpSubscribe, op.Folder)
	return err
}
