package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// Hold takes the engine's place in this profile, which one process at a time
// can have; ErrBusy if another has it. The place is a lock on a file and ends
// with the process. Hold also mends what a killed process left: messages in
// the midst of being sent, and bytes that no row names.
func (s *Store) Hold(ctx context.Context) (release func(), err error) {
	release, err = s.lock(ctx, "engine.lock")
	if err != nil {
		return nil, fmt.Errorf("engine's place: %w", err)
	}
	if err := errors.Join(s.packOutbox(ctx), s.mendOutbox(ctx), s.removeStrayPacks(ctx), s.sweep(ctx), s.bury(ctx)); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// HoldWindow takes the place of this profile's window; ErrBusy if a window is
// open already.
func (s *Store) HoldWindow(ctx context.Context) (release func(), err error) {
	release, err = s.lock(ctx, "window.lock")
	if err != nil {
		return nil, fmt.Errorf("window's place: %w", err)
	}
	return release, nil
}

// lock holds an exclusive SQLite lock, which works alike on every system and
// ends with the process.
func (s *Store) lock(ctx context.Context, file string) (release func(), err error) {
	path := filepath.Join(s.dir, file)
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	db, err := connect(path, "busy_timeout(0)", "journal_mode(memory)")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(explain(err), db.Close())
	}
	if _, err := conn.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		return nil, errors.Join(explain(err), conn.Close(), db.Close())
	}
	return func() {
		_, err := conn.ExecContext(context.Background(), "ROLLBACK")
		if err := errors.Join(err, conn.Close(), db.Close()); err != nil {
			s.log.Warn("release lock", "file", file, "error", err)
		}
	}, nil
}

// mendOutbox settles what a killed process was sending: before the final dot
// nothing was delivered; after it, nobody can know.
func (s *Store) mendOutbox(ctx context.Context) error {
	return s.update(ctx, "mend outbox", func(ctx context.Context, t *tx) error {
		type row struct {
			id     mail.OutboxID
			stage  mail.SendStage
			orphan bool
		}
		rows, err := collect(ctx, t, func(r *sql.Rows) (row, error) {
			var w row
			return w, r.Scan(&w.id, &w.stage, &w.orphan)
		}, "SELECT id, stage, account NOT IN (SELECT id FROM accounts) FROM outgoing WHERE state = ?", mail.StateSending)
		if err != nil {
			return err
		}
		now := milli(s.now())
		for _, w := range rows {
			state := mail.StateRetry
			switch {
			case w.stage == mail.StageDot || w.stage == mail.StageDone:
				state = mail.StateUnsure
			case w.orphan: // its account was removed meanwhile
				state = mail.StateFailed
			}
			if _, err := t.exec(ctx, "UPDATE outgoing SET state = ?, next_try = ?, changed = ? WHERE id = ?", state, now, now, w.id); err != nil {
				return err
			}
			if _, err := t.exec(ctx, "UPDATE outgoing_recipients SET state = ? WHERE outgoing = ? AND state = ?", state, w.id, mail.StateSending); err != nil {
				return err
			}
			t.note(event.Outbox{})
		}
		return nil
	})
}

// packOutbox brings the bytes of messages that were queued before the outbox
// kept them in packs to where they are now.
func (s *Store) packOutbox(ctx context.Context) error {
	ids, err := collect(ctx, s.mail.read, number[mail.OutboxID], "SELECT outgoing FROM outgoing_raw")
	if err != nil {
		return fmt.Errorf("pack outbox: %w", err)
	}
	for _, id := range ids {
		var raw []byte
		if err := one(ctx, s.mail.read, "SELECT data FROM outgoing_raw WHERE outgoing = ?", []any{id}, &raw); err != nil {
			return fmt.Errorf("pack outbox: %w", err)
		}
		blobs, err := s.addBlobs(ctx, [][]byte{raw})
		if err != nil {
			return err
		}
		err = s.update(ctx, "pack outbox", func(ctx context.Context, t *tx) error {
			if _, err := t.exec(ctx, "UPDATE outgoing SET blob = ? WHERE id = ?", blobs[0], id); err != nil {
				return err
			}
			_, err := t.exec(ctx, "DELETE FROM outgoing_raw WHERE outgoing = ?", id)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// orphanAge is how old bytes without a row must be to be removed: another
// process may be about to commit their row.
const orphanAge = time.Hour

// sweep removes the bytes that processes have left which were killed between
// the commit of the bytes and that of their row. Blobs up to a mark have been
// looked at before.
func (s *Store) sweep(ctx context.Context) error {
	release, err := s.fill(ctx)
	if err != nil {
		return err
	}
	defer release()
	var swept int64
	if err := one(ctx, s.mail.read, "SELECT coalesce(max(value), 0) FROM marks WHERE key = 'swept'", nil, &swept); err != nil {
		return fmt.Errorf("sweep: %w", err)
	}
	ids, err := collect(ctx, s.bodies.read, number[int64], "SELECT id FROM blobs WHERE id > ? AND made < ? ORDER BY id",
		swept, milli(s.now().Add(-orphanAge)))
	if err != nil || len(ids) == 0 {
		return err
	}
	named, err := collect(ctx, s.mail.read, number[int64], `SELECT blob FROM messages WHERE blob > ?1 AND blob > 0
		UNION SELECT blob FROM outgoing WHERE blob > ?1 AND blob > 0
		UNION SELECT blob FROM draft_files WHERE blob > ?1 ORDER BY blob`, swept)
	if err != nil {
		return fmt.Errorf("sweep: %w", err)
	}
	last := ids[len(ids)-1]
	orphans, _ := difference(ids, named)
	if err := s.removeBlobs(ctx, orphans); err != nil {
		return fmt.Errorf("sweep: %w", err)
	}
	return s.update(ctx, "sweep", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "INSERT OR REPLACE INTO marks (key, value) VALUES ('swept', ?)", last)
		return err
	})
}
