package store

import (
	"context"
	"database/sql"
	"fmt"

	"godwit/sync/mail"
)

// setServer records the server's own id of a message, and Gmail's labels.
func (t *tx) setServer(ctx context.Context, f mail.Folder, id mail.MessageID, serverID string, labels []string) error {
	n, err := t.exec(ctx, "UPDATE messages SET server_id = ?2, labels = ?3 WHERE id = ?1 AND (server_id <> ?2 OR labels <> ?3)",
		id, clip(serverID, maxText), toJSON(cleanTags(labels)))
	if n > 0 {
		t.changed(f.Account, f.ID, id)
	}
	return err
}

// Twin is another message of the account that is the same one for the server.
type Twin struct {
	ServerID string         // of both
	ID       mail.MessageID // one whose body is here, 0 if none is
}

// Twins finds the twins of messages that the server has an id of its own for.
func (s *Store) Twins(ctx context.Context, ids []mail.MessageID) (map[mail.MessageID]Twin, error) {
	twins := map[mail.MessageID]Twin{}
	err := each(ctx, s.mail.read, `SELECT m.id, m.server_id, coalesce(max(o.id), 0) FROM messages m
		LEFT JOIN messages o ON o.account = m.account AND o.server_id = m.server_id AND o.server_id <> '' AND o.body = ? AND o.blob > 0
		WHERE m.server_id <> '' AND m.id IN (`+list(ids)+`) GROUP BY m.id`, []any{mail.BodyHere}, func(r *sql.Rows) error {
		var id mail.MessageID
		var twin Twin
		err := r.Scan(&id, &twin.ServerID, &twin.ID)
		twins[id] = twin
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find copies: %w", err)
	}
	return twins, nil
}

// blobOf is the blob that a message's row names, 0 if there is none. Another
// row may name it as well; bury removes bytes with the last.
func (t *tx) blobOf(ctx context.Context, id mail.MessageID) (int64, error) {
	var blob int64
	err := one(ctx, t, "SELECT blob FROM messages WHERE id = ? AND body = ?", []any{id, mail.BodyHere}, &blob)
	return blob, ignoreMissing(err)
}
