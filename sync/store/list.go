package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"godwit/sync/mail"
)

// List returns the rows that q chooses, newest first.
func (s *Store) List(ctx context.Context, q mail.ListQuery) ([]mail.Row, error) {
	ids, err := s.IDs(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.Rows(ctx, ids)
}

// spot is a message and its place in the list.
type spot struct {
	id  mail.MessageID
	ord mail.Cursor
}

// IDs returns the messages that q chooses, newest first. Without a limit it is
// the whole list: one read of an index, 100,000 ids in some 50 ms.
func (s *Store) IDs(ctx context.Context, q mail.ListQuery) ([]mail.MessageID, error) {
	spots, err := s.spots(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list messages: %w", err)
	}
	ids := make([]mail.MessageID, len(spots))
	for i, p := range spots {
		ids[i] = p.id
	}
	return ids, nil
}

// spots asks each folder of the query for its newest, since an index has the
// order within one folder only, and merges the answers.
func (s *Store) spots(ctx context.Context, q mail.ListQuery) ([]spot, error) {
	folders, all, err := s.chosen(ctx, q)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = -1
	}
	after := q.After
	if after <= 0 {
		after = 1<<63 - 1
	}
	flags, err := s.filter(ctx, q)
	if err != nil {
		return nil, err
	}
	const order = " AND ord < ? ORDER BY ord DESC LIMIT ?"
	switch {
	case all && q.Account == 0:
		return collect(ctx, s.mail.read, scanSpot, "SELECT id, ord FROM messages WHERE 1"+flags+order, after, limit)
	case all:
		return collect(ctx, s.mail.read, scanSpot, "SELECT id, ord FROM messages WHERE account = ?"+flags+order, q.Account, after, limit)
	}
	var spots []spot
	for _, f := range folders {
		some, err := collect(ctx, s.mail.read, scanSpot, "SELECT id, ord FROM messages WHERE folder = ?"+flags+order, f, after, limit)
		if err != nil {
			return nil, err
		}
		spots = append(spots, some...)
	}
	if len(folders) > 1 {
		slices.SortFunc(spots, func(a, b spot) int { return cmp.Compare(b.ord, a.ord) })
		if limit > 0 && len(spots) > limit {
			spots = spots[:limit]
		}
	}
	return spots, nil
}

func scanSpot(r *sql.Rows) (spot, error) {
	var p spot
	return p, r.Scan(&p.id, &p.ord)
}

// chosen lists the folders of a query; all is true if it does not restrict
// them, but for the account of starred messages, which have an index of theirs.
func (s *Store) chosen(ctx context.Context, q mail.ListQuery) (folders []mail.FolderID, all bool, err error) {
	if q.Folder != 0 && q.Account == 0 && q.Role == "" {
		return []mail.FolderID{q.Folder}, false, nil
	}
	if q.Folder == 0 && q.Role == "" && (q.Starred || q.Account == 0 && !q.Unread) {
		return nil, true, nil
	}
	folders, err = collect(ctx, s.mail.read, number[mail.FolderID], `SELECT id FROM folders
		WHERE gone = 0 AND (?1 = 0 OR id = ?1) AND (?2 = 0 OR account = ?2) AND (?3 = '' OR role = ?3)`, q.Folder, q.Account, q.Role)
	return folders, false, err
}

// Count counts the messages that q chooses, whatever its After and Limit. With
// no more than folder, account or role chosen it reads only the counters.
func (s *Store) Count(ctx context.Context, q mail.ListQuery) (total, unread int, err error) {
	args := []any{q.Folder, q.Account, q.Role}
	const where = " (?1 = 0 OR f.id = ?1) AND (?2 = 0 OR f.account = ?2) AND (?3 = '' OR f.role = ?3)"
	query := "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0) FROM folders f WHERE" + where
	if q.Starred {
		query = `SELECT count(*), coalesce(sum(flags & 1 = 0), 0) FROM messages m JOIN folders f ON f.id = m.folder
			WHERE flags & 4 <> 0 AND` + where
	}
	if err := one(ctx, s.mail.read, query, args, &total, &unread); err != nil {
		return 0, 0, fmt.Errorf("count messages: %w", err)
	}
	if q.Unread {
		total = unread
	}
	return total, unread, nil
}
