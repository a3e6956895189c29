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
