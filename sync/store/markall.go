package store

import (
	"context"
	"fmt"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// MarkAllRead marks all messages of a folder as read, in one operation however
// many they are, and tells how many were not. Undo takes it back.
func (s *Store) MarkAllRead(ctx context.Context, folder mail.FolderID) (int, error) {
	var n int64
	err := s.update(ctx, "mark all read", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		if f.Unread == 0 {
			return nil
		}
		const unread = "messages WHERE folder = ?2 AND flags & 1 = 0"
		undo, err := t.insert(ctx, "INSERT INTO undo (label) VALUES (?)", fmt.Sprintf("Marked all of %s as read", f.Name()))
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "INSERT INTO undo_items (undo, message, add_flags) SELECT ?1, id, ?3 FROM "+unread, undo, folder, mail.Seen); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM undo WHERE id <= ?", undo-maxUndo); err != nil {
			return err
		}
		if !f.Local() {
			op, err := t.insert(ctx, "INSERT INTO ops (account, kind, folder, add_flags) VALUES (?, ?, ?, ?)", f.Account, mail.OpFlags, folder, mail.Seen)
			if err != nil {
				return err
			}
			if _, err := t.exec(ctx, `INSERT INTO op_targets (op, message, folder, uid, message_id)
				SELECT ?1, id, folder, uid, message_id FROM `+unread+" AND vanished = 0 AND unnamed <> ?3", op, folder, kept); err != nil {
				return err
			}
			if err := t.dropEmptyOps(ctx); err != nil {
				return err
			}
			t.note(event.Ops{Account: f.Account})
		}
		t.folder(f.Account, folder)
		n, err = t.exec(ctx, "UPDATE messages SET flags = flags | ?1 WHERE folder = ?2 AND flags & 1 = 0", mail.Seen, folder)
		return err
	})
	return int(n), err
}
