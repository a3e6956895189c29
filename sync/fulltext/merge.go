package fulltext

import (
	"bytes"
	"encoding/binary"
	"math"
)

// Merge makes one segment of several, without their dead documents. The
// segments stay as they are, and searches go on in them, until the owner puts
// the new one in their place.
type Merge struct {
	inputs []*input
	out    *writer
	head   []byte
	done   bool

	docs           int
	newest, oldest int64
}

// input is one of the segments that are merged.
type input struct {
	seg   *Segment
	fetch Fetch
	words *walk // at the word that comes next; nil at the end
	to    []uint32
	docs  *postings // of the present word
	doc   int       // the present document's number in the result, noDoc at the end
}

const nowhere = math.MaxUint32 // a dead document's number in the result

// Merge begins to merge the segments of x.
func (x *Index) Merge() (*Merge, error) {
	m := &Merge{out: newWriter()}
	for _, s := range x.Segments {
		in := &input{seg: s, fetch: x.fetch(s), to: make([]uint32, s.docs)}
		k, err := s.from(in.fetch, nil)
		if err != nil {
			return nil, err
		}
		in.words = k
		if err := in.advance(); err != nil {
			return nil, err
		}
		m.inputs = append(m.inputs, in)
	}
	return m, m.number()
}

// advance goes to the next word.
func (in *input) advance() error {
	k := in.words
	if k.next() {
		return nil
	}
	in.words = nil
	return k.r.err
}

// number gives the living documents their numbers in the result.
func (m *Merge) number() error {
	type end struct {
		in     *input
		places placeReader
		doc    int
		ord    int64
		whole  bool
	}
	var ends []*end
	step := func(e *end) (err error) {
		for ; e.doc < e.in.seg.docs; e.doc++ {
			if e.in.seg.dead == nil || !e.in.seg.dead.has(e.doc) {
				e.ord, e.whole, err = e.places.at(e.doc)
				return err
			}
			e.in.to[e.doc] = nowhere
		}
		e.ord = 0
		return nil
	}
	for _, in := range m.inputs {
		e := &end{in: in, places: placeReader{fetch: in.fetch, seg: in.seg}}
		if err := step(e); err != nil {
			return err
		}
		ends = append(ends, e)
	}
	var entry [placeSize]byte
	for {
		var next *end
		for _, e := range ends {
			if e.ord > 0 && (next == nil || e.ord > next.ord) {
				next = e
			}
		}
		if next == nil {
			return nil
		}
		if m.docs == 0 {
			m.newest = next.ord
		} else if next.ord >= m.oldest {
			return ErrDamaged // not descending, or alive twice
		}
		m.oldest = next.ord
		binary.LittleEndian.PutUint64(entry[:], place(next.ord, next.whole))
		m.out.add(places, entry[:])
		next.in.to[next.doc] = uint32(m.docs)
		m.docs++
		next.doc++
		if err := step(next); err != nil {
			return err
		}
	}
}

// Step goes on until it has made at least so many octets of blocks. After the
// last blocks done is true and Head has the result.
func (m *Merge) Step(octets int) (blocks []Block, done bool, err error) {
	for m.out.pending < octets && !m.done {
		if err := m.word(); err != nil {
			return nil, false, err
		}
	}
	return m.out.take(), m.done, nil
}

// Head is what opens the result; nil if no document was alive.
func (m *Merge) Head() []byte { return m.head }

// word merges the next word.
func (m *Merge) word() error {
	var least []byte
	for _, in := range m.inputs {
		if in.words != nil && (least == nil || bytes.Compare(in.words.word, least) < 0) {
			least = in.words.word
		}
	}
	if least == nil {
		m.done = true
		if m.docs > 0 {
			var last []Block
			m.head, last = m.out.finish(m.docs, m.newest, m.oldest)
			m.out.out = last
		}
		return nil
	}
	var having []*input
	for _, in := range m.inputs {
		if in.words == nil || !bytes.Equal(in.words.word, least) {
			continue
		}
		in.docs = in.seg.postings(in.fetch, &in.words.entry)
		if err := in.step(); err != nil {
			return err
		}
		having = append(having, in)
	}
	m.out.begin()
	if err := m.interleave(having); err != nil {
		return err
	}
	m.out.end(least)
	for _, in := range having {
		if err := in.advance(); err != nil {
			return err
		}
	}
	return nil
}

// interleave writes a word's documents from all inputs that have it, in order.
func (m *Merge) interleave(having []*input) error {
	pos := &m.out.streams[positions]
	for {
		var first *input
		until := noDoc // the next that another input has
		for _, in := range having {
			switch {
			case first == nil || in.doc < first.doc:
				if first != nil {
					until = first.doc
				}
				first = in
			case in.doc < until:
				until = in.doc
			}
		}
		if first.doc == noDoc {
			return nil
		}
		for first.doc < until {
			m.out.document(first.doc)
			pos.rest = first.docs.copyPositions(pos.rest)
			m.out.cut(positions, blockSize)
			if err := first.step(); err != nil {
				return err
			}
		}
	}
}

// step goes to the word's next living document.
func (in *input) step() error {
	for in.docs.next() {
		if to := in.to[in.docs.doc]; to != nowhere {
			in.doc = int(to)
			return nil
		}
	}
	in.doc = noDoc
	return in.docs.err()
}

// Dead is the result's dead documents, as [OpenSegment] takes them, when now
// are the merged segments as they are after it: what died since is dead.
func (m *Merge) Dead(now []*Segment) ([]byte, error) {
	var dead bitmap
	for i, in := range m.inputs {
		if i >= len(now) || now[i].ID != in.seg.ID || now[i].docs != in.seg.docs {
			return nil, ErrDamaged
		}
		for doc, to := range in.to {
			if to == nowhere || now[i].dead == nil || !now[i].dead.has(doc) {
				continue
			}
			if dead == nil {
				dead = newBitmap(m.docs)
			}
			dead.set(int(to))
		}
	}
	return dead.encode(), nil
}
