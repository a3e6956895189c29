// Package fulltext is the index that searches read: it turns documents into
// segments, answers queries from segments, and merges segments. It is pure:
// whoever uses it keeps the segments' blocks and fetches them on demand.
//
// A document is its place ([Doc.Ord], newest is highest) and text in eight
// fields. A segment is a batch of documents, numbered from the newest, and
// never changes. It has five streams, each cut into blocks of 32 KiB:
//
//	places     eight octets a document
//	words      the sorted words in groups of some 2 KiB; each entry shares the start of the one before
//	heads      the first word of each group, and where the group is
//	documents  per word the numbers of its documents, as differences; from the 129th on in chunks that can be passed over
//	positions  per word and document where the word stands, as differences
//
// What a search reads is small: the heads once, a group of words, and of a
// word's documents what it needs for the hits that it is asked for. Positions
// are read for phrases and fields only. Hits come newest first, from all
// segments at once, and a search that is not read to its end does not look at
// what is older.
//
// Nothing in a segment says that a document is gone or was indexed again: that
// is a bitmap beside it ([Segment.Kill]). A place is alive in one segment at
// most; its owner sees to it ([Index.Find]).
//
// Words are runs of letters and digits, lower case, without accents, ß as ss,
// at most 64 octets; of scripts that are written without spaces each character
// is a word. Documents and queries are cut alike, so what a person copies from
// a message finds it.
//
// Every block carries a checksum ([Payload]). Whatever octets a segment has,
// reading it ends, with [ErrDamaged] if they make no sense, and never with a
// panic. Memory is bounded: a batch ends at [Builder.Full], a merge hands out
// what it has made step by step.
package fulltext

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
)

// ErrDamaged means that a segment is not as it was written. The index must be
// made again.
var ErrDamaged = errors.New("the search index is damaged")

// Field is a part of a document that can be searched alone; several together
// are their sum.
type Field uint8

// The fields. Files is the names of what is attached, Attached its text.
const (
	Body Field = 1 << iota
	Sender
	Recipients
	Subject
	Copies
	Files
	Attached
	List

	Any Field = 0 // all of them
)

// Doc is a document to be indexed. Of each field, some 260,000 words are kept.
type Doc struct {
	Ord   int64 // its place, more than 0
	Whole bool  // for the owner: the index says which of its documents are, see [Index.Places]
	// The text, by field.
	Body, Sender, Recipients, Subject, Copies, List string
	Files, Attached                                 []string // of one after the other
	// Facts are names that no text can have as a word, for [NewFact].
	Facts []string
}

// A position is the number of a word within its field, and the field above
// it, so that words of two fields are never in a row.
const (
	fieldBits    = 18
	fieldWords   = 1<<fieldBits - 1
	positionBits = fieldBits + 3
)

func base(f Field) uint32 { return uint32(bits.TrailingZeros8(uint8(f))) << fieldBits }

// has reports whether a position is in one of the fields.
func (f Field) has(at uint32) bool { return f == Any || f&(1<<(at>>fieldBits)) != 0 }

// Block is a piece of a segment as it is to be kept, under its number.
type Block struct {
	N    int64
	Data []byte
}

// BlockBits is how many bits the number of a block has at most.
const BlockBits = 27

const (
	blockSize  = 32 << 10
	streamBits = BlockBits - 3 // a block's number is its stream and its place in it
)

// The streams.
const (
	places = iota
	words
	heads
	documents
	positions
	streams
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal puts a checksum behind data, in a copy.
func seal(data []byte) []byte {
	out := make([]byte, 0, len(data)+4)
	out = append(out, data...)
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(data, castagnoli))
}

// Payload checks what was kept of a block, and returns it as searches want it.
func Payload(kept []byte) ([]byte, error) {
	n := len(kept) - 4
	if n < 0 || crc32.Checksum(kept[:n], castagnoli) != binary.LittleEndian.Uint32(kept[n:]) {
		return nil, ErrDamaged
	}
	return kept[:n:n], nil
}
