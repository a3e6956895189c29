package fulltext

import "math"

const noDoc = math.MaxInt

// postings reads a word's documents, and for those that it is asked for, the
// word's positions.
type postings struct {
	docs reader
	most int // documents in the segment
	left int // documents not read yet, without those of the chunk
	doc  int // the document that was read last, -1 before the first, noDoc after the last
	n    int // how many were read or passed over

	chunked   bool
	inChunk   int
	chunkLast int   // the chunk's last document
	chunkEnd  int64 // where the chunk ends
	chunkPos  int64 // where its positions begin
	nextPos   int64 // and end
	chunkN    int   // as n, where the chunk begins

	pos  reader
	posN int // as n, of the document whose positions are read next
}

func (s *Segment) postings(fetch Fetch, e *entry) *postings {
	p := &postings{
		docs: s.reader(fetch, documents, e.docsAt), most: s.docs, left: e.docs, doc: -1, chunked: e.docs > chunkDocs,
		nextPos: e.posAt,
		pos:     reader{fetch: fetch, stream: positions, size: s.sizes[positions]},
	}
	p.pos.next = -1 // nothing is read before positions are asked for
	if !p.chunked {
		p.inChunk, p.left, p.chunkPos = p.left, 0, e.posAt
	}
	return p
}

// err is what ended the reading, if not the last document.
func (p *postings) err() error {
	if p.docs.err != nil {
		return p.docs.err
	}
	return p.pos.err
}

func (p *postings) end() bool {
	p.doc, p.left, p.inChunk = noDoc, 0, 0
	return false
}

// open reads the title of the next chunk.
func (p *postings) open() bool {
	if p.left == 0 {
		return p.end()
	}
	p.inChunk = min(p.left, chunkDocs)
	p.left -= p.inChunk
	p.chunkN = p.n
	p.chunkLast = p.doc + 1 + int(p.docs.number(int64(p.most-p.doc)))
	size := p.docs.number(p.docs.size - p.docs.at() + 1)
	p.chunkPos = p.nextPos
	p.nextPos += p.docs.number(p.pos.size - p.nextPos + 1)
	p.chunkEnd = p.docs.at() + size
	if p.docs.err != nil {
		return p.end()
	}
	return true
}

// next goes to the next document.
func (p *postings) next() bool {
	if p.inChunk == 0 && !p.open() {
		return false
	}
	doc := p.doc + 1 + int(p.docs.number(int64(p.most-p.doc)))
	if p.docs.err != nil || doc >= p.most {
		p.docs.fail()
		return p.end()
	}
	p.doc = doc
	p.inChunk--
	p.n++
	return true
}

// seek goes to the first document that is not before doc.
func (p *postings) seek(doc int) bool {
	for p.chunked && p.doc < doc {
		if p.inChunk == 0 && !p.open() {
			return false
		}
		if p.chunkLast >= doc {
			break
		}
		p.n += p.inChunk
		p.inChunk = 0
		p.doc = p.chunkLast
		p.docs.seek(p.chunkEnd)
	}
	for p.doc < doc {
		if !p.next() {
			return false
		}
	}
	return p.doc != noDoc
}

// fill adds the documents in [lo, hi) to set, whose first is lo.
func (p *postings) fill(set bitmap, lo, hi int) {
	for ok := p.seek(lo); ok && p.doc < hi; ok = p.next() {
		set.set(p.doc - lo)
	}
}

// toPositions goes to the positions of the document that was read last.
func (p *postings) toPositions() {
	if p.posN < p.chunkN || p.pos.next < 0 {
		p.pos.next, p.pos.rest = 0, nil
		p.pos.seek(p.chunkPos)
		p.posN = p.chunkN
	}
	p.passPositions(p.n - 1 - p.posN)
	p.posN = p.n
}

// passPositions passes over the positions of so many documents. It is what
// phrases of common words spend their time on: one look at each octet.
func (p *postings) passPositions(docs int) {
	r := &p.pos
	last, amid := false, false // of a document, of a number
	for docs > 0 && r.err == nil {
		if len(r.rest) == 0 {
			r.load()
			continue
		}
		n := 0
		for _, c := range r.rest {
			n++
			if !amid {
				last = c&1 == 0
			}
			if amid = c >= 0x80; last && !amid {
				if docs--; docs == 0 {
					break
				}
			}
		}
		r.rest = r.rest[n:]
	}
}

// positions appends where the word stands in the document that was read last.
// It may be called once for each.
func (p *postings) positions(to []uint32) []uint32 {
	p.toPositions()
	r := &p.pos
	at := uint64(0)
	for {
		var v uint64
		if len(r.rest) > 1 && r.rest[0] >= 0x80 && r.rest[1] < 0x80 { // most that are not one octet
			v = uint64(r.rest[0]&0x7F) | uint64(r.rest[1])<<7
			r.rest = r.rest[2:]
		} else {
			v = r.uvarint()
		}
		at += v >> 1
		if at >= 1<<positionBits || r.err != nil {
			r.fail()
			return to
		}
		to = append(to, uint32(at))
		if v&1 == 0 {
			return to
		}
	}
}

// copyPositions appends the positions of the document that was read last as
// they are written.
func (p *postings) copyPositions(to []byte) []byte {
	p.toPositions()
	for {
		c := p.pos.octet()
		to = append(to, c)
		more := c&1 != 0
		for c >= 0x80 {
			c = p.pos.octet()
			to = append(to, c)
		}
		if !more || p.pos.err != nil {
			return to
		}
	}
}
