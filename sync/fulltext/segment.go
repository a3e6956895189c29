package fulltext

import (
	"encoding/binary"
	"math/bits"
	"sort"
	"sync/atomic"
)

// Segment is a batch of documents that was indexed. It may be used from any
// goroutine.
type Segment struct {
	header
	ID    int64  // its owner's name for it, handed to Index.Fetch
	dead  bitmap // documents that are gone, or in a newer segment
	gone  int    // how many
	heads *atomic.Pointer[headList]
}

// OpenSegment opens the segment that begins with head. dead is what
// [Segment.Kill] returned last, or nil.
func OpenSegment(id int64, head, dead []byte) (*Segment, error) {
	h, err := decodeHeader(head)
	if err != nil {
		return nil, err
	}
	s := &Segment{header: h, ID: id, heads: new(atomic.Pointer[headList])}
	return s.WithDead(dead)
}

// WithDead is the segment with other documents dead.
func (s *Segment) WithDead(dead []byte) (*Segment, error) {
	c := *s
	c.dead, c.gone = nil, 0
	if len(dead) == 0 {
		return &c, nil
	}
	if len(dead) != (s.docs+63)/64*8 {
		return nil, ErrDamaged
	}
	c.dead = make(bitmap, len(dead)/8)
	for i := range c.dead {
		c.dead[i] = binary.LittleEndian.Uint64(dead[8*i:])
		c.gone += bits.OnesCount64(c.dead[i])
	}
	if n := s.docs % 64; n != 0 && c.dead[len(c.dead)-1]>>n != 0 {
		return nil, ErrDamaged
	}
	return &c, nil
}

// Kill returns the segment's dead documents with docs added, as OpenSegment
// takes them.
func (s *Segment) Kill(docs ...int) []byte {
	dead := make(bitmap, (s.docs+63)/64)
	copy(dead, s.dead)
	for _, d := range docs {
		dead.set(d)
	}
	return dead.encode()
}

// KillAll is Kill of all documents.
func (s *Segment) KillAll() []byte { return full(s.docs).encode() }

// Docs is how many documents the segment has, without those that are dead.
func (s *Segment) Docs() int { return s.docs - s.gone }

// Dead is how many are dead.
func (s *Segment) Dead() int { return s.gone }

// Size is how many octets its blocks have.
func (s *Segment) Size() int64 {
	var n int64
	for _, size := range s.sizes {
		n += size
	}
	return n
}

// Spans reports that the segment may have a document at this place.
func (s *Segment) Spans(ord int64) bool { return s.oldest <= ord && ord <= s.newest }

// placeReader looks up the places of documents.
type placeReader struct {
	fetch Fetch
	seg   *Segment
	n     int64 // block and 1
	block []byte
}

func (p *placeReader) at(doc int) (ord int64, whole bool, err error) {
	off := int64(doc) * placeSize
	if n := off/blockSize + 1; n != p.n {
		block, err := p.fetch(int64(places)<<streamBits | (n - 1))
		if err != nil {
			return 0, false, err
		}
		p.n, p.block = n, block
	}
	off %= blockSize
	if doc < 0 || int64(len(p.block)) < off+placeSize {
		return 0, false, ErrDamaged
	}
	v := binary.LittleEndian.Uint64(p.block[off:])
	if ord = int64(v >> 1); !p.seg.Spans(ord) {
		return 0, false, ErrDamaged
	}
	return ord, v&1 != 0, nil
}

// before finds the first document whose place is below ord.
func (p *placeReader) before(ord int64) (int, error) {
	var failed error
	doc := sort.Search(p.seg.docs, func(i int) bool {
		o, _, err := p.at(i)
		if err != nil {
			failed = err
		}
		return o < ord
	})
	return doc, failed
}
