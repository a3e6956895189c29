package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
)

// Notice is something that the user should be told and that no view shows by
// itself. It stays until it is dismissed.
type Notice struct {
	ID      int64
	Account accounts.ID // 0: of none
	When    time.Time
	Code    string // explanation code, "GW-…"
	Text    string
}

const maxNotices = 200

// AddNotice keeps a notice. The same again takes the place of the older one.
func (s *Store) AddNotice(ctx context.Context, n Notice) error {
	return s.update(ctx, "keep notice", func(ctx context.Context, t *tx) error {
		return t.notice(ctx, n)
	})
}

func (t *tx) notice(ctx context.Context, n Notice) error {
	t.note(event.Notice{})
	if _, err := t.exec(ctx, "DELETE FROM notices WHERE account = ? AND code = ? AND text = ?", n.Account, n.Code, n.Text); err != nil {
		return err
	}
	id, err := t.insert(ctx, "INSERT INTO notices (account, time, code, text) VALUES (?, ?, ?, ?)", n.Account, milli(n.When), n.Code, n.Text)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "DELETE FROM notices WHERE id <= ?", id-maxNotices)
	return err
}

// Notices lists the notices, newest first.
func (s *Store) Notices(ctx context.Context) ([]Notice, error) {
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Notice, error) {
		var n Notice
		var when int64
		err := r.Scan(&n.ID, &n.Account, &when, &n.Code, &n.Text)
		n.When = fromMilli(when)
		return n, err
	}, "SELECT id, account, time, code, text FROM notices ORDER BY id DESC")
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return all, nil
}

// Dismiss removes a notice.
func (s *Store) Dismiss(ctx context.Context, id int64) error {
	return s.update(ctx, "dismiss notice", func(ctx context.Context, t *tx) error {
		t.note(event.Notice{})
		_, err := t.exec(ctx, "DELETE FROM notices WHERE id = ?", id)
		return err
	})
}
