package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"godwit/sync/fulltext"
	"godwit/sync/mail"
)

// mostCached bounds the blocks of the index that are kept in memory, in octets.
const (
	mostCached = 8 << 20
	blockCost  = 128 // of remembering one, beside what is in it
)

// segments remembers what was read of search.db: its segments, and blocks of
// them, which never change.
type segments struct {
	mu     sync.Mutex
	open   map[int64]openSegment
	blocks map[int64][]byte // by blocks.id
	size   int

	damaged atomic.Bool // seen while words were written
}

type openSegment struct {
	*fulltext.Segment
	changed int64 // segments.changed when its dead were read
}

// readWords calls use with the index as it is now; it stays so until use returns.
func (s *Store) readWords(ctx context.Context, use func(*fulltext.Index) error) error {
	t, err := s.search.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(err)
	}
	defer func() { _ = t.Rollback() }() // nothing was written
	x, err := s.index(ctx, &tx{sql: t, prepared: map[string]*sql.Stmt{}})
	if err != nil {
		return err
	}
	return use(x)
}

// index lists the segments that q, of search.db, sees.
func (s *Store) index(ctx context.Context, q querier) (*fulltext.Index, error) {
	type row struct{ id, changed int64 }
	rows, err := collect(ctx, q, func(r *sql.Rows) (row, error) {
		var w row
		return w, r.Scan(&w.id, &w.changed)
	}, "SELECT id, changed FROM segments WHERE head <> x'' ORDER BY id")
	if err != nil {
		return nil, ofIndex(err)
	}
	x := &fulltext.Index{Fetch: func(segment, block int64) ([]byte, error) { return s.block(ctx, q, segment, block) }}
	known := make(map[int64]openSegment, len(rows))
	for _, w := range rows {
		seg := s.parts.segment(w.id)
		if seg.Segment == nil || seg.changed != w.changed {
			if seg, err = openAt(ctx, q, w.id, seg); err != nil {
				return nil, err
			}
		}
		known[w.id] = seg
		x.Segments = append(x.Segments, seg.Segment)
	}
	s.parts.keep(known)
	return x, nil
}

// openAt reads a segment, or of one that is known which documents are dead.
func openAt(ctx context.Context, q querier, id int64, known openSegment) (openSegment, error) {
	var head, dead []byte
	var seg openSegment
	err := one(ctx, q, "SELECT head, dead, changed FROM segments WHERE id = ?", []any{id}, &head, &dead, &seg.changed)
	if err != nil {
		return seg, err
	}
	if known.Segment != nil {
		seg.Segment, err = known.WithDead(dead)
	} else {
		seg.Segment, err = fulltext.OpenSegment(id, head, dead)
	}
	if err != nil {
		return seg, fmt.Errorf("segment %d: %w", id, err)
	}
	return seg, nil
}

func (s *Store) block(ctx context.Context, q querier, segment, block int64) ([]byte, error) {
	id := segment<<fulltext.BlockBits | block
	if data := s.parts.block(id); data != nil {
		return data, nil
	}
	var kept []byte
	if err := one(ctx, q, "SELECT data FROM blocks WHERE id = ?", []any{id}, &kept); err != nil {
		return nil, fmt.Errorf("block %d of segment %d: %w", block, segment, ofIndex(err))
	}
	data, err := fulltext.Payload(kept)
	if err != nil {
		return nil, fmt.Errorf("block %d of segment %d: %w", block, segment, err)
	}
	s.parts.add(id, data)
	return data, nil
}

// ofIndex marks what only a damaged search.db answers.
func ofIndex(err error) error {
	if errors.Is(err, ErrDamaged) || errors.Is(err, mail.ErrNotFound) {
		return fmt.Errorf("%w: %w", fulltext.ErrDamaged, err)
	}
	return err
}

func (p *segments) segment(id int64) openSegment {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open[id]
}

// keep remembers these segments and forgets all others.
func (p *segments) keep(known map[int64]openSegment) {
	p.mu.Lock()
	defer p.mu.Unlock()
	stale := false
	for id := range p.open {
		if _, ok := known[id]; !ok {
			stale = true
		}
	}
	p.open = known
	if !stale {
		return
	}
	for id := range p.blocks {
		if _, ok := known[id>>fulltext.BlockBits]; !ok {
			p.forget(id)
		}
	}
}

// forget takes a block out of memory.
func (p *segments) forget(id int64) {
	if data, ok := p.blocks[id]; ok {
		p.size -= len(data) + blockCost
		delete(p.blocks, id)
	}
}

func (p *segments) block(id int64) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.blocks[id]
}

// add remembers a block, and forgets others, whichever come first, if there are too many.
func (p *segments) add(id int64, data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.blocks == nil {
		p.blocks = make(map[int64][]byte)
	}
	p.forget(id)
	p.blocks[id] = data
	p.size += len(data) + blockCost
	for other := range p.blocks {
		if p.size <= mostCached {
			return
		}
		if other != id {
			p.forget(other)
		}
	}
}
