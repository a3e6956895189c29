package fulltext

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// shelf keeps segments in memory, as a store does on disk.
type shelf struct {
	t      testing.TB
	blocks map[[2]int64][]byte
	segs   []*Segment
	last   int64
}

func newShelf(t testing.TB) *shelf { return &shelf{t: t, blocks: map[[2]int64][]byte{}} }

func (s *shelf) index() *Index {
	return &Index{Segments: s.segs, Fetch: func(segment, block int64) ([]byte, error) {
		data, ok := s.blocks[[2]int64{segment, block}]
		if !ok {
			return nil, fmt.Errorf("%w: no block %d of segment %d", ErrDamaged, block, segment)
		}
		return Payload(data)
	}}
}

func (s *shelf) put(head, dead []byte, blocks []Block) {
	s.t.Helper()
	s.last++
	for _, b := range blocks {
		if b.N < 0 || b.N >= 1<<BlockBits {
			s.t.Fatalf("block number %d", b.N)
		}
		s.blocks[[2]int64{s.last, b.N}] = b.Data
	}
	seg, err := OpenSegment(s.last, head, dead)
	check(s.t, err)
	s.segs = append(s.segs, seg)
}

// add indexes documents; what was at their places before is replaced.
func (s *shelf) add(docs ...Doc) {
	s.t.Helper()
	docs = slices.SortedFunc(slices.Values(docs), func(a, b Doc) int { return cmp.Compare(b.Ord, a.Ord) })
	var ords []int64
	for _, d := range docs {
		ords = append(ords, d.Ord)
	}
	s.remove(ords...)
	b := NewBuilder(0)
	for i := range docs {
		if b.Full() {
			head, blocks := b.Segment()
			s.put(head, nil, blocks)
			b = NewBuilder(0)
		}
		b.Add(&docs[i])
	}
	head, blocks := b.Segment()
	s.put(head, nil, blocks)
}

func (s *shelf) remove(ords ...int64) {
	s.t.Helper()
	slices.SortFunc(ords, func(a, b int64) int { return cmp.Compare(b, a) })
	found, err := s.index().Find(ords)
	check(s.t, err)
	for i, seg := range s.segs {
		if docs := found[seg]; docs != nil {
			s.segs[i], err = seg.WithDead(seg.Kill(docs...))
			check(s.t, err)
		}
	}
}

// merge puts one segment in the place of those from i to j; meanwhile happens while it is made.
func (s *shelf) merge(i, j int, meanwhile func()) {
	s.t.Helper()
	x := s.index()
	x.Segments = slices.Clone(s.segs[i:j])
	m, err := x.Merge()
	check(s.t, err)
	var blocks []Block
	for done := false; !done; {
		var some []Block
		some, done, err = m.Step(1000)
		check(s.t, err)
		blocks = append(blocks, some...)
	}
	meanwhile()
	dead, err := m.Dead(s.segs[i:j])
	check(s.t, err)
	s.segs = slices.Delete(s.segs, i, j)
	if m.Head() != nil {
		s.put(m.Head(), dead, blocks)
	}
}

func (s *shelf) search(q Query, before int64, limit int) []int64 {
	s.t.Helper()
	var got []int64
	for h := s.index().Search(q, before); len(got) < limit; {
		ord, err := h.Next()
		check(s.t, err)
		if ord == 0 {
			break
		}
		got = append(got, ord)
	}
	return got
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
