package store

import (
	"context"
	"database/sql"
	"fmt"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// subject is a message that the user wants something done to.
type subject struct {
	id        mail.MessageID
	account   accounts.ID
	folder    mail.FolderID
	remote    bool // a server has the folder, and has not lost or refused the message
	vanished  bool
	uid       uint32
	flags     mail.Flags
	tags      []string
	body      mail.BodyState
	messageID string
}

func (t *tx) subject(ctx context.Context, id mail.MessageID) (subject, error) {
	m, err := first(collect(ctx, t, func(r *sql.Rows) (subject, error) {
		var m subject
		var tags string
		err := r.Scan(&m.id, &m.account, &m.folder, &m.remote, &m.vanished, &m.uid, &m.flags, &tags, &m.body, &m.messageID)
		m.tags = fromJSON[string](tags)
		return m, err
	}, `SELECT m.id, m.account, m.folder, f.remote <> '' AND m.vanished = 0 AND m.unnamed <> 3, m.vanished, m.uid, m.flags, m.tags, m.body, m.message_id
		FROM messages m JOIN folders f ON f.id = m.folder WHERE m.id = ?`, id))
	if err != nil {
		return m, fmt.Errorf("message %d: %w", id, err)
	}
	return m, nil
}

// wish collects one gesture of the user: the operations it takes, messages of
// one kind together, and how to undo it.
type wish struct {
	t    *tx
	ops  map[string]mail.OpID
	undo int64 // 0 until there is something to undo; -1: do not keep it
}

func (t *tx) wish() *wish { return &wish{t: t, ops: map[string]mail.OpID{}} }

// queue adds a message to the operation of this wish that is like op.
func (w *wish) queue(ctx context.Context, op mail.Op, m subject, folder mail.FolderID, uid uint32) error {
	d := delta{op.Add, op.Del, op.AddTags, op.DelTags}
	key := fmt.Sprint(op.Account, op.Kind, folder, op.To, d.key())
	id, ok := w.ops[key]
	if !ok || op.Kind == mail.OpAppend { // appended one by one, so that one can be told from the other
		n, err := w.t.insert(ctx, `INSERT INTO ops (account, kind, folder, dest, add_flags, del_flags, add_tags, del_tags, look)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, op.Account, op.Kind, folder, op.To, op.Add, op.Del, toJSON(op.AddTags), toJSON(op.DelTags), milli(op.Look))
		if err != nil {
			return err
		}
		id = mail.OpID(n)
		w.ops[key] = id
		w.t.note(event.Ops{Account: op.Account})
	}
	_, err := w.t.exec(ctx, "INSERT INTO op_targets (op, message, folder, uid, message_id) VALUES (?, ?, ?, ?, ?)",
		id, m.id, folder, uid, m.messageID)
	return err
}

// remember writes how to undo the change of one message: from where it was
// moved, or which flags changed.
func (w *wish) remember(ctx context.Context, m subject, from mail.FolderID, d delta) error {
	if w.undo < 0 {
		return nil
	}
	if w.undo == 0 {
		n, err := w.t.insert(ctx, "INSERT INTO undo (label) VALUES ('')")
		if err != nil {
			return err
		}
		w.undo = n
	}
	_, err := w.t.exec(ctx, "INSERT INTO undo_items (undo, message, folder, add_flags, del_flags, add_tags, del_tags) VALUES (?, ?, ?, ?, ?, ?, ?)",
		w.undo, m.id, from, d.add, d.del, toJSON(d.addTags), toJSON(d.delTags))
	return err
}

const maxUndo = 100

// label ends a wish that can be undone: it says what was done, in words.
func (w *wish) label(ctx context.Context, label string) error {
	if w.undo <= 0 {
		return nil
	}
	if _, err := w.t.exec(ctx, "UPDATE undo SET label = ? WHERE id = ?", label, w.undo); err != nil {
		return err
	}
	_, err := w.t.exec(ctx, "DELETE FROM undo WHERE id <= ?", w.undo-maxUndo)
	return err
}

// waiting is the newest operation that waits on a message.
type waiting struct {
	op     mail.OpID
	kind   mail.OpKind
	tries  int
	folder mail.FolderID
	uid    uint32
	dest   mail.FolderID
	change delta
}

// newest returns the newest operation on a message; its op is 0 if none waits.
func (t *tx) newest(ctx context.Context, id mail.MessageID) (waiting, error) {
	all, err := collect(ctx, t, func(r *sql.Rows) (waiting, error) {
		var w waiting
		var addTags, delTags string
		err := r.Scan(&w.op, &w.kind, &w.tries, &w.folder, &w.uid, &w.dest, &w.change.add, &w.change.del, &addTags, &delTags)
		w.change.addTags, w.change.delTags = fromJSON[string](addTags), fromJSON[string](delTags)
		return w, err
	}, `SELECT o.id, o.kind, o.tries, t.folder, t.uid, o.dest, o.add_flags, o.del_flags, o.add_tags, o.del_tags
		FROM op_targets t JOIN ops o ON o.id = t.op WHERE t.message = ? ORDER BY t.op DESC LIMIT 1`, id)
	if err != nil || len(all) == 0 {
		return waiting{}, err
	}
	return all[0], nil
}

// dropTarget takes a message out of an operation that has not begun.
func (t *tx) dropTarget(ctx context.Context, op mail.OpID, id mail.MessageID) error {
	if _, err := t.exec(ctx, "DELETE FROM op_targets WHERE op = ? AND message = ?", op, id); err != nil {
		return err
	}
	_, err := t.exec(ctx, "DELETE FROM ops WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM op_targets WHERE op = ?1)", op)
	return err
}

// dropEmptyOps removes operations on messages that have none left.
func (t *tx) dropEmptyOps(ctx context.Context) error {
	_, err := t.exec(ctx, `DELETE FROM ops WHERE kind IN ('flags', 'move', 'delete', 'append')
		AND NOT EXISTS (SELECT 1 FROM op_targets WHERE op = ops.id)`)
	return err
}
