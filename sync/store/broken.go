package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
)

// BrokenBodies lists the account's messages that the server could not deliver
// so far, newest first.
func (s *Store) BrokenBodies(ctx context.Context, account accounts.ID) ([]Missing, error) {
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Missing, error) {
		var m Missing
		return m, r.Scan(&m.ID, &m.UID, &m.Size)
	}, "SELECT id, uid, size FROM messages WHERE account = ? AND body = 2 AND uid > 0 ORDER BY ord DESC", account)
	if err != nil {
		return nil, fmt.Errorf("broken bodies of account %d: %w", account, err)
	}
	return all, nil
}

// giveHeaders gives broken messages among bodies the headers that came with them.
func (s *Store) giveHeaders(ctx context.Context, bodies []Body) error {
	if !slices.ContainsFunc(bodies, func(b Body) bool { return b.Envelope != nil }) {
		return nil
	}
	return s.update(ctx, "give headers", func(ctx context.Context, t *tx) error {
		for _, b := range bodies {
			if b.Envelope == nil {
				continue
			}
			if err := t.giveHeader(ctx, b.ID, *b.Envelope); err != nil {
				return err
			}
		}
		return nil
	})
}

// giveHeader replaces what stands for the header of a broken message whose
// header was never read. Its place in the lists stays.
func (t *tx) giveHeader(ctx context.Context, id mail.MessageID, e mail.Envelope) error {
	rows, err := collect(ctx, t, number[accounts.ID],
		"SELECT account FROM messages WHERE id = ? AND body = 2 AND from_email = '' AND message_id = ''", id)
	if err != nil || len(rows) == 0 {
		return err
	}
	m := NewMessage{Envelope: e}
	threads, err := t.conversations(ctx, rows[0], []NewMessage{m})
	if err != nil {
		return err
	}
	th, others := threads.join(id, m)
	for _, other := range others {
		if err := t.merge(ctx, other, th); err != nil {
			return err
		}
	}
	if err := threads.flush(ctx); err != nil {
		return err
	}
	h := headerOf(e)
	_, err = t.exec(ctx, `UPDATE messages SET thread = ?1, from_name = ?2, from_email = ?3, recipients = ?4, copies = ?5, subject = ?6,
		date = CASE ?7 WHEN 0 THEN date ELSE ?7 END, message_id = ?8 WHERE id = ?9`,
		th, h.from.Name, h.from.Email, toJSON(h.to), toJSON(h.copies), h.subject, milli(e.Date), h.messageID, id)
	return err
}

// header is an envelope as far as a row keeps it.
type header struct {
	from       mail.Address
	to, copies []mail.Address
	subject    string
	messageID  string
}

func headerOf(e mail.Envelope) header {
	h := header{
		to: clipList(e.To), copies: clipList(append(e.Cc[:len(e.Cc):len(e.Cc)], e.Bcc...)),
		subject: clip(e.Subject, maxText), messageID: clip(e.MessageID, maxText),
	}
	if len(e.From) > 0 {
		h.from = clipAddress(e.From[0])
	}
	return h
}
