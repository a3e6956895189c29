package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

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

// KnownOf is KnownUIDs for some UIDs. One that the user has taken out of the
// folder, without the server knowing yet, is known as well; its ID may be 0.
func (s *Store) KnownOf(ctx context.Context, folder mail.FolderID, uids []uint32) (map[uint32]Known, error) {
	found := make(map[uint32]Known, len(uids))
	for part := range slices.Chunk(uids, rowBatch) {
		numbers := make([]int64, len(part))
		for i, u := range part {
			numbers[i] = int64(u)
		}
		in := "(" + list(numbers) + ")"
		all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Known, error) {
			var k Known
			var tags string
			err := r.Scan(&k.ID, &k.UID, &k.Flags, &tags)
			k.Tags = fromJSON[string](tags)
			return k, err
		}, `SELECT 0, t.uid, 0, '' FROM op_targets t JOIN ops o ON o.id = t.op
			WHERE t.folder = ?1 AND t.uid IN `+in+` AND o.kind IN ('move', 'delete')
			UNION ALL SELECT id, uid, flags, tags FROM messages WHERE folder = ?1 AND uid > 0 AND uid IN `+in, folder)
		if err != nil {
			return nil, fmt.Errorf("known UIDs of folder %d: %w", folder, err)
		}
		for _, k := range all {
			found[k.UID] = k
		}
	}
	return found, nil
}

// NewestUIDs maps the highest known UIDs of a folder to their Message-IDs.
func (s *Store) NewestUIDs(ctx context.Context, folder mail.FolderID, n int) (map[uint32]string, error) {
	found := map[uint32]string{}
	err := each(ctx, s.mail.read, "SELECT uid, message_id FROM messages WHERE folder = ? AND uid > 0 ORDER BY uid DESC LIMIT ?",
		[]any{folder, n}, func(r *sql.Rows) error {
			var uid uint32
			var id string
			err := r.Scan(&uid, &id)
			found[uid] = id
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("newest UIDs of folder %d: %w", folder, err)
	}
	return found, nil
}

// UIDRange is First:Last, both in it.
type UIDRange struct{ First, Last uint32 }

// UIDsIn lists the known UIDs in the ranges, ascending, those that the user has
// taken out of the folder among them.
func (s *Store) UIDsIn(ctx context.Context, folder mail.FolderID, ranges []UIDRange) ([]uint32, error) {
	var found []uint32
	for _, r := range ranges {
		some, err := collect(ctx, s.mail.read, number[int64], `SELECT uid FROM messages WHERE folder = ?1 AND uid > 0 AND uid BETWEEN ?2 AND ?3
			UNION SELECT t.uid FROM op_targets t JOIN ops o ON o.id = t.op
			WHERE t.folder = ?1 AND t.uid > 0 AND t.uid BETWEEN ?2 AND ?3 AND o.kind IN ('move', 'delete')`, folder, r.First, r.Last)
		if err != nil {
			return nil, fmt.Errorf("known UIDs of folder %d: %w", folder, err)
		}
		for _, u := range some {
			found = append(found, uint32(u))
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// CountUIDs counts what KnownOf knows of a folder, by the folder's counter and
// the few messages without a UID.
func (s *Store) CountUIDs(ctx context.Context, folder mail.FolderID) (int, error) {
	var n int
	if err := one(ctx, s.mail.read, `SELECT total - (SELECT count(*) FROM messages WHERE folder = ?1 AND uid = 0)
		+ (SELECT count(DISTINCT t.uid) FROM op_targets t JOIN ops o ON o.id = t.op
			WHERE t.folder = ?1 AND t.uid > 0 AND o.kind IN ('move', 'delete')
			AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.folder = ?1 AND m.uid = t.uid AND m.uid > 0))
		FROM folders WHERE id = ?1`, []any{folder}, &n); err != nil {
		return 0, fmt.Errorf("count UIDs of folder %d: %w", folder, err)
	}
	return n, nil
}

// NextUID is one past the highest UID that is known of a folder.
func (s *Store) NextUID(ctx context.Context, folder mail.FolderID) (uint32, error) {
	var n int64
	if err := one(ctx, s.mail.read, "SELECT coalesce(max(uid), 0) + 1 FROM messages WHERE folder = ? AND uid > 0", []any{folder}, &n); err != nil {
		return 0, fmt.Errorf("next UID of folder %d: %w", folder, err)
	}
	return uint32(min(n, 1<<32-1)), nil
}

// FlagUpdate is what the server says of a message's flags.
type FlagUpdate struct {
	UID      uint32
	Flags    mail.Flags
	Tags     []string
	ServerID string   // as in NewMessage; "": it did not say, and nothing of the labels either
	Labels   []string // Gmail's
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
				if u.ServerID == "" {
					continue
				}
				if err := t.setServer(ctx, f, k.ID, u.ServerID, u.Labels); err != nil {
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
