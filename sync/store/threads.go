package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/thread"
)

// join finds the conversation of a message that is about to be added as id. A
// message that names ids of several conversations shows that they are one:
// the one begun first, by row, takes the others in.
func (t *tx) join(ctx context.Context, account accounts.ID, id mail.MessageID, e mail.Envelope) (mail.ThreadID, error) {
	links := thread.Links(e)
	var known []mail.ThreadID
	for _, link := range links {
		th, err := collect(ctx, t, number[mail.ThreadID], "SELECT thread FROM refs WHERE account = ? AND message_id = ?", account, link)
		if err != nil {
			return 0, err
		}
		known = append(known, th...)
	}
	joined := mail.ThreadID(id)
	if len(known) > 0 {
		joined = slices.Min(known)
	}
	slices.Sort(known)
	for _, other := range slices.Compact(known) {
		if other == joined {
			continue
		}
		if err := t.merge(ctx, other, joined); err != nil {
			return 0, fmt.Errorf("merge conversations: %w", err)
		}
	}
	for _, link := range links {
		if _, err := t.exec(ctx, "INSERT INTO refs (account, message_id, thread) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
			account, link, joined); err != nil {
			return 0, err
		}
	}
	return joined, nil
}

func (t *tx) merge(ctx context.Context, from, into mail.ThreadID) error {
	if _, err := t.exec(ctx, "UPDATE refs SET thread = ? WHERE thread = ?", into, from); err != nil {
		return err
	}
	err := each(ctx, t, "SELECT account, folder, id FROM messages WHERE thread = ?", []any{from}, func(r *sql.Rows) error {
		var account accounts.ID
		var folder mail.FolderID
		var id mail.MessageID
		if err := r.Scan(&account, &folder, &id); err != nil {
			return err
		}
		t.changed(account, folder, id)
		return nil
	})
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "UPDATE messages SET thread = ? WHERE thread = ?", into, from)
	return err
}
