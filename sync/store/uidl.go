package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Collected is a message that came over POP3, by what its server calls it (RFC
// 1939 7).
type Collected struct {
	When      time.Time      // it was collected
	Message   mail.MessageID // 0: not known; it was collected whole
	MessageID string         // without < >; "" if it has none, or is gone
	Size      int64
	Received  time.Time
	Here      bool // its body is
	Deleted   bool // it lies in Trash, or is gone from here
}

// UIDLs maps the unique ids of the account's collected messages to them.
func (s *Store) UIDLs(ctx context.Context, account accounts.ID) (map[string]Collected, error) {
	all := map[string]Collected{}
	err := each(ctx, s.mail.read, `SELECT u.uidl, u.collected, u.message, m.id IS NULL, coalesce(m.message_id, ''), coalesce(m.size, 0),
		coalesce(m.received, 0), coalesce(m.body, 0), coalesce(f.role, '') FROM uidls u
		LEFT JOIN messages m ON m.id = u.message AND u.message > 0 LEFT JOIN folders f ON f.id = m.folder
		WHERE u.account = ?`, []any{account}, func(r *sql.Rows) error {
		var uidl string
		var c Collected
		var when, received int64
		var gone bool
		var body mail.BodyState
		var role mail.Role
		err := r.Scan(&uidl, &when, &c.Message, &gone, &c.MessageID, &c.Size, &received, &body, &role)
		c.When, c.Received = fromMilli(when), fromMilli(received)
		c.Here = c.Message == 0 || body == mail.BodyHere
		c.Deleted = c.Message != 0 && (gone || role == mail.Trash)
		all[uidl] = c
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("collected ids of account %d: %w", account, err)
	}
	return all, nil
}

// UIDLOf is the account that a message was collected by and its unique id there;
// mail.ErrNotFound for one that did not come over POP3.
func (s *Store) UIDLOf(ctx context.Context, id mail.MessageID) (account accounts.ID, uidl string, err error) {
	err = one(ctx, s.mail.read, "SELECT account, uidl FROM uidls WHERE message = ? AND message > 0", []any{id}, &account, &uidl)
	if err != nil {
		return 0, "", fmt.Errorf("unique id of message %d: %w", id, err)
	}
	return account, uidl, nil
}

// RenameUIDLs gives collected messages the unique ids that their server has for
// them now.
func (s *Store) RenameUIDLs(ctx context.Context, account accounts.ID, names map[string]string) error {
	return s.update(ctx, "rename collected ids", func(ctx context.Context, t *tx) error {
		for before, now := range names {
			if _, err := t.exec(ctx, "UPDATE OR REPLACE uidls SET uidl = ? WHERE account = ? AND uidl = ?", now, account, before); err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetUIDLs forgets ids that the server no longer has.
func (s *Store) ForgetUIDLs(ctx context.Context, account accounts.ID, gone []string) error {
	return s.update(ctx, "forget collected ids", func(ctx context.Context, t *tx) error {
		for _, uidl := range gone {
			if _, err := t.exec(ctx, "DELETE FROM uidls WHERE account = ? AND uidl = ?", account, uidl); err != nil {
				return err
			}
		}
		return nil
	})
}
