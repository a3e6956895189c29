// Package store keeps a profile: accounts, folders, messages, operations that
// servers have not heard of, the outbox, drafts and the search index. It holds
// the only SQL of the program.
//
// A profile is three SQLite files, and packs. mail.db has what cannot be made
// again. bodies.db says where in the packs, plain files beside it, the
// messages' bytes are, compressed. search.db has the index, segments of
// [godwit/sync/fulltext], and may be deleted at any time; [Store.Reindex] fills
// it again. Each commits by itself, so order makes them safe: bytes are
// committed before the row that names them, and a row is marked as indexed in
// the commit after that of its words. A process killed between two commits
// leaves bytes that no row names, which [Store.Hold] removes, or words that no
// row has, which searches pass over.
//
// Every write goes through one function, which commits and then publishes what
// changed; no caller can forget to. Commits of other processes are noticed
// within a second and published as [event.Lagged].
//
// The store never speaks to a network, never reads a clock to decide what to
// do with a message, and never deletes a message's last copy except where the
// user or the server did. When the disk is full a write fails with [ErrFull]
// and what was committed stays.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// Store is an open profile. Its methods may be called from any goroutine.
type Store struct {
	dir string
	hub *event.Hub
	log *slog.Logger
	now func() time.Time

	mail   *file
	bodies *file
	search *file
	parts  segments // of search.db
	pack   *zstd.Encoder
	unpack *zstd.Decoder
	room   []byte // a buffer; whoever holds packing may use it

	writing chan struct{} // one token: the right to write mail.db
	filling chan struct{} // one token: the right to write search.db
	merging chan struct{} // one token: the right to merge segments of search.db
	packing chan struct{} // one token: the right to write bodies.db; its holder waits for no other
	emptied chan struct{} // see Emptied
	stop    context.CancelFunc
	stopped chan struct{}
}

// Open opens the profile in dir, or makes it. hub receives an event after each
// commit, of this process or of another. It fails with [ErrNewer] when a newer
// Godwit made the profile, and has touched nothing then.
func Open(ctx context.Context, dir string, hub *event.Hub, log *slog.Logger) (*Store, error) {
	s := &Store{
		dir:     dir,
		hub:     hub,
		log:     log,
		now:     time.Now,
		writing: make(chan struct{}, 1),
		filling: make(chan struct{}, 1),
		merging: make(chan struct{}, 1),
		packing: make(chan struct{}, 1),
		emptied: make(chan struct{}, 1),
		stopped: make(chan struct{}),
	}
	if err := s.open(ctx); err != nil {
		return nil, fmt.Errorf("open profile %q: %w", dir, errors.Join(err, s.closeFiles()))
	}
	watching, stop := context.WithCancel(context.Background())
	s.stop = stop
	go s.watch(watching, s.dataVersion(ctx))
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	var err error
	if s.pack, s.unpack, err = newCodec(); err != nil {
		return err
	}
	if err := makeDir(s.dir); err != nil {
		return err
	}
	names := []struct {
		file   **file
		name   string
		schema schema
	}{
		{&s.mail, "mail.db", mailSchema},
		{&s.bodies, "bodies.db", bodiesSchema},
		{&s.search, "search.db", searchSchema},
	}
	kept := false
	for _, n := range slices.Backward(names) { // all are looked at before any is changed
		version, err := checkVersion(ctx, filepath.Join(s.dir, n.name), n.schema)
		if err != nil {
			return err
		}
		// Each is made after the one before it. A new one in front of bytes
		// would have them swept as nobody's.
		if version == 0 && kept {
			return fmt.Errorf("%s: %w: it is empty", n.name, ErrDamaged)
		}
		kept = version > 0 && !n.schema.disposable
	}
	for _, n := range names {
		condemned := false
		if n.schema.disposable {
			var err error
			if condemned, err = s.condemned(ctx); err != nil {
				return err
			}
		}
		var f *file
		err := ErrDamaged
		if !condemned {
			f, err = openFile(ctx, filepath.Join(s.dir, n.name), n.schema)
		}
		if n.schema.disposable && errors.Is(err, ErrDamaged) {
			s.log.Warn("search index is damaged, making it again", "error", err)
			f, err = remakeFile(ctx, filepath.Join(s.dir, n.name), n.schema)
		}
		if err != nil {
			return err
		}
		*n.file = f
	}
	return s.pairIndex(ctx)
}

// Close ends the watch and closes the files. No method may be called after it.
func (s *Store) Close() error {
	s.stop()
	<-s.stopped
	return s.closeFiles()
}

func (s *Store) closeFiles() error {
	var errs []error
	for _, f := range []*file{s.search, s.bodies, s.mail} {
		if f != nil {
			errs = append(errs, f.close())
		}
	}
	return errors.Join(errs...)
}

// Check is SQLite's integrity_check over the three files, and reads the bytes
// of every message: nil, or [ErrDamaged] with details. Call it in idle time.
func (s *Store) Check(ctx context.Context) error {
	for _, f := range []*file{s.mail, s.bodies, s.search} {
		lines, err := collect(ctx, f.read, text, "PRAGMA integrity_check(20)")
		if err != nil {
			return fmt.Errorf("check %s: %w", f.name, err)
		}
		if len(lines) != 1 || lines[0] != "ok" {
			return fmt.Errorf("check %s: %w: %q", f.name, ErrDamaged, lines)
		}
	}
	if err := s.checkWords(ctx); err != nil {
		return fmt.Errorf("check the index: %w", err)
	}
	broken, err := collect(ctx, s.mail.read, text, `SELECT "table" FROM pragma_foreign_key_check LIMIT 20`)
	if err != nil {
		return fmt.Errorf("check references: %w", err)
	}
	if len(broken) > 0 {
		return fmt.Errorf("check references: %w: %q", ErrDamaged, broken)
	}
	ids, err := collect(ctx, s.bodies.read, number[int64], "SELECT id FROM blobs")
	if err != nil {
		return fmt.Errorf("check bytes: %w", err)
	}
	for _, id := range ids {
		if _, err := s.blob(ctx, id); err != nil && !errors.Is(err, mail.ErrNotFound) { // else removed meanwhile
			return fmt.Errorf("check bytes: %w", err)
		}
	}
	return nil
}

func text(r *sql.Rows) (string, error) {
	var s string
	return s, r.Scan(&s)
}
