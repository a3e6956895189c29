package store

import (
	"context"
	"slices"

	"godwit/sync/fulltext"
	"godwit/sync/mail"
)

const (
	firstHits = 64
	mostHits  = 4096
)

// walk is a clause on its way down from the newest message. Words are in one
// file and everything else in another, so it walks down both by place: a step
// of the index, which of those rows fit, and where none did, on to the next
// row that could.
type walk struct {
	s *Store
	clause
	index   *fulltext.Index
	hits    *fulltext.Hits // nil where a message without words may fit
	without fulltext.Query // then: those of which words do not fit
	after   mail.Cursor    // what is below it was not looked at; 0 at the end
	size    int            // of the next step
	found   []spot
	last    mail.Cursor // popped
}

func newWalk(s *Store, x *fulltext.Index, c clause, after mail.Cursor, limit int) *walk {
	w := &walk{s: s, clause: c, index: x, after: after, size: min(max(limit, firstHits), mostHits)}
	switch {
	case c.text == nil:
	case fitsEmpty(c.text):
		w.without = fulltext.Without{Query: c.text}
	default:
		w.hits = x.Search(c.text, int64(after))
	}
	return w
}

// peek is the next message; its ord is 0 at the end.
func (w *walk) peek(ctx context.Context) (spot, error) {
	for len(w.found) == 0 && w.after != 0 {
		if err := ctx.Err(); err != nil {
			return spot{}, err
		}
		var err error
		if w.found, err = w.step(ctx); err != nil {
			return spot{}, err
		}
		w.size = min(2*w.size, mostHits)
		if len(w.found) == 0 && w.after != 0 && w.where != "" {
			if err := w.leap(ctx); err != nil {
				return spot{}, err
			}
		}
	}
	if len(w.found) == 0 {
		return spot{}, nil
	}
	return w.found[0], nil
}

// pop goes on behind the message that peek returned.
func (w *walk) pop() spot {
	p := w.found[0]
	w.found, w.last = w.found[1:], p.ord
	return p
}

// step looks at the next candidates and returns those that fit.
func (w *walk) step(ctx context.Context) ([]spot, error) {
	if w.hits == nil {
		return w.rows(ctx)
	}
	var ords []mail.Cursor
	for len(ords) < w.size {
		ord, err := w.hits.Next()
		if err != nil {
			return nil, err
		}
		if ord == 0 {
			break
		}
		ords = append(ords, mail.Cursor(ord))
	}
	if len(ords) < w.size {
		w.after = 0
	} else {
		w.after = ords[len(ords)-1]
	}
	if len(ords) == 0 {
		return nil, nil
	}
	return collect(ctx, w.s.mail.read, scanSpot, "SELECT id, ord FROM messages m WHERE ord IN ("+list(ords)+")"+w.where+" ORDER BY ord DESC", w.args...)
}

// rows is a step of a search that a message without words may fit.
func (w *walk) rows(ctx context.Context) ([]spot, error) {
	spots, err := collect(ctx, w.s.mail.read, scanSpot, "SELECT id, ord FROM messages m WHERE ord < ?"+w.where+" ORDER BY ord DESC LIMIT ?",
		slices.Concat([]any{w.after}, w.args, []any{w.size})...)
	before := w.after
	if len(spots) < w.size {
		w.after = 0
	} else {
		w.after = spots[len(spots)-1].ord
	}
	if err != nil || len(spots) == 0 || w.without == nil {
		return spots, err
	}
	unwanted := make(map[mail.Cursor]bool)
	hits := w.index.Search(w.without, int64(before))
	for {
		ord, err := hits.Next()
		if err != nil {
			return nil, err
		}
		if mail.Cursor(ord) < spots[len(spots)-1].ord { // or none is left
			break
		}
		unwanted[mail.Cursor(ord)] = true
	}
	return slices.DeleteFunc(spots, func(p spot) bool { return unwanted[p.ord] }), nil
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
