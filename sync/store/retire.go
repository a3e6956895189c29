package store

import (
	"context"
	"encoding/json"
	"fmt"

	"godwit/accounts"
	"godwit/sync/event"
)

// RetireAccount cuts an account off from its servers and keeps its mail: all
// its folders become local. What was not brought here yet is not kept, and
// neither are changes and messages that were still to go to the servers,
// except for a message that is being sent now.
func (s *Store) RetireAccount(ctx context.Context, id accounts.ID) error {
	a, err := s.Account(ctx, id)
	if err != nil {
		return err
	}
	a.Incoming = accounts.Server{Protocol: accounts.None}
	a.Outgoing = accounts.Server{Protocol: accounts.None}
	a.Revision++
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("retire account: %w", err)
	}
	err = s.update(ctx, "retire account", func(ctx context.Context, t *tx) error {
		for _, query := range []string{
			"DELETE FROM outgoing WHERE account = ? AND state NOT IN ('sending', 'sent')",
			"DELETE FROM requests WHERE account = ?",
			"DELETE FROM ops WHERE account = ?",
			"DELETE FROM uidls WHERE account = ?",
			"DELETE FROM messages WHERE account = ? AND blob = 0",
			"UPDATE messages SET uid = 0, unnamed = 0 WHERE account = ?",
			"DELETE FROM folders WHERE account = ? AND gone = 1",
			"UPDATE folders SET remote = '', delim = '', uid_validity = 0, uid_next = 0, mod_seq = 0 WHERE account = ?",
		} {
			if _, err := t.exec(ctx, query, id); err != nil {
				return err
			}
		}
		_, err := t.exec(ctx, "UPDATE accounts SET data = ? WHERE id = ?", string(data), id)
		t.note(event.Accounts{})
		t.note(event.Folders{Account: id})
		t.note(event.Outbox{})
		t.note(event.Lagged{}) // every list may have lost rows
		return err
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}
