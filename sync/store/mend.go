package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"godwit/sync/fulltext"
)

// mendIndex empties the index if err says that it is damaged, so that the next
// Reindex makes it again. It returns err, known as ErrDamaged.
func (s *Store) mendIndex(ctx context.Context, err error) error {
	if !errors.Is(err, fulltext.ErrDamaged) {
		return err
	}
	s.log.Warn("search index is damaged, making it again", "error", err)
	ctx = context.WithoutCancel(ctx)
	empty := s.emptyIndex(ctx)
	if empty != nil { // then its file goes before it is opened again
		empty = errors.Join(empty, s.update(ctx, "condemn the index", func(ctx context.Context, t *tx) error {
			_, err := t.exec(ctx, "INSERT OR REPLACE INTO marks (key, value) VALUES ('condemned', 1)")
			return err
		}))
	}
	return fmt.Errorf("%w: %w", ErrDamaged, errors.Join(err, empty))
}

// Emptied has a token when this process has emptied a damaged index, so that
// somebody may call Reindex.
func (s *Store) Emptied() <-chan struct{} { return s.emptied }

func (s *Store) emptyIndex(ctx context.Context) error {
	t, err := begin(ctx, s.search.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	for _, query := range []string{"DELETE FROM segments", "DELETE FROM blocks", "UPDATE pair SET epoch = random(), stamp = 0"} {
		if _, err := t.exec(ctx, query); err != nil {
			return err
		}
	}
	if err := t.sql.Commit(); err != nil {
		return explain(err)
	}
	if err := s.pairIndex(ctx); err != nil {
		return err
	}
	select {
	case s.emptied <- struct{}{}:
	default:
	}
	return nil
}

// checkWords reads every block of the index.
func (s *Store) checkWords(ctx context.Context) error {
	if err := s.readWords(ctx, func(*fulltext.Index) error { return nil }); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return each(ctx, s.search.read, "SELECT id, data FROM blocks WHERE id >> ? IN (SELECT id FROM segments WHERE head <> x'')",
		[]any{fulltext.BlockBits}, func(r *sql.Rows) error {
			var id int64
			var data []byte
			if err := r.Scan(&id, &data); err != nil {
				return err
			}
			if _, err := fulltext.Payload(data); err != nil {
				return fmt.Errorf("%w: block %d: %w", ErrDamaged, id, err)
			}
			return nil
		})
}

// condemned reports that search.db is to be made again, and forgets it.
func (s *Store) condemned(ctx context.Context) (bool, error) {
	all, err := collect(ctx, s.mail.read, number[int64], "SELECT value FROM marks WHERE key = 'condemned'")
	if len(all) == 0 || err != nil {
		return false, err
	}
	return true, s.update(ctx, "make the index again", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "DELETE FROM marks WHERE key = 'condemned'")
		return err
	})
}
