package store

import (
	"errors"
	"path/filepath"
	"testing"

	"godwit/sync/mail"
)

// TestRowsOfOldProfile brings a profile here that counted by a trigger and
// found Message-IDs by an index of their own.
func TestRowsOfOldProfile(t *testing.T) {
	dir := t.TempDir()
	old := mailSchema
	old.steps = old.steps[:3]
	f, err := openFile(t.Context(), filepath.Join(dir, "mail.db"), old)
	check(t, err)
	_, err = f.write.Exec(`
		INSERT INTO accounts (id, data) VALUES (1, '{}');
		INSERT INTO folders (id, account, path, remote) VALUES (1, 1, 'INBOX', 'INBOX');
		INSERT INTO messages (id, ord, account, folder, uid, thread, received, size, message_id) VALUES (5, 77, 1, 1, 9, 5, 1, 100, 'old@x');
		INSERT INTO refs (account, message_id, thread) VALUES (1, 'old@x', 5), (1, 'named@x', 5);`)
	check(t, errors.Join(err, f.close()))

	s := open(t, dir)
	if rows, err := s.FindMessageID(t.Context(), 0, "old@x"); err != nil || len(rows) != 1 || rows[0].ID != 5 {
		t.Errorf("found by its id: %v, %v", rows, err)
	}
	answer := message(10, "answer")
	answer.Envelope.References = []string{"named@x"}
	ids := add(t, s, 1, answer, message(9, "known"))
	if ids[1] != 5 || row(t, s, ids[0]).Thread != 5 {
		t.Errorf("ids %v, conversation %d; want the old row and its conversation", ids, row(t, s, ids[0]).Thread)
	}
	if n, err := s.List(t.Context(), mail.ListQuery{Account: 1}); err != nil || len(n) != 2 {
		t.Errorf("the account has %d messages, %v", len(n), err)
	}
	checkCounters(t, s)
	check(t, s.Check(t.Context()))
}
