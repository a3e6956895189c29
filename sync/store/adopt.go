package store

import (
	"context"
	"database/sql"
	"slices"

	"godwit/sync/mail"
)

// knownUID finds what the store knows of a message that the server named:
// there is a row with the UID; or the user moved or removed it and the server
// has yet to hear; or a row, or an operation, has waited for this UID.
func (t *tx) knownUID(ctx context.Context, f mail.Folder, m NewMessage) (mail.MessageID, bool, error) {
	ids, err := collect(ctx, t, number[mail.MessageID], "SELECT id FROM messages WHERE folder = ? AND uid = ? AND uid > 0", f.ID, m.UID)
	if err != nil || len(ids) > 0 {
		return sole(ids), true, err
	}
	ids, err = collect(ctx, t, number[mail.MessageID], `SELECT coalesce(m.id, 0) FROM op_targets t JOIN ops o ON o.id = t.op
		LEFT JOIN messages m ON m.id = t.message
		WHERE t.folder = ? AND t.uid = ? AND o.kind IN ('move', 'delete') LIMIT 1`, f.ID, m.UID)
	if err != nil || len(ids) > 0 {
		return sole(ids), true, err
	}
	id, err := t.adopt(ctx, f, m)
	if err != nil || id != 0 {
		return id, true, err
	}
	if m.Envelope.MessageID != "" {
		if id, known, err := t.resolve(ctx, f, m); known || err != nil {
			return id, known, err
		}
	}
	id, err = t.adoptFrom(ctx, f, m)
	return id, id != 0, err
}

// awaited reports whether a message of the batch may be one that an operation
// or a row of the folder waits for, or that is missed in another folder. Mostly
// there is none.
func (t *tx) awaited(ctx context.Context, f mail.Folder, msgs []NewMessage) (bool, error) {
	if slices.ContainsFunc(msgs, func(m NewMessage) bool { return m.UID == 0 }) { // will itself be such a row
		return true, nil
	}
	var yes bool
	err := one(ctx, t, `SELECT EXISTS (SELECT 1 FROM op_targets WHERE folder = ?1)
		OR EXISTS (SELECT 1 FROM messages WHERE folder = ?1 AND uid = 0)
		OR EXISTS (SELECT 1 FROM messages WHERE uid = 0 AND (unnamed = ?3 OR vanished = 1)
			AND folder IN (SELECT id FROM folders WHERE account = ?2 AND remote <> ''))`, []any{f.ID, f.Account, missed}, &yes)
	return yes, err
}

func sole(ids []mail.MessageID) mail.MessageID {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

// adopt gives the UID to a row of the folder that waits for one. A row whose
// move the server cannot have heard of yet does not: this is another copy.
func (t *tx) adopt(ctx context.Context, f mail.Folder, m NewMessage) (mail.MessageID, error) {
	rows, err := t.waiting(ctx, f, m)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	w := rows[0]
	if err := t.name(ctx, w.id, f.ID, m.UID); err != nil {
		return 0, err
	}
	if err := t.nameRow(ctx, w.id, f.ID, m.UID); err != nil { // even if the answer to the move that brought it was lost
		return 0, err
	}
	if err := t.copyFound(ctx, w.id); err != nil {
		return 0, err
	}
	// The server has it, so there is nothing left to append.
	if _, err := t.exec(ctx, `DELETE FROM ops WHERE kind = 'append' AND dest = ?
		AND id IN (SELECT op FROM op_targets WHERE message = ?)`, f.ID, w.id); err != nil {
		return 0, err
	}
	if f.Vanished > 0 {
		t.changed(f.Account, f.ID, w.id)
		if err := t.calm(ctx, f.Account); err != nil {
			return 0, err
		}
	}
	return w.id, t.serverFlags(ctx, f, w.id, w.flags, fromJSON[string](w.tags), m.Flags, m.Tags)
}

// waiting lists the rows of the folder without a UID that are the message: by
// the server's own id for it, else by Message-ID and size, else, where it has
// no Message-ID, by all that a list shows of it. One received at the same time
// comes first.
func (t *tx) waiting(ctx context.Context, f mail.Folder, m NewMessage) ([]lost, error) {
	const free = ` AND NOT EXISTS (SELECT 1 FROM op_targets t JOIN ops o ON o.id = t.op
			WHERE t.message = messages.id AND o.kind = 'move' AND o.dest = ?1 AND o.tries = 0) `
	received := milli(m.Received)
	if m.ServerID != "" {
		rows, err := collect(ctx, t, scanLost, lostColumns+`WHERE account = ?2 AND server_id = ?3 AND server_id <> ''
			AND folder = ?1 AND uid = 0`+free+"ORDER BY id LIMIT 1", f.ID, f.Account, m.ServerID)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	if m.Envelope.MessageID == "" {
		return collect(ctx, t, scanLost, lostColumns+`WHERE folder = ?1 AND uid = 0 AND message_id = '' AND size = ?2
			AND received = ?3 AND subject = ?4 AND (server_id = '' OR ?5 = '')`+free+"ORDER BY id LIMIT 1",
			f.ID, m.Size, received, headerOf(m.Envelope).subject, m.ServerID)
	}
	return collect(ctx, t, scanLost, lostColumns+`WHERE folder = ?1 AND uid = 0 AND message_id = ?2`+free+`
		AND (size = ?3 OR size = 0 OR ?3 = 0 OR EXISTS (SELECT 1 FROM op_targets t JOIN ops o ON o.id = t.op
			WHERE t.message = messages.id AND o.kind = 'append')) AND (server_id = '' OR ?5 = '')
		ORDER BY received = ?4 DESC, id LIMIT 1`, f.ID, clip(m.Envelope.MessageID, maxText), m.Size, received, m.ServerID)
}

// adoptFrom brings a row here from another folder whose list lacked it: another
// client has moved the message.
func (t *tx) adoptFrom(ctx context.Context, f mail.Folder, m NewMessage) (mail.MessageID, error) {
	type row struct {
		lost
		folder   mail.FolderID
		vanished bool
	}
	scan := func(r *sql.Rows) (row, error) {
		var w row
		return w, r.Scan(&w.id, &w.flags, &w.tags, &w.folder, &w.vanished)
	}
	const columns = `SELECT id, flags, tags, folder, vanished FROM messages
		WHERE uid = 0 AND folder IN (SELECT id FROM folders WHERE account = ?1 AND remote <> '' AND id <> ?2)
		AND (unnamed = ?3 OR vanished = 1) AND `
	var rows []row
	var err error
	if m.ServerID != "" {
		rows, err = collect(ctx, t, scan, columns+"account = ?1 AND server_id = ?4 AND server_id <> '' ORDER BY id LIMIT 1", f.Account, f.ID, missed, m.ServerID)
	}
	if err == nil && len(rows) == 0 && m.Envelope.MessageID != "" {
		rows, err = collect(ctx, t, scan, columns+`message_id = ?4 AND (size = ?5 OR size = 0 OR ?5 = 0)
			AND (server_id = '' OR ?6 = '') ORDER BY id LIMIT 1`,
			f.Account, f.ID, missed, clip(m.Envelope.MessageID, maxText), m.Size, m.ServerID)
	}
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	w := rows[0]
	from, err := folderByID(ctx, t, w.folder)
	if err != nil {
		return 0, err
	}
	return w.id, t.goElsewhere(ctx, from, w.lost, w.vanished, f, m.UID, m.Flags, m.Tags)
}

// resolve gives the UID to an operation on a message that has left the folder here.
func (t *tx) resolve(ctx context.Context, f mail.Folder, m NewMessage) (mail.MessageID, bool, error) {
	ids, err := collect(ctx, t, number[mail.MessageID], `SELECT t.message FROM op_targets t
		WHERE t.folder = ?1 AND t.uid = 0 AND t.message_id = ?2
		AND NOT EXISTS (SELECT 1 FROM op_targets e JOIN ops o ON o.id = e.op
			WHERE e.message = t.message AND e.op < t.op AND o.kind IN ('move', 'append') AND o.tries = 0)
		ORDER BY t.op LIMIT 1`, f.ID, clip(m.Envelope.MessageID, maxText))
	if err != nil || len(ids) == 0 {
		return 0, false, err
	}
	if err := t.name(ctx, ids[0], f.ID, m.UID); err != nil {
		return 0, true, err
	}
	here, err := collect(ctx, t, number[mail.MessageID], "SELECT id FROM messages WHERE id = ?", ids[0])
	return sole(here), true, err
}

// left returns the first pending operation that takes a message out of the
// folder where the server has it, 0 if it is to stay. What is queued up to that
// one is about the folder; what comes later may be about another stay there.
func (t *tx) left(ctx context.Context, id mail.MessageID) (mail.OpID, error) {
	var op mail.OpID
	err := one(ctx, t, `SELECT coalesce(min(t.op), 0) FROM op_targets t JOIN ops o ON o.id = t.op
		WHERE t.message = ? AND o.kind IN ('move', 'delete')`, []any{id}, &op)
	return op, err
}

// name records that the server calls a message uid in folder, where it has just
// arrived: in the operations that wait to know, and in its row if it is still there.
func (t *tx) name(ctx context.Context, id mail.MessageID, folder mail.FolderID, uid uint32) error {
	left, err := t.left(ctx, id)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, `UPDATE op_targets SET uid = ?1 WHERE message = ?2 AND folder = ?3 AND uid = 0 AND (?4 = 0 OR op <= ?4)`,
		uid, id, folder, left); err != nil || left != 0 {
		return err
	}
	return t.nameRow(ctx, id, folder, uid)
}

func (t *tx) nameRow(ctx context.Context, id mail.MessageID, folder mail.FolderID, uid uint32) error {
	// A pass may have seen the moved message before the answer to the move was
	// read. The same message is then here twice; the older row stays.
	if _, err := t.exec(ctx, `DELETE FROM messages WHERE folder = ?1 AND uid = ?2 AND uid > 0 AND id <> ?3 AND message_id <> ''
		AND message_id = (SELECT message_id FROM messages WHERE id = ?3 AND folder = ?1)`, folder, uid, id); err != nil {
		return err
	}
	// A server that gives two messages one UID is not believed the second time.
	_, err := t.exec(ctx, `UPDATE messages SET uid = ?2, unnamed = 0, vanished = 0 WHERE id = ?3 AND folder = ?1
		AND NOT EXISTS (SELECT 1 FROM messages WHERE folder = ?1 AND uid = ?2 AND uid > 0 AND id <> ?3)`, folder, uid, id)
	return err
}
