package store

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/query"
)

func TestNewerProfileIsLeftAlone(t *testing.T) {
	for _, name := range []string{"mail.db", "bodies.db"} {
		dir := t.TempDir()
		s := open(t, dir)
		f := s.mail
		if name == "bodies.db" {
			f = s.bodies
		}
		_, err := f.write.Exec("PRAGMA user_version = 1000")
		check(t, err)
		before, err := os.ReadFile(filepath.Join(dir, "mail.db"))
		check(t, err)
		if _, err := Open(t.Context(), dir, new(event.Hub), slog.New(slog.DiscardHandler)); !errors.Is(err, ErrNewer) {
			t.Fatalf("%s: %v, want ErrNewer", name, err)
		}
		after, err := os.ReadFile(filepath.Join(dir, "mail.db"))
		check(t, err)
		if string(before) != string(after) {
			t.Errorf("%s: mail.db was changed", name)
		}
	}
}

// TestLostMailDatabase: bytes whose rows are gone are not swept as nobody's.
func TestLostMailDatabase(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"empty": func(path string) error { return os.Truncate(path, 0) },
		"gone":  os.Remove,
	} {
		dir := t.TempDir()
		check(t, open(t, dir).Close())
		for _, suffix := range []string{"-wal", "-shm"} {
			if err := os.Remove(filepath.Join(dir, "mail.db"+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
		check(t, lose(filepath.Join(dir, "mail.db")))
		if _, err := Open(t.Context(), dir, new(event.Hub), slog.New(slog.DiscardHandler)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, want ErrDamaged", name, err)
		}
	}
}

func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "profile")
	s := open(t, dir)
	imapAccount(t, s)
	release, err := s.Hold(t.Context())
	check(t, err)
	defer release()
	info, err := os.Stat(dir)
	check(t, err)
	if info.Mode().Perm() != 0o700 {
		t.Errorf("folder has mode %v", info.Mode())
	}
	files, err := os.ReadDir(dir)
	check(t, err)
	for _, f := range files {
		info, err := f.Info()
		check(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f.Name(), info.Mode())
		}
	}
}

func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir), open(t, dir)
	sub := b.hub.Subscribe()
	defer sub.Close()
	account, folders := imapAccount(t, a)
	lagged := false
	for !lagged {
		<-sub.C
		for _, e := range sub.Take() {
			_, is := e.(event.Lagged)
			lagged = lagged || is
		}
	}
	if _, err := b.Account(t.Context(), account); err != nil {
		t.Error(err)
	}
	ids := add(t, b, folders[mail.Inbox], message(1, "from b"))
	if r := row(t, a, ids[0]); r.Subject != "from b" {
		t.Errorf("a sees %+v", r)
	}
	release, err := a.Hold(t.Context())
	check(t, err)
	if _, err := b.Hold(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("second hold: %v, want ErrBusy", err)
	}
	release()
	release, err = b.Hold(t.Context())
	check(t, err)
	release()
}

func TestRequests(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	id, err := s.Ask(ctx, Request{Kind: "show", Arg: "mailto:x"})
	check(t, err)
	open, err := s.Requests(ctx)
	check(t, err)
	if len(open) != 1 || open[0].Kind != "show" || open[0].Arg != "mailto:x" {
		t.Errorf("open requests %+v", open)
	}
	check(t, s.Answer(ctx, id, `{"code":"X"}`))
	r, err := s.Request(ctx, id)
	check(t, err)
	if !r.Done || r.Error == "" {
		t.Errorf("answered %+v", r)
	}
	if open, _ = s.Requests(ctx); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
}

func TestFullDisk(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	ids := add(t, s, folders[mail.Inbox], message(1, "a"))
	for _, f := range []*file{s.mail, s.bodies, s.search} {
		_, err := f.write.Exec("PRAGMA max_page_count = 1") // no growth from here on
		check(t, err)
	}
	full := false
	stored := ids
	for uid := uint32(2); uid < 2000 && !full; uid++ {
		m := message(uid, "b")
		m.Body = &Body{Raw: killBody(uid)}
		some, err := s.AddMessages(ctx, folders[mail.Inbox], []NewMessage{m})
		if errors.Is(err, ErrFull) {
			full = true
		} else {
			check(t, err)
			stored = append(stored, some...)
		}
	}
	if !full {
		t.Fatal("never full")
	}
	var err error
	for n := 0; n < 1000 && err == nil; n++ { // the last pages have room for a few
		_, err = s.Enqueue(ctx, mail.Outgoing{Subject: strings.Repeat("x", 1000)}, killBody(7))
	}
	if !errors.Is(err, ErrFull) {
		t.Errorf("queue on a full disk: %v, want ErrFull", err)
	}
	rows, err := s.Rows(ctx, stored)
	check(t, err)
	if len(rows) != len(stored) {
		t.Errorf("%d rows of %d", len(rows), len(stored))
	}
	for _, id := range stored[1:] {
		if _, err := s.Raw(ctx, id); err != nil {
			t.Error(err)
		}
	}
	for _, f := range []*file{s.mail, s.bodies, s.search} { // room again
		_, err := f.write.Exec("PRAGMA max_page_count = 1000000")
		check(t, err)
	}
	add(t, s, folders[mail.Inbox], message(5000, "c"))
	check(t, s.Check(ctx))
}

func TestIndexIsMadeAgain(t *testing.T) {
	tests := map[string]func(t *testing.T, path string){
		"removed": func(t *testing.T, path string) {
			for _, suffix := range []string{"", "-wal", "-shm"} {
				if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
					t.Fatal(err)
				}
			}
		},
		"damaged": func(t *testing.T, path string) {
			check(t, os.WriteFile(path, []byte("this is no database, and it is long enough to be looked at as one by SQLite, header and all........"), 0o600))
		},
	}
	for name, harm := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(t.Context(), dir, new(event.Hub), slog.New(slog.NewTextHandler(io.Discard, nil)))
			check(t, err)
			_, folders := imapAccount(t, s)
			m := message(1, "subject")
			m.Body = &Body{Raw: []byte("Grüße"), Text: "Grüße"}
			add(t, s, folders[mail.Inbox], m, message(2, "headers"))
			check(t, s.Close())
			harm(t, filepath.Join(dir, "search.db"))

			s = open(t, dir)
			if n, total, _ := s.Searchable(t.Context()); n != 0 || total != 2 {
				t.Errorf("searchable %d of %d, want 0 of 2", n, total)
			}
			check(t, s.Reindex(t.Context(), func(raw []byte) Body { return Body{Text: string(raw)} }))
			for _, text := range []string{"grusse", "headers"} {
				if n, err := s.SearchCount(t.Context(), query.Parse(text, time.Now()).Root, 0); err != nil || n != 1 {
					t.Errorf("%s found %d times, %v", text, n, err)
				}
			}
			if n, total, _ := s.Searchable(t.Context()); n != 1 || total != 2 {
				t.Errorf("searchable %d of %d, want 1 of 2", n, total)
			}
			check(t, s.Check(t.Context()))
		})
	}
}

func TestHoldSweepsOrphans(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	m := message(1, "a")
	m.Body = &Body{Raw: []byte("kept")}
	ids := add(t, s, folders[mail.Inbox], m)
	orphans, err := s.addBlobs(ctx, [][]byte{[]byte("orphan")})
	check(t, err)
	hold := func() {
		release, err := s.Hold(ctx)
		check(t, err)
		release()
	}
	hold()
	if _, err := s.blob(ctx, orphans[0]); err != nil {
		t.Errorf("bytes that another process may be about to name: %v", err)
	}
	s.now = func() time.Time { return time.Now().Add(2 * orphanAge) }
	hold()
	if _, err := s.blob(ctx, orphans[0]); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("orphan after an hour: %v", err)
	}
	if raw, err := s.Raw(ctx, ids[0]); err != nil || string(raw) != "kept" {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestRemoveAccount(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	gone, folders := imapAccount(t, s)
	_, other := imapAccount(t, s)
	m := message(1, "a")
	m.Body = &Body{Raw: []byte("x"), Text: "findme"}
	ids := add(t, s, folders[mail.Inbox], m)
	kept := add(t, s, other[mail.Inbox], m)
	check(t, s.Mark(ctx, ids, mail.Seen, 0, nil, nil))
	queue(t, s, gone, "waits")
	sending := queue(t, s, gone, "sending")
	check(t, s.update(ctx, "set", stateSetter(sending, mail.StateSending)))
	_, err := s.SaveDraft(ctx, Draft{Account: gone})
	check(t, err)
	check(t, s.RemoveAccount(ctx, gone))
	out, err := s.Outbox(ctx)
	check(t, err)
	drafts, _ := s.Drafts(ctx)
	pending, _ := s.OpsPending(ctx, 0)
	left, _ := s.Folders(ctx, gone)
	if len(out) != 1 || out[0].ID != sending || len(drafts) != 0 || pending != 0 || len(left) != 0 {
		t.Errorf("left: outbox %v, %d drafts, %d operations, %d folders", out, len(drafts), pending, len(left))
	}
	if hits, err := s.Search(ctx, query.Parse("findme", time.Now()).Root, 0, 0, 0); err != nil || len(hits) != 1 || hits[0].ID != kept[0] {
		t.Errorf("found %v, %v", hits, err)
	}
	var blobs int
	check(t, one(ctx, s.bodies.read, "SELECT count(*) FROM blobs", nil, &blobs))
	if blobs != 2 {
		t.Errorf("%d blobs, want those of the message that is kept and of the one that is being sent", blobs)
	}
	check(t, s.Check(ctx))
}
