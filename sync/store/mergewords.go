package store

import (
	"context"
	"errors"
	"math/bits"

	"godwit/sync/fulltext"
)

// When so many segments are of about one size they become one. A search looks
// into each, and each document is written again once for every such step up,
// so a first sync of 20,000 messages writes its index once.
const (
	mergeCount = 48
	mergeStep  = 4 << 20 // octets in one transaction
)

// mergeWords makes few segments of many. Others go on to search and to write
// meanwhile. What an ended or killed one leaves the next removes; only the
// process that has the engine's place may call it. Searches do without it, so
// a failure is logged and no more.
func (s *Store) mergeWords(ctx context.Context) {
	select {
	case s.merging <- struct{}{}:
		defer func() { <-s.merging }()
	default:
		return // one is at it
	}
	for found := true; found; {
		err := s.removeReplaced(ctx)
		if err == nil {
			found, err = s.mergeOne(ctx)
		}
		if err != nil {
			if ctx.Err() == nil {
				s.log.Warn("merge the index", "error", err)
			}
			if errors.Is(err, fulltext.ErrDamaged) {
				s.parts.damaged.Store(true) // mended by IndexHeaders
			}
			return
		}
	}
}

// due chooses segments to merge: all of one size if they are many, or one of
// which most is dead.
func due(all []*fulltext.Segment) []*fulltext.Segment {
	tiers := make(map[int][]*fulltext.Segment)
	for _, seg := range all {
		if seg.Docs() < seg.Dead() {
			return []*fulltext.Segment{seg}
		}
		tier := bits.Len64(uint64(seg.Size())>>16) / 4 // below 64 KB, 1 MB, 16 MB, …
		if tiers[tier] = append(tiers[tier], seg); len(tiers[tier]) == mergeCount {
			return tiers[tier]
		}
	}
	return nil
}

func (s *Store) mergeOne(ctx context.Context) (found bool, err error) {
	// Not in one transaction, which would keep the log of search.db growing:
	// the blocks of a replaced segment are removed by mergeWords alone.
	x, err := s.index(ctx, s.search.read)
	if err != nil {
		return false, err
	}
	if x.Segments = due(x.Segments); x.Segments == nil {
		return false, nil
	}
	m, err := x.Merge()
	if err != nil {
		return false, err
	}
	return true, s.merge(ctx, x, m)
}

// merge writes the result of m step by step and puts it in the place of x's segments.
func (s *Store) merge(ctx context.Context, x *fulltext.Index, m *fulltext.Merge) error {
	var id int64
	err := s.writeStep(ctx, func(ctx context.Context, t *tx) (err error) {
		id, err = t.insert(ctx, "INSERT INTO segments (head) VALUES (x'')")
		return err
	})
	for done := false; err == nil && !done; {
		var blocks []fulltext.Block
		if blocks, done, err = m.Step(mergeStep); err != nil {
			return err
		}
		err = s.writeStep(ctx, func(ctx context.Context, t *tx) error {
			if err := t.making(ctx, id); err != nil {
				return err
			}
			if err := t.addBlocks(ctx, id, blocks); err != nil || !done {
				return err
			}
			return s.replace(ctx, t, x, m, id)
		})
	}
	return err
}

// replace puts the segment id in the place of those that it was made of.
func (s *Store) replace(ctx context.Context, t *tx, x *fulltext.Index, m *fulltext.Merge, id int64) error {
	now, err := s.index(ctx, t)
	if err != nil {
		return err
	}
	byID := make(map[int64]*fulltext.Segment)
	for _, seg := range now.Segments {
		byID[seg.ID] = seg
	}
	var inputs []*fulltext.Segment
	for _, seg := range x.Segments {
		in := byID[seg.ID]
		if in == nil { // all of it died
			if in, err = seg.WithDead(seg.KillAll()); err != nil {
				return err
			}
		}
		inputs = append(inputs, in)
	}
	dead, err := m.Dead(inputs)
	if err != nil {
		return err
	}
	for _, seg := range inputs { // their blocks go later, a few at a time
		if _, err := t.exec(ctx, "UPDATE segments SET head = x'' WHERE id = ?", seg.ID); err != nil {
			return err
		}
	}
	if m.Head() == nil { // nothing was alive
		return nil
	}
	_, err = t.exec(ctx, "UPDATE segments SET head = ?, dead = ? WHERE id = ?", m.Head(), dead, id)
	return err
}

// making fails unless a segment is being made under this id: another process
// has emptied the index, or merges as well.
func (t *tx) making(ctx context.Context, id int64) error {
	var there bool
	err := one(ctx, t, "SELECT EXISTS (SELECT 1 FROM segments WHERE id = ? AND head = x'')", []any{id}, &there)
	if err == nil && !there {
		err = ErrBusy
	}
	return err
}

// removeReplaced removes segments that were replaced, or never finished.
func (s *Store) removeReplaced(ctx context.Context) error {
	ids, err := collect(ctx, s.search.read, number[int64], "SELECT id FROM segments WHERE head = x''")
	if err != nil {
		return err
	}
	for _, id := range ids {
		for from, to := id<<fulltext.BlockBits, (id+1)<<fulltext.BlockBits; ; {
			var n int64
			err := s.writeStep(ctx, func(ctx context.Context, t *tx) (err error) {
				n, err = t.exec(ctx, "DELETE FROM blocks WHERE id IN (SELECT id FROM blocks WHERE id >= ? AND id < ? LIMIT ?)", from, to, mergeStep>>15)
				if err == nil && n == 0 {
					_, err = t.exec(ctx, "DELETE FROM segments WHERE id = ? AND head = x''", id)
				}
				return err
			})
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
	}
	return nil
}

// writeStep commits a change of search.db that does not change what it finds.
func (s *Store) writeStep(ctx context.Context, change func(context.Context, *tx) error) error {
	release, err := s.fill(ctx)
	if err != nil {
		return err
	}
	defer release()
	ctx = context.WithoutCancel(ctx)
	t, err := begin(ctx, s.search.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	if err := change(ctx, t); err != nil {
		return err
	}
	return explain(t.sql.Commit())
}
