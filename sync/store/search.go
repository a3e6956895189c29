package store

import (
	"context"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// Search returns the newest messages that match e, of one account or of all
// for 0, and older than after if that is given. Any text may be searched for.
func (s *Store) Search(ctx context.Context, e query.Expr, account accounts.ID, after mail.Cursor, limit int) ([]mail.Row, error) {
	var found []mail.MessageID
	err := s.hits(ctx, e, account, after, func(spots []spot) bool {
		for _, p := range spots {
			found = append(found, p.id)
		}
		return limit <= 0 || len(found) < limit
	}, limit)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	return s.Rows(ctx, found)
}

// SearchCount counts the messages that match e.
func (s *Store) SearchCount(ctx context.Context, e query.Expr, account accounts.ID) (int, error) {
	n := 0
	err := s.hits(ctx, e, account, 0, func(spots []spot) bool {
		n += len(spots)
		return true
	}, 0)
	if err != nil {
		return 0, fmt.Errorf("count hits: %w", err)
	}
	return n, nil
}

const (
	firstHits = 64
	mostHits  = 4096
)

// hits passes matches to more, newest first, until it returns false. Words
// are in one file and everything else in another, so it walks down both by
// place: a step of the index, which of those rows fit, and where none did,
// on to the next row that could.
func (s *Store) hits(ctx context.Context, e query.Expr, account accounts.ID, after mail.Cursor, more func([]spot) bool, limit int) error {
	must, not, ok := match(e.Terms)
	if !ok {
		return nil
	}
	where, args, err := s.conditions(ctx, e, account)
	if err != nil {
		return err
	}
	if after <= 0 {
		after = 1<<63 - 1
	}
	if !e.Before.IsZero() {
		after = min(after, mail.Cursor(max(e.Before.Unix(), 0)<<lowBits))
	}
	step := min(max(limit, firstHits), mostHits)
	for {
		spots, last, err := s.step(ctx, must, not, where, args, after, step)
		if err != nil || last == 0 {
			return err
		}
		if len(spots) > 0 && !more(spots) {
			return nil
		}
		after = last
		if len(spots) == 0 && where != "" { // leap to the next row that fits
			next, err := collect(ctx, s.mail.read, number[mail.Cursor], "SELECT ord FROM messages m WHERE ord < ?"+where+" ORDER BY ord DESC LIMIT 1",
				append([]any{after}, args...)...)
			if err != nil || len(next) == 0 {
				return err
			}
			after = next[0] + 1
		}
		step = min(step*2, mostHits)
	}
}

// step looks at the next n candidates below after. It returns those that
// match and the place of the last one looked at, 0 if there was none.
func (s *Store) step(ctx context.Context, must, not, where string, args []any, after mail.Cursor, n int) ([]spot, mail.Cursor, error) {
	if must == "" {
		spots, err := collect(ctx, s.mail.read, scanSpot, "SELECT id, ord FROM messages m WHERE ord < ?"+where+" ORDER BY ord DESC LIMIT ?",
			slices.Concat([]any{after}, args, []any{n})...)
		if err != nil || len(spots) == 0 {
			return nil, 0, err
		}
		last := spots[len(spots)-1].ord
		if not == "" {
			return spots, last, nil
		}
		unwanted, err := collect(ctx, s.search.read, number[mail.Cursor],
			"SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? AND rowid >= ?", not, after, last)
		if err != nil {
			return nil, 0, err
		}
		slices.Sort(unwanted)
		return slices.DeleteFunc(spots, func(p spot) bool {
			_, found := slices.BinarySearch(unwanted, p.ord)
			return found
		}), last, nil
	}
	expr := must
	if not != "" {
		expr = "(" + must + ") NOT (" + not + ")"
	}
	ords, err := collect(ctx, s.search.read, number[mail.Cursor],
		"SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?", expr, after, n)
	if err != nil || len(ords) == 0 {
		return nil, 0, err
	}
	spots, err := collect(ctx, s.mail.read, scanSpot, "SELECT id, ord FROM messages m WHERE ord IN ("+list(ords)+")"+where+" ORDER BY ord DESC", args...)
	return spots, ords[len(ords)-1], err
}
