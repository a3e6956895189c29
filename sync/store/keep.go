package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// SetKeep sets a folder's own rule for bodies; the zero value leaves it to the
// account. It changes what is fetched from now on: no body goes from here.
func (s *Store) SetKeep(ctx context.Context, folder mail.FolderID, keep accounts.Keep) error {
	value := ""
	if keep != (accounts.Keep{}) {
		data, err := json.Marshal(keep)
		if err != nil {
			return fmt.Errorf("set keep: %w", err)
		}
		value = string(data)
	}
	return s.update(ctx, "set keep", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		if f.Keep == keep {
			return nil
		}
		t.note(event.Folders{Account: f.Account})
		_, err = t.exec(ctx, "UPDATE folders SET keep = ? WHERE id = ?", value, folder)
		return err
	})
}

// keepOf reads a folder's rule; one that this version does not understand is
// the account's.
func keepOf(value string) accounts.Keep {
	var k accounts.Keep
	if value == "" || json.Unmarshal([]byte(value), &k) != nil {
		return accounts.Keep{}
	}
	return k
}

// Missing is a message whose body is to be fetched.
type Missing struct {
	ID   mail.MessageID
	UID  uint32
	Size int64

	Received  time.Time
	MessageID string // without < >; "" if it has none, or it is not known here
}

// MissingBodies lists up to limit messages of the folder that the server can
// deliver, that are not here, and that are to be kept by the rule, newest
// first; all of them for limit 0.
func (s *Store) MissingBodies(ctx context.Context, folder mail.FolderID, keep accounts.Keep, now time.Time, limit int) ([]Missing, error) {
	if keep.Mode == accounts.KeepHeaders {
		return nil, nil
	}
	if limit <= 0 {
		limit = -1
	}
	since := keep.Since(now)
	// +uid, so that SQLite takes the index of what is missing, not that of UIDs.
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Missing, error) {
		var m Missing
		var received int64
		err := r.Scan(&m.ID, &m.UID, &m.Size, &received, &m.MessageID)
		m.Received = fromMilli(received)
		return m, err
	}, `SELECT id, uid, size, received, message_id FROM messages WHERE folder = ?1 AND body = 0 AND +uid > 0
		AND received >= ?2 AND ord >= ?5 AND (?3 <= 0 OR size <= ?3) ORDER BY ord DESC LIMIT ?4`,
		folder, milli(since), keep.Largest, limit, milli(since)/1000<<lowBits)
	if err != nil {
		return nil, fmt.Errorf("missing bodies of folder %d: %w", folder, err)
	}
	return all, nil
}
