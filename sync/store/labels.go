package store

import (
	"context"

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
