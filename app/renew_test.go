package app

import (
	"database/sql"
	"path/filepath"
	"testing"

	"godwit/sync/localserver"

	_ "modernc.org/sqlite"
)

// TestSyncRenewsAnOldIndex: messages that a program before this one indexed
// without their attachments are found by them after one pass.
func TestSyncRenewsAnOldIndex(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	id := add(t, a, w.account(mira), "godwit")
	w.deliver(mira, "lighthouse")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))

	db, err := sql.Open("sqlite", filepath.Join(dir, "mail.db"))
	check(t, err)
	defer db.Close()
	old := func() (n int) {
		check(t, db.QueryRow("SELECT count(*) FROM messages WHERE indexed = 2").Scan(&n))
		return n
	}
	_, err = db.Exec("UPDATE messages SET indexed = 2")
	check(t, err)
	if old() == 0 {
		t.Fatal("no message to index again")
	}
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	if n := old(); n > 0 {
		t.Errorf("%d messages are as the old program left them", n)
	}
	if n, err := a.Mail.SearchCount(t.Context(), "about lighthouse", id); err != nil || n != 1 {
		t.Errorf("found %d, %v", n, err)
	}
}
