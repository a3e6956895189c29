package store

import (
	"context"
	"database/sql"
	"fmt"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Known is what the store has of a message that the server has a UID for.
type Known struct {
	ID    mail.MessageID
	UID   uint32
	Flags mail.Flags
	Tags  []string
}

// KnownUIDs lists every message of the folder that has a UID, ascending.
func (s *Store) KnownUIDs(ctx context.Context, folder mail.FolderID) ([]Known, error) {
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Known, error) {
		var k Known
		var tags string
		err := r.Scan(&k.ID, &k.UID, &k.Flags, &tags)
		k.Tags = fromJSON[string](tags)
		return k, err
	}, "SELECT id, uid, flags, tags FROM messages WHERE folder = ? AND uid > 0 ORDER BY uid", folder)
	if err != nil {
		return nil, fmt.Errorf("known UIDs of folder %d: %w", folder, err)
	}
	return all, nil
}

// FlagUpdate is what the server says of a message's flags.
type FlagUpdate struct {
	UID   uint32
	Flags mail.Flags
	Tags  []string
}

// ApplyFlags takes the server's flags. A flag that a pending operation changes
// keeps its local value.
func (s *Store) ApplyFlags(ctx context.Context, folder mail.FolderID, updates []FlagUpdate) error {
	return s.update(ctx, "apply flags", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		for _, u := range updates {
			if u.UID == 0 {
				continue
			}
			rows, err := collect(ctx, t, func(r *sql.Rows) (Known, error) {
				var k Known
				var tags string
				err := r.Scan(&k.ID, &k.Flags, &tags)
				k.Tags = fromJSON[string](tags)
				return k, err
			}, "SELECT id, flags, tags FROM messages WHERE folder = ? AND uid = ? AND uid > 0", folder, u.UID)
			if err != nil {
				return err
			}
			for _, k := range rows {
				if err := t.serverFlags(ctx, f, k.ID, k.Flags, k.Tags, u.Flags, u.Tags); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// serverFlags sets a message's flags to the server's, but for those that a
// pending operation is about to change there.
func (t *tx) serverFlags(ctx context.Context, f mail.Folder, id mail.MessageID, flags mail.Flags, tags []string, serverFlags mail.Flags, serverTags []string) error {
	local := delta{add: flags, addTags: tags}
	server := delta{add: serverFlags, addTags: cleanTags(serverTags)}
	if local.equal(server) {
		return nil
	}
	pending, err := collect(ctx, t, scanDelta, `SELECT o.add_flags, o.del_flags, o.add_tags, o.del_tags
		FROM op_targets t JOIN ops o ON o.id = t.op WHERE t.message = ? AND o.kind = 'flags' ORDER BY o.id`, id)
	if err != nil {
		return err
	}
	for _, d := range pending {
		server.add, server.addTags = d.apply(server.add, server.addTags)
	}
	if local.equal(server) {
		return nil
	}
	t.changed(f.Account, f.ID, id)
	_, err = t.exec(ctx, "UPDATE messages SET flags = ?, tags = ? WHERE id = ?", server.add, toJSON(server.addTags), id)
	return err
}

// Expunged removes what the server no longer has. A message that the user has
// moved here and that the server has not been told of is gone as well.
func (s *Store) Expunged(ctx context.Context, folder mail.FolderID, uids []uint32) error {
	err := s.update(ctx, "expunged", func(ctx context.Context, t *tx) error {
		for _, uid := range uids {
			if uid == 0 {
				continue
			}
			ids, err := collect(ctx, t, number[mail.MessageID], `SELECT id FROM messages WHERE folder = ?1 AND uid = ?2 AND uid > 0
				UNION SELECT t.message FROM op_targets t JOIN ops o ON o.id = t.op
				WHERE t.folder = ?1 AND t.uid = ?2 AND o.kind IN ('move', 'delete') AND o.tries = 0`, folder, uid)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := t.forget(ctx, id); err != nil {
					return err
				}
			}
		}
		return t.dropEmptyOps(ctx)
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}

// forget removes a message, and it from every pending operation.
func (t *tx) forget(ctx context.Context, id mail.MessageID) error {
	if _, err := t.exec(ctx, "DELETE FROM op_targets WHERE message = ?", id); err != nil {
		return err
	}
	return t.remove(ctx, id)
}

// remove removes a message's row; the operations on it stay.
func (t *tx) remove(ctx context.Context, id mail.MessageID) error {
	var account accounts.ID
	var folder mail.FolderID
	rows, err := collect(ctx, t, func(r *sql.Rows) (struct{}, error) {
		return struct{}{}, r.Scan(&account, &folder)
	}, "SELECT account, folder FROM messages WHERE id = ?", id)
	if err != nil || len(rows) == 0 {
		return err
	}
	t.changed(account, folder, id)
	_, err = t.exec(ctx, "DELETE FROM messages WHERE id = ?", id)
	return err
}

// ResetUIDs is for a changed UIDVALIDITY: no UID of the folder means anything
// now, and every row waits to be adopted by AddMessages.
func (s *Store) ResetUIDs(ctx context.Context, folder mail.FolderID) error {
	return s.update(ctx, "reset UIDs", func(ctx context.Context, t *tx) error {
		for _, query := range []string{
			"UPDATE messages SET uid = 0, unnamed = 1 WHERE folder = ? AND uid > 0",
			"UPDATE op_targets SET uid = 0 WHERE folder = ?",
			"UPDATE folders SET uid_validity = 0, uid_next = 0, mod_seq = 0 WHERE id = ?",
		} {
			if _, err := t.exec(ctx, query, folder); err != nil {
				return err
			}
		}
		return nil
	})
}

// DropUnnamed ends a pass that has seen all of the folder: what the server was
// believed to have under an unknown UID, and did not show, is gone. Messages
// with a pending operation stay, unless that operation waits for such a UID.
func (s *Store) DropUnnamed(ctx context.Context, folder mail.FolderID) error {
	err := s.update(ctx, "drop unnamed", func(ctx context.Context, t *tx) error {
		// An operation that waits for a UID here with nothing left to tell it.
		if _, err := t.exec(ctx, `DELETE FROM op_targets WHERE folder = ?1 AND uid = 0 AND NOT EXISTS (
			SELECT 1 FROM op_targets e JOIN ops o ON o.id = e.op
			WHERE e.message = op_targets.message AND e.op < op_targets.op AND o.dest = ?1)`, folder); err != nil {
			return err
		}
		if err := t.dropEmptyOps(ctx); err != nil {
			return err
		}
		ids, err := collect(ctx, t, number[mail.MessageID], `SELECT id FROM messages m WHERE folder = ? AND uid = 0 AND unnamed = 1
			AND NOT EXISTS (SELECT 1 FROM op_targets WHERE message = m.id)`, folder)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.remove(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}
