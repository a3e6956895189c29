package store

import (
	"context"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/fulltext"
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

// SearchCount counts the messages that match e. Where nothing is asked for but
// words, the index alone knows.
func (s *Store) SearchCount(ctx context.Context, e query.Expr, account accounts.ID) (int, error) {
	n := 0
	q, ok := match(e.Terms)
	where, _, err := s.conditions(ctx, e, account)
	switch {
	case !ok || err != nil:
	case where == "" && len(q.Must) > 0:
		err = s.mendIndex(ctx, s.readWords(ctx, func(x *fulltext.Index) (err error) {
			n, err = x.Count(&q)
			return err
		}))
	default:
		err = s.hits(ctx, e, account, 0, func(spots []spot) bool {
			n += len(spots)
			return true
		}, 0)
	}
	if err != nil {
		return 0, fmt.Errorf("count hits: %w", err)
	}
	return n, nil
}

const (
	firstHits = 64
	mostHits  = 4096
)

// walk is a search on its way down from the newest message. Words are in one
// file and everything else in another, so it walks down both by place: a step
// of the index, which of those rows fit, and where none did, on to the next
// row that could.
type walk struct {
	s     *Store
	index *fulltext.Index
	query fulltext.Query
	hits  *fulltext.Hits // nil where every word may be missing
	where string
	args  []any
	after mail.Cursor
}

// hits passes matches to more, newest first, until it returns false.
func (s *Store) hits(ctx context.Context, e query.Expr, account accounts.ID, after mail.Cursor, more func([]spot) bool, limit int) error {
	q, ok := match(e.Terms)
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
	return s.mendIndex(ctx, s.readWords(ctx, func(x *fulltext.Index) error {
		w := &walk{s: s, index: x, query: q, where: where, args: args, after: after}
		if len(q.Must) > 0 {
			w.hits = x.Search(&q, int64(after))
		}
		for step := min(max(limit, firstHits), mostHits); ; step = min(step*2, mostHits) {
			spots, err := w.step(ctx, step)
			if err != nil || w.after == 0 || len(spots) > 0 && !more(spots) {
				return err
			}
			if len(spots) == 0 && where != "" {
				if err := w.leap(ctx); err != nil || w.after == 0 {
					return err
				}
			}
		}
	}))
}

// step looks at the next n candidates and returns those that match. At the
// end after is 0.
func (w *walk) step(ctx context.Context, n int) ([]spot, error) {
	if w.hits == nil {
		return w.rows(ctx, n)
	}
	var ords []mail.Cursor
	for len(ords) < n {
		ord, err := w.hits.Next()
		if err != nil {
			return nil, err
		}
		if ord == 0 {
			break
		}
		ords = append(ords, mail.Cursor(ord))
	}
	if len(ords) == 0 {
		w.after = 0
		return nil, nil
	}
	w.after = ords[len(ords)-1]
	return collect(ctx, w.s.mail.read, scanSpot, "SELECT id, ord FROM messages m WHERE ord IN ("+list(ords)+")"+w.where+" ORDER BY ord DESC", w.args...)
}

// rows is a step of a search that may name words only to leave them out.
func (w *walk) rows(ctx context.Context, n int) ([]spot, error) {
	spots, err := collect(ctx, w.s.mail.read, scanSpot, "SELECT id, ord FROM messages m WHERE ord < ?"+w.where+" ORDER BY ord DESC LIMIT ?",
		slices.Concat([]any{w.after}, w.args, []any{n})...)
	if err != nil || len(spots) == 0 {
		w.after = 0
		return nil, err
	}
	before := w.after
	w.after = spots[len(spots)-1].ord
	for _, p := range w.query.Not {
		unwanted := make(map[mail.Cursor]bool)
		hits := w.index.Search(&fulltext.Query{Must: []fulltext.Phrase{p}}, int64(before))
		for {
			ord, err := hits.Next()
			if err != nil {
				return nil, err
			}
			if mail.Cursor(ord) < w.after { // or none is left
				break
			}
			unwanted[mail.Cursor(ord)] = true
		}
		spots = slices.DeleteFunc(spots, func(p spot) bool { return unwanted[p.ord] })
	}
	return spots, nil
}

// leap goes on to the next row that fits all that is not about words.
func (w *walk) leap(ctx context.Context) error {
	next, err := collect(ctx, w.s.mail.read, number[mail.Cursor], "SELECT ord FROM messages m WHERE ord < ?"+w.where+" ORDER BY ord DESC LIMIT 1",
		append([]any{w.after}, w.args...)...)
	if err != nil || len(next) == 0 {
		w.after = 0
		return err
	}
	w.after = next[0] + 1
	if w.hits != nil {
		return w.hits.Before(int64(w.after))
	}
	return nil
}
