package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"godwit/sync/fulltext"
	"godwit/sync/mail"
	"godwit/sync/query"
)

func expectHits(t *testing.T, s *Store, text string, want int) {
	t.Helper()
	n, err := s.SearchCount(t.Context(), query.Parse(text, time.Now()).Root, 0)
	rows, err2 := s.Search(t.Context(), query.Parse(text, time.Now()).Root, 0, 0, 0)
	if err != nil || err2 != nil || n != want || len(rows) != want {
		t.Errorf("%s counts %d, %v, and finds %d, %v; want %d", text, n, err, len(rows), err2, want)
	}
}

func segmentCount(t *testing.T, s *Store) (n int) {
	t.Helper()
	check(t, s.readWords(t.Context(), func(x *fulltext.Index) error {
		n = len(x.Segments)
		return nil
	}))
	return n
}

// oneByOne adds n messages, each in a commit of its own.
func oneByOne(t *testing.T, s *Store, folder mail.FolderID, n int) []mail.MessageID {
	t.Helper()
	var ids []mail.MessageID
	for i := range uint32(n) {
		m := message(i+1, "many")
		m.Body = &Body{Raw: []byte("x"), Text: fmt.Sprintf("own%d common", i)}
		ids = append(ids, add(t, s, folder, m)...)
	}
	return ids
}

func TestMergeWords(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	ids := oneByOne(t, s, folders[mail.Inbox], mergeCount+7)
	if n := segmentCount(t, s); n != mergeCount+7 {
		t.Fatalf("%d segments before the merge", n)
	}
	check(t, s.Delete(ctx, ids[3:5]))
	check(t, s.IndexHeaders(ctx))
	if n := segmentCount(t, s); n > 8 {
		t.Errorf("%d segments after the merge", n)
	}
	expectHits(t, s, "common", len(ids)-2)
	expectHits(t, s, "own3", 0)
	expectHits(t, s, "own5", 1)

	check(t, s.Delete(ctx, ids[5:40])) // most of the merged segment
	check(t, s.IndexHeaders(ctx))
	expectHits(t, s, "common", len(ids)-37)
	check(t, s.readWords(ctx, func(x *fulltext.Index) error {
		for _, seg := range x.Segments {
			if seg.Dead() > seg.Docs() {
				t.Errorf("segment %d has %d documents, and %d dead ones", seg.ID, seg.Docs(), seg.Dead())
			}
		}
		return nil
	}))
	check(t, s.Delete(ctx, ids[40:]))
	check(t, s.Delete(ctx, ids[:3]))
	check(t, s.IndexHeaders(ctx))
	expectHits(t, s, "common", 0)
	var rows, blocks int
	check(t, one(ctx, s.search.read, "SELECT (SELECT count(*) FROM segments), (SELECT count(*) FROM blocks)", nil, &rows, &blocks))
	if rows != 0 || blocks != 0 {
		t.Errorf("of no message there are %d segments, %d blocks", rows, blocks)
	}
	check(t, s.Check(ctx))
}

// TestMergeIsEnded leaves a merge half made, as a killed process does.
func TestMergeIsEnded(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	ids := oneByOne(t, s, folders[mail.Inbox], 5)
	var half int64
	check(t, s.writeStep(ctx, func(ctx context.Context, t *tx) (err error) {
		half, err = t.insert(ctx, "INSERT INTO segments (head) VALUES (x'')")
		if err != nil {
			return err
		}
		return t.addBlocks(ctx, half, []fulltext.Block{{N: 0, Data: []byte("half")}, {N: 7, Data: []byte("made")}})
	}))
	expectHits(t, s, "common", len(ids))
	check(t, s.IndexHeaders(ctx))
	expectHits(t, s, "common", len(ids))
	var left int
	check(t, one(ctx, s.search.read, "SELECT count(*) FROM blocks WHERE id >> ? = ?", []any{fulltext.BlockBits, half}, &left))
	if left != 0 {
		t.Errorf("%d blocks are left of it", left)
	}
}

// TestMergeMeanwhile changes messages while the segments they are in are merged.
func TestMergeMeanwhile(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	ids := oneByOne(t, s, folders[mail.Inbox], 20)
	x, err := s.index(ctx, s.search.read)
	check(t, err)
	m, err := x.Merge()
	check(t, err)
	check(t, s.Delete(ctx, ids[:1])) // all of a segment
	check(t, s.merge(ctx, x, m))
	if n := segmentCount(t, s); n != 1 {
		t.Errorf("%d segments", n)
	}
	expectHits(t, s, "common", 19)
	check(t, s.Delete(ctx, ids[1:2]))
	expectHits(t, s, "common", 18)

	x, err = s.index(ctx, s.search.read)
	check(t, err)
	m, err = x.Merge()
	check(t, err)
	check(t, s.emptyIndex(ctx))
	if err := s.merge(ctx, x, m); err != nil && !errors.Is(err, fulltext.ErrDamaged) {
		t.Error(err)
	}
	check(t, s.Reindex(ctx, func([]byte) Body { return Body{Text: "common"} }))
	expectHits(t, s, "common", 18)
}

func TestDamagedBlock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	s := open(t, dir)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	ids := oneByOne(t, s, folders[mail.Inbox], 3)
	_, err := s.search.write.Exec("UPDATE blocks SET data = zeroblob(length(data))")
	check(t, err)
	if _, err := s.SearchCount(ctx, query.Parse("common", time.Now()).Root, 0); !errors.Is(err, ErrDamaged) {
		t.Fatalf("search in a damaged index: %v, want ErrDamaged", err)
	}
	select {
	case <-s.Emptied():
	default:
		t.Error("nobody is told to index again")
	}
	if n, total, err := s.Searchable(ctx); err != nil || n != 0 || total != len(ids) {
		t.Errorf("searchable %d of %d, %v", n, total, err)
	}
	expectHits(t, s, "common", 0)
	check(t, s.Reindex(ctx, func([]byte) Body { return Body{Text: "common"} }))
	expectHits(t, s, "common", len(ids))

	// Seen by one who compares: it is made again at once.
	_, err = s.search.write.Exec("UPDATE blocks SET data = zeroblob(length(data)); UPDATE pair SET stamp = stamp + 1")
	check(t, err)
	s.parts.keep(nil)
	check(t, s.Reindex(ctx, func([]byte) Body { return Body{Text: "common"} }))
	expectHits(t, s, "common", len(ids))

	// Seen by one who writes: nothing of the message is lost.
	_, err = s.search.write.Exec("UPDATE blocks SET data = zeroblob(length(data))")
	check(t, err)
	s.parts.keep(nil)
	check(t, s.Delete(ctx, ids[1:2]))
	check(t, s.IndexHeaders(ctx))
	check(t, s.Reindex(ctx, func([]byte) Body { return Body{Text: "common"} }))
	expectHits(t, s, "common", len(ids)-1)

	_, err = s.search.write.Exec("DROP TABLE blocks") // so that it cannot be emptied
	check(t, err)
	s.parts.keep(nil)
	if _, err := s.SearchCount(ctx, query.Parse("common", time.Now()).Root, 0); err == nil {
		t.Error("search without blocks succeeds")
	}
	check(t, s.update(ctx, "condemn", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "INSERT INTO marks (key, value) VALUES ('condemned', 1)")
		return err
	}))
	check(t, s.Close())
	s, err = Open(ctx, dir, s.hub, s.log)
	check(t, err)
	check(t, s.Reindex(ctx, func([]byte) Body { return Body{Text: "common"} }))
	expectHits(t, s, "common", len(ids)-1)
	check(t, s.Close())
}

// TestStamps tells what a power cut or a kill leaves from what is in order.
func TestStamps(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	text := func([]byte) Body { return Body{Text: "common"} }
	inStep := func() bool {
		var have, known int64
		check(t, one(ctx, s.search.read, "SELECT stamp FROM pair", nil, &have))
		check(t, one(ctx, s.mail.read, "SELECT value FROM marks WHERE key = 'stamp'", nil, &known))
		return have == known
	}
	check(t, s.Reindex(ctx, text))
	m := message(1, "a")
	m.BodyFollows = true
	ids := add(t, s, folders[mail.Inbox], m, message(2, "b"), message(3, "c"))
	check(t, s.IndexHeaders(ctx))
	check(t, s.AddBodies(ctx, []Body{{ID: ids[0], Raw: []byte("x"), Text: "common"}}))
	check(t, s.Delete(ctx, ids[2:]))
	if !inStep() {
		t.Error("out of step after changes in order")
	}

	// The newest commit of search.db is lost: the text, but not the header.
	_, err := s.search.write.Exec("DELETE FROM segments WHERE id = (SELECT max(id) FROM segments); UPDATE segments SET dead = x'', changed = changed + 1; UPDATE pair SET stamp = stamp - 1")
	check(t, err)
	check(t, s.AddBodies(ctx, []Body{{ID: ids[1], Raw: []byte("y"), Text: "common"}})) // must not hide it
	if inStep() {
		t.Error("a lost commit goes unnoticed")
	}
	check(t, s.Reindex(ctx, text))
	expectHits(t, s, "common", 2)
	expectHits(t, s, "subject:c", 0)

	// Killed between the commit of words and that of rows.
	_, err = s.writeWords(ctx, []words{{ord: 12345, subject: "orphan", full: true}})
	check(t, err)
	check(t, s.Reindex(ctx, text))
	if n, err := s.SearchCount(ctx, query.Parse("orphan", time.Now()).Root, 0); n != 0 || err != nil {
		t.Errorf("words without a message: %d, %v", n, err)
	}
	if !inStep() {
		t.Error("out of step after Reindex")
	}
}

// TestOldIndex opens a profile whose index is of the kind before.
func TestOldIndex(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, folders := imapAccount(t, s)
	oneByOne(t, s, folders[mail.Inbox], 3)
	for _, query := range []string{
		"DROP TABLE segments", "DROP TABLE blocks", "ALTER TABLE pair DROP COLUMN stamp",
		"CREATE VIRTUAL TABLE words USING fts5(sender, recipients, subject, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')",
		"INSERT INTO words (rowid, body) VALUES (1, 'common')",
		"PRAGMA user_version = 2",
	} {
		_, err := s.search.write.Exec(query)
		check(t, err)
	}
	s = open(t, dir)
	expectHits(t, s, "common", 0)
	check(t, s.Reindex(t.Context(), func([]byte) Body { return Body{Text: "common"} }))
	expectHits(t, s, "common", 3)
	check(t, s.Check(t.Context()))
}
