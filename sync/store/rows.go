package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
)

const rowColumns = `SELECT id, thread, account, folder, uid, from_name, from_email, recipients, subject, date, received,
	flags, tags, size, attachments, preview, body, message_id, labels, vanished, ord FROM messages `

func scanRow(r *sql.Rows) (mail.Row, error) {
	var m mail.Row
	var to, tags, labels string
	var date, received int64
	err := r.Scan(&m.ID, &m.Thread, &m.Account, &m.Folder, &m.UID, &m.From.Name, &m.From.Email, &to, &m.Subject, &date, &received,
		&m.Flags, &tags, &m.Size, &m.Attachments, &m.Preview, &m.Body, &m.MessageID, &labels, &m.Vanished, &m.Cursor)
	m.To = fromJSON[mail.Address](to)
	m.Tags = fromJSON[string](tags)
	m.Labels = fromJSON[string](labels)
	m.Date, m.Received = fromMilli(date), fromMilli(received)
	return m, err
}

// rowBatch is how many rows one query asks for by id.
const rowBatch = 500

// Rows returns the rows of the given messages in the given order. Ids that are
// not there are left out.
func (s *Store) Rows(ctx context.Context, ids []mail.MessageID) ([]mail.Row, error) {
	found := make(map[mail.MessageID]mail.Row, len(ids))
	for batch := range slices.Chunk(ids, rowBatch) {
		rows, err := collect(ctx, s.mail.read, scanRow, rowColumns+"WHERE id IN ("+list(batch)+")")
		if err != nil {
			return nil, fmt.Errorf("rows: %w", err)
		}
		for _, r := range rows {
			found[r.ID] = r
		}
	}
	rows := make([]mail.Row, 0, len(found))
	for _, id := range ids {
		if r, ok := found[id]; ok {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// Thread returns the newest messages of a conversation in all folders, oldest
// first.
func (s *Store) Thread(ctx context.Context, t mail.ThreadID, most int) ([]mail.Row, error) {
	rows, err := collect(ctx, s.mail.read, scanRow, rowColumns+"WHERE thread = ? ORDER BY ord DESC LIMIT ?", t, most)
	if err != nil {
		return nil, fmt.Errorf("conversation %d: %w", t, err)
	}
	slices.Reverse(rows)
	return rows, nil
}

// FindMessageID returns the account's messages with a Message-ID (without <
// >), newest first; those of every account for 0.
func (s *Store) FindMessageID(ctx context.Context, account accounts.ID, messageID string) ([]mail.Row, error) {
	if messageID == "" {
		return nil, nil
	}
	rows, err := collect(ctx, s.mail.read, scanRow, rowColumns+`WHERE thread IN (SELECT thread FROM refs
			WHERE message_id = ?1 AND account IN (SELECT id FROM accounts WHERE ?2 = 0 OR id = ?2))
		AND message_id = ?1 AND (?2 = 0 OR account = ?2) ORDER BY ord DESC`, clip(messageID, maxText), account)
	if err != nil {
		return nil, fmt.Errorf("find message by its id: %w", err)
	}
	return rows, nil
}
