package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

func nothing(*sql.Rows) error { return nil }

const buryBatch = 500

// bury removes the bytes and the words of messages whose rows are gone. The
// trigger on messages lists them in the transaction that removes the rows, so
// a process killed in between loses nothing: the next call finishes.
func (s *Store) bury(ctx context.Context) error {
	for {
		n, err := s.buryBatch(ctx)
		if err != nil {
			return fmt.Errorf("remove bytes: %w", err)
		}
		if n < buryBatch {
			return nil
		}
	}
}

func (s *Store) buryBatch(ctx context.Context) (int, error) {
	release, err := s.fill(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	ctx = context.WithoutCancel(ctx)
	type grave struct{ row, ord, blob int64 }
	graves, err := collect(ctx, s.mail.read, func(r *sql.Rows) (grave, error) {
		var g grave
		return g, r.Scan(&g.row, &g.ord, &g.blob)
	}, `SELECT rowid, CASE WHEN EXISTS (SELECT 1 FROM messages m WHERE m.ord = b.ord) THEN 0 ELSE ord END,
		CASE WHEN EXISTS (SELECT 1 FROM messages m WHERE m.blob = b.blob AND m.blob > 0)
			OR EXISTS (SELECT 1 FROM outgoing o WHERE o.blob = b.blob AND o.blob > 0)
			OR EXISTS (SELECT 1 FROM draft_files d WHERE d.blob = b.blob) THEN 0 ELSE blob END
		FROM buried b LIMIT ?`, buryBatch)
	if err != nil || len(graves) == 0 {
		return 0, err
	}
	var blobs, words []int64
	for _, g := range graves {
		if g.blob != 0 { // else another row shares the bytes
			blobs = append(blobs, g.blob)
		}
		if g.ord != 0 { // else a newer message has its place
			words = append(words, g.ord)
		}
	}
	slices.Sort(blobs)
	if err := s.removeBlobs(ctx, slices.Compact(blobs)); err != nil {
		return 0, err
	}
	stamp, err := s.removeWords(ctx, words)
	if err != nil {
		s.log.Warn("remove words", "error", err) // searches pass over them, Reindex removes them
	}
	err = s.update(ctx, "bury", func(ctx context.Context, t *tx) error {
		if err := t.keepStamp(ctx, stamp); err != nil {
			return err
		}
		for _, g := range graves {
			if _, err := t.exec(ctx, "DELETE FROM buried WHERE rowid = ?", g.row); err != nil {
				return err
			}
		}
		return nil
	})
	return len(graves), err
}
