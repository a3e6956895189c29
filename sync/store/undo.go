package store

import (
	"context"
	"database/sql"
	"errors"

	"godwit/sync/mail"
)

// Undo takes back the newest change of flags or place that was not undone yet,
// by doing the opposite: what the server has not heard of it never will. It
// returns what it was that was undone, "Moved 3 messages to Trash"; ErrGone if
// there is nothing.
func (s *Store) Undo(ctx context.Context) (string, error) {
	var label string
	err := s.update(ctx, "undo", func(ctx context.Context, t *tx) error {
		// Items go with their messages, which may leave nothing to undo.
		if _, err := t.exec(ctx, "DELETE FROM undo WHERE NOT EXISTS (SELECT 1 FROM undo_items WHERE undo = undo.id)"); err != nil {
			return err
		}
		var id int64
		err := one(ctx, t, "SELECT id, label FROM undo ORDER BY id DESC LIMIT 1", nil, &id, &label)
		if errors.Is(err, mail.ErrNotFound) {
			return ErrGone
		}
		if err != nil {
			return err
		}
		if err := t.undo(ctx, id); err != nil {
			return err
		}
		_, err = t.exec(ctx, "DELETE FROM undo WHERE id = ?", id)
		return err
	})
	return label, err
}

type undoItem struct {
	message mail.MessageID
	folder  mail.FolderID
	change  delta
}

func (t *tx) undo(ctx context.Context, id int64) error {
	items, err := collect(ctx, t, func(r *sql.Rows) (undoItem, error) {
		var i undoItem
		var addTags, delTags string
		err := r.Scan(&i.message, &i.folder, &i.change.add, &i.change.del, &addTags, &delTags)
		i.change.addTags, i.change.delTags = fromJSON[string](addTags), fromJSON[string](delTags)
		return i, err
	}, "SELECT message, folder, add_flags, del_flags, add_tags, del_tags FROM undo_items WHERE undo = ?", id)
	if err != nil {
		return err
	}
	w := t.wish()
	w.undo = -1
	for _, i := range items {
		if i.folder == 0 {
			_, err = w.mark(ctx, i.message, i.change.inverse())
		} else {
			err = w.moveBack(ctx, i)
		}
		if err != nil && !errors.Is(err, mail.ErrNotFound) { // a message or folder that is gone since
			return err
		}
	}
	return nil
}

func (w *wish) moveBack(ctx context.Context, i undoItem) error {
	f, err := folderByID(ctx, w.t, i.folder)
	if err != nil {
		return err
	}
	_, err = w.move(ctx, i.message, f)
	return err
}
