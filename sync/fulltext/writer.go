package fulltext

import "encoding/binary"

const (
	groupSize = 2 << 10 // octets of words in a group
	chunkDocs = 128     // documents in a chunk
)

// writer makes the streams of a segment.
type writer struct {
	streams [streams]stream
	out     []Block
	pending int // octets in out

	last  []byte // the word before
	group int64  // where the group of words began
	begun bool   // there is a group

	// Of the word that is being written:
	docsAt, posAt int64 // where its documents and positions begin
	docs          int
	doc           int // the last
	chunked       bool
	chunk         []byte // documents that are not in the stream yet
	chunkLen      int
	chunkFrom     int   // the last document before them, or -1
	chunkPos      int64 // where their positions begin
}

// stream is a stream's end that fills no block yet.
type stream struct {
	done int64 // octets in blocks
	n    int64 // blocks
	rest []byte
}

func (s *stream) size() int64 { return s.done + int64(len(s.rest)) }

func newWriter() *writer { return &writer{} }

// add appends to a stream.
func (w *writer) add(kind int, data []byte) {
	s := &w.streams[kind]
	s.rest = append(s.rest, data...)
	w.cut(kind, blockSize)
}

// cut makes blocks of what a stream has, until less than least is left.
func (w *writer) cut(kind, least int) {
	s := &w.streams[kind]
	from := 0
	for len(s.rest)-from >= least && len(s.rest) > from {
		data := s.rest[from:min(from+blockSize, len(s.rest))]
		w.out = append(w.out, Block{int64(kind)<<streamBits | s.n, seal(data)})
		w.pending += len(data)
		s.n++
		s.done += int64(len(data))
		from += len(data)
	}
	if from > 0 {
		s.rest = append(s.rest[:0], s.rest[from:]...)
	}
}

// take hands out the blocks made so far.
func (w *writer) take() []Block {
	out := w.out
	w.out, w.pending = nil, 0
	return out
}

// word writes a word of a batch: for each time it was seen document and position, in order.
func (w *writer) word(text []byte, seen []uint32) {
	const mask = 1<<positionBits - 1
	w.begin()
	pos := &w.streams[positions]
	for i := 0; i < len(seen); {
		doc, last := seen[i]>>positionBits, uint32(0)
		w.document(int(doc))
		for {
			p := seen[i] & mask
			i++
			more := i < len(seen) && seen[i]>>positionBits == doc
			pos.rest = appendPosition(pos.rest, p-last, more)
			last = p
			if !more {
				break
			}
		}
	}
	w.end(text)
}

// appendPosition writes how far a position is from the one before, and
// whether there is another in this document.
func appendPosition(to []byte, step uint32, more bool) []byte {
	v := uint64(step) << 1
	if more {
		v |= 1
	}
	return binary.AppendUvarint(to, v)
}

// begin begins a word; document must be called for each of its documents and
// the positions written after it, and then end.
func (w *writer) begin() {
	w.docsAt, w.posAt = w.streams[documents].size(), w.streams[positions].size()
	w.docs, w.doc, w.chunked = 0, -1, false
	w.chunk, w.chunkLen, w.chunkFrom, w.chunkPos = w.chunk[:0], 0, -1, w.posAt
}

func (w *writer) document(doc int) {
	if w.chunkLen == chunkDocs {
		w.endChunk(true)
	}
	w.chunk = binary.AppendUvarint(w.chunk, uint64(doc-w.doc-1))
	w.doc = doc
	w.docs++
	w.chunkLen++
}

// endChunk writes the documents that are pending; titled with what it takes
// to pass over them.
func (w *writer) endChunk(titled bool) {
	pos := w.streams[positions].size()
	if titled {
		w.chunked = true
		s := &w.streams[documents]
		s.rest = binary.AppendUvarint(s.rest, uint64(w.doc-w.chunkFrom-1))
		s.rest = binary.AppendUvarint(s.rest, uint64(len(w.chunk)))
		s.rest = binary.AppendUvarint(s.rest, uint64(pos-w.chunkPos))
	}
	w.add(documents, w.chunk)
	w.chunk, w.chunkLen, w.chunkFrom, w.chunkPos = w.chunk[:0], 0, w.doc, pos
}

// end writes the entry of the word whose documents were written, if it has any.
func (w *writer) end(text []byte) {
	if w.docs == 0 {
		return
	}
	w.endChunk(w.chunked)
	w.cut(positions, blockSize)
	s := &w.streams[words]
	if size := s.size(); !w.begun || size-w.group >= groupSize {
		w.begun, w.group = true, size
		w.last = w.last[:0]
		h := &w.streams[heads]
		h.rest = binary.AppendUvarint(h.rest, uint64(len(text)))
		h.rest = append(h.rest, text...)
		for _, at := range []int64{size, w.docsAt, w.posAt} {
			h.rest = binary.AppendUvarint(h.rest, uint64(at))
		}
	}
	shared := 0
	for shared < len(text) && shared < len(w.last) && text[shared] == w.last[shared] {
		shared++
	}
	s.rest = append(s.rest, byte(shared), byte(len(text)-shared))
	s.rest = append(s.rest, text[shared:]...)
	s.rest = binary.AppendUvarint(s.rest, uint64(w.docs))
	s.rest = binary.AppendUvarint(s.rest, uint64(w.streams[documents].size()-w.docsAt))
	s.rest = binary.AppendUvarint(s.rest, uint64(w.streams[positions].size()-w.posAt))
	w.last = append(w.last[:0], text...)
	w.cut(words, blockSize)
	w.cut(heads, blockSize)
}

// finish ends the segment.
func (w *writer) finish(docs int, newest, oldest int64) (head []byte, blocks []Block) {
	h := header{docs: docs, newest: newest, oldest: oldest}
	for kind := range w.streams {
		w.cut(kind, 0)
		h.sizes[kind] = w.streams[kind].size()
	}
	return h.encode(), w.take()
}
