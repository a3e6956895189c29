package store

import (
	"context"
	"fmt"

	"godwit/accounts"
	"godwit/sync/mail"
)

// A row without a UID in a folder of the server is on its way there, or is
// believed to be there already (unnamed). One of which neither holds was left
// behind by an operation that was dropped or taken back when nobody knew the
// message's UID any more.
const stranded = `FROM messages WHERE uid = 0 AND unnamed = 0 AND vanished = 0
	AND folder IN (SELECT id FROM folders WHERE account = ? AND remote <> '')
	AND NOT EXISTS (SELECT 1 FROM op_targets t JOIN ops o ON o.id = t.op
		WHERE t.message = messages.id AND o.kind IN ('move', 'append') AND o.dest = messages.folder)`

// The target of an operation that waits for a UID, with no operation before it
// to bring the message to where it waits.
const untold = `uid = 0 AND NOT EXISTS (SELECT 1 FROM op_targets e JOIN ops o ON o.id = e.op
	WHERE e.message = op_targets.message AND e.op < op_targets.op AND o.dest = op_targets.folder)`

// claimStranded lets the next look at all of their folders, and at the others,
// decide on such rows, as on every message that the server should have.
func (s *Store) claimStranded(ctx context.Context, account accounts.ID) error {
	ids, err := collect(ctx, s.mail.read, number[mail.MessageID], "SELECT id "+stranded+" LIMIT 1", account)
	if err != nil {
		return fmt.Errorf("find stranded messages: %w", err)
	}
	if len(ids) == 0 {
		return nil
	}
	return s.update(ctx, "claim stranded messages", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "UPDATE messages SET unnamed = ? WHERE id IN (SELECT id "+stranded+")", missed, account)
		return err
	})
}

// Untold reports whether an operation waits for the UID of a message in a
// folder, with nothing to bring it there: it is gone, or another client has
// moved it to where only a look at all folders finds it.
func (s *Store) Untold(ctx context.Context, folder mail.FolderID) (bool, error) {
	var yes bool
	if err := one(ctx, s.mail.read, "SELECT EXISTS (SELECT 1 FROM op_targets WHERE folder = ? AND "+untold+")", []any{folder}, &yes); err != nil {
		return false, fmt.Errorf("operations that wait in folder %d: %w", folder, err)
	}
	return yes, nil
}

// dropUntold ends such operations in a folder that was looked at in vain. The
// marks of a message that is to be looked for elsewhere go on with it.
func (t *tx) dropUntold(ctx context.Context, folder mail.FolderID) error {
	elsewhere, err := t.uprootAll(ctx, folder, untold, "NOT (folder = ?1 AND uid = 0 AND unnamed IN (1, 2))")
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "DELETE FROM op_targets WHERE folder = ? AND message NOT IN ("+list(elsewhere)+") AND "+untold, folder)
	return err
}

// uprootAll uproots the messages that operations in a folder wait on, as far as
// both conditions hold, and returns them. What is to be appended is put on the
// server anew, wherever it was.
func (t *tx) uprootAll(ctx context.Context, folder mail.FolderID, targets, rows string) ([]mail.MessageID, error) {
	ids, err := collect(ctx, t, number[mail.MessageID], `SELECT id FROM messages
		WHERE id IN (SELECT message FROM op_targets WHERE folder = ?1 AND `+targets+`) AND `+rows+`
		AND NOT EXISTS (SELECT 1 FROM op_targets t JOIN ops o ON o.id = t.op WHERE t.message = messages.id AND o.kind = 'append')
		ORDER BY id`, folder)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, err := t.uproot(ctx, id); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// uproot drops what waits on a message that is not where the server was to
// take it from. If its row is in a folder of the server, it is missed there
// unless it has turned up, and the marks wait for it there.
func (t *tx) uproot(ctx context.Context, id mail.MessageID) (int64, error) {
	marks, err := collect(ctx, t, scanOp, opColumns+"WHERE kind = 'flags' AND id IN (SELECT op FROM op_targets WHERE message = ?) ORDER BY id", id)
	if err != nil {
		return 0, err
	}
	if _, err := t.exec(ctx, "DELETE FROM op_targets WHERE message = ?", id); err != nil {
		return 0, err
	}
	m, err := t.subject(ctx, id)
	if err != nil || !m.remote {
		return 0, ignoreMissing(err)
	}
	missing, err := t.exec(ctx, "UPDATE messages SET unnamed = ? WHERE id = ? AND uid = 0", missed, id)
	if err != nil {
		return 0, err
	}
	for _, op := range marks {
		if err := t.wish().queue(ctx, op, m, m.folder, m.uid); err != nil {
			return 0, err
		}
	}
	return missing, nil
}
