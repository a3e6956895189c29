package fulltext

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// table numbers the words of a batch.
type table struct {
	seed  maphash.Seed
	slots []uint32 // number of a word and 1, at its hash
	words []word
	text  []byte // of all words
}

type word struct {
	hash  uint32
	at    uint32 // in text
	size  uint8
	count uint32 // how often it was seen
}

func newTable() *table {
	return &table{seed: maphash.MakeSeed(), slots: make([]uint32, 1<<13)}
}

// see counts a word and returns its number.
func (t *table) see(w []byte) uint32 {
	hash := uint32(maphash.Bytes(t.seed, w))
	mask := uint32(len(t.slots) - 1)
	slot := hash & mask
	for t.slots[slot] != 0 {
		n := t.slots[slot] - 1
		if e := &t.words[n]; e.hash == hash && string(t.text[e.at:e.at+uint32(e.size)]) == string(w) {
			e.count++
			return n
		}
		slot = (slot + 1) & mask
	}
	n := uint32(len(t.words))
	t.slots[slot] = n + 1
	t.words = append(t.words, word{hash, uint32(len(t.text)), uint8(len(w)), 1})
	t.text = append(t.text, w...)
	if len(t.words)*2 > len(t.slots) {
		t.grow()
	}
	return n
}

func (t *table) grow() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint32(len(t.slots) - 1)
	for n, e := range t.words {
		slot := e.hash & mask
		for t.slots[slot] != 0 {
			slot = (slot + 1) & mask
		}
		t.slots[slot] = uint32(n) + 1
	}
}

func (t *table) word(n uint32) []byte {
	e := &t.words[n]
	return t.text[e.at : e.at+uint32(e.size)]
}

// sorted lists the words' numbers in the order of the words.
func (t *table) sorted() []uint32 {
	type key struct {
		start uint64 // the word's first octets: mostly that is all there is to compare
		n     uint32
	}
	keys := make([]key, len(t.words))
	for i := range keys {
		var start [8]byte
		copy(start[:], t.word(uint32(i)))
		keys[i] = key{binary.BigEndian.Uint64(start[:]), uint32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if c := cmp.Compare(a.start, b.start); c != 0 {
			return c
		}
		return bytes.Compare(t.word(a.n), t.word(b.n))
	})
	order := make([]uint32, len(keys))
	for i, k := range keys {
		order[i] = k.n
	}
	return order
}
