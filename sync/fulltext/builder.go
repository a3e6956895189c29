package fulltext

import (
	"encoding/binary"
	"slices"
)

// A batch ends when it has so many documents, or so many words (together some
// 20 MB of memory, and at most half as much again for the last document).
const (
	docBits   = 32 - positionBits
	maxDocs   = 1 << docBits
	fullWords = 1 << 20
)

// Builder makes a segment of a batch of documents.
type Builder struct {
	cut    tokenizer
	table  *table
	places []byte
	docs   int
	newest int64
	oldest int64
	seen   []uint64 // a word's number, then its document and position, in the order of the text
}

// NewBuilder makes an empty batch, for about so many octets of text.
func NewBuilder(octets int) *Builder {
	return &Builder{table: newTable(), cut: tokenizer{fold: newFolds()}, seen: make([]uint64, 0, min(octets/6, fullWords))}
}

// Add adds a document, which must be older than the one before, to a batch
// that is not full.
func (b *Builder) Add(d *Doc) {
	if b.docs == 0 {
		b.newest = d.Ord
	} else if d.Ord >= b.oldest || b.Full() {
		panic("fulltext: a document that the batch cannot take")
	}
	b.oldest = d.Ord
	b.add(Body, d.Body)
	b.add(Sender, d.Sender)
	b.add(Recipients, d.Recipients)
	b.add(Subject, d.Subject)
	b.add(Copies, d.Copies)
	b.add(Files, d.Files...)
	b.add(Attached, d.Attached...)
	b.add(List, d.List)
	b.addFacts(d.Facts)
	b.places = binary.LittleEndian.AppendUint64(b.places, place(d.Ord, d.Whole))
	b.docs++
}

// add adds texts of a field. Words of two texts are never in a row.
func (b *Builder) add(f Field, texts ...string) {
	at := uint64(b.docs)<<positionBits | uint64(base(f))
	end := at + fieldWords
	for _, text := range texts {
		b.cut.text = text
		for ; at < end && b.cut.next(); at++ {
			b.seen = append(b.seen, uint64(b.table.see(b.cut.room[:], len(b.cut.word)))<<32|at)
		}
		at++
	}
}

// addFacts puts all facts at one position behind the text.
func (b *Builder) addFacts(facts []string) {
	at := uint64(b.docs)<<positionBits | uint64(base(List)) | fieldWords
	for i, name := range facts {
		if !slices.Contains(facts[:i], name) {
			n := len(appendFact(b.cut.room[:0], name))
			b.seen = append(b.seen, uint64(b.table.see(b.cut.room[:], n))<<32|at)
		}
	}
}

// Full reports that the batch takes no more.
func (b *Builder) Full() bool { return b.docs == maxDocs || len(b.seen) >= fullWords }

// Len is the number of documents in the batch.
func (b *Builder) Len() int { return b.docs }

// Segment returns the batch as a segment: what opens it, and its blocks. The
// builder cannot be used again.
func (b *Builder) Segment() (head []byte, blocks []Block) {
	// What was seen, by word; of each word still in the order of the text.
	starts := make([]uint32, len(b.table.words)+1)
	for n, w := range b.table.words {
		starts[n+1] = starts[n] + w.count
	}
	byWord := make([]uint32, len(b.seen))
	for _, s := range b.seen {
		n := s >> 32
		byWord[starts[n]] = uint32(s)
		starts[n]++ // in the end it is where the next word starts
	}
	b.seen = nil
	w := newWriter()
	var text []byte
	for _, n := range b.table.sorted() {
		text = b.table.append(text[:0], n)
		w.word(text, byWord[starts[n]-b.table.words[n].count:starts[n]])
	}
	w.add(places, b.places)
	return w.finish(b.docs, b.newest, b.oldest)
}

// place writes a document's entry in the stream of places.
func place(ord int64, whole bool) uint64 {
	p := uint64(ord) << 1
	if whole {
		p |= 1
	}
	return p
}
