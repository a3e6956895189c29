package store

import (
	"context"
	"database/sql"
	"fmt"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Copy is what is here of one message of a folder, for a comparison with the
// server.
type Copy struct {
	ID        mail.MessageID
	UID       uint32 // 0: on its way to the server, or not named by it yet
	Flags     mail.Flags
	Tags      []string
	Size      int64 // as the server told
	Body      mail.BodyState
	MessageID string
	Coming    bool // the server has it under a UID that is not known here
}

// Copies lists a folder's messages by their UIDs, without those that vanished.
func (s *Store) Copies(ctx context.Context, folder mail.FolderID) ([]Copy, error) {
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Copy, error) {
		var c Copy
		var tags string
		err := r.Scan(&c.ID, &c.UID, &c.Flags, &tags, &c.Size, &c.Body, &c.MessageID, &c.Coming)
		c.Tags = fromJSON[string](tags)
		return c, err
	}, "SELECT id, uid, flags, tags, size, body, message_id, unnamed = ? FROM messages WHERE folder = ? AND vanished = 0 ORDER BY uid, id", coming, folder)
	if err != nil {
		return nil, fmt.Errorf("messages of folder %d: %w", folder, err)
	}
	return all, nil
}

// Ops lists all operations of an account that its server has not heard of, or
// not answered, oldest first.
func (s *Store) Ops(ctx context.Context, account accounts.ID) ([]mail.Op, error) {
	all, err := collect(ctx, s.mail.read, scanOp, opColumns+"WHERE account = ? ORDER BY id", account)
	if err != nil {
		return nil, fmt.Errorf("operations of account %d: %w", account, err)
	}
	for i := range all {
		if all[i].Targets, err = targets(ctx, s.mail.read, all[i].ID); err != nil {
			return nil, fmt.Errorf("targets of operation %d: %w", all[i].ID, err)
		}
	}
	return all, nil
}
