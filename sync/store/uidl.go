package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"godwit/accounts"
)

// UIDLs maps the unique ids (RFC 1939 7) of the account's collected messages
// to when they were collected.
func (s *Store) UIDLs(ctx context.Context, account accounts.ID) (map[string]time.Time, error) {
	all := map[string]time.Time{}
	err := each(ctx, s.mail.read, "SELECT uidl, collected FROM uidls WHERE account = ?", []any{account}, func(r *sql.Rows) error {
		var uidl string
		var when int64
		err := r.Scan(&uidl, &when)
		all[uidl] = fromMilli(when)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("collected ids of account %d: %w", account, err)
	}
	return all, nil
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
