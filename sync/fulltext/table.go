package fulltext

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// table numbers the words of a batch.
type table struct {
	seed   maphash.Seed
	factor uint64
	slots  []uint32 // number of a word and 1, at its hash
	words  []word
	text   []byte // of all words that are longer than their start
}

// word is an entry of the table. Most words are no longer than eight octets:
// then their start says it all.
type word struct {
	start uint64 // the first octets, in an order that can be compared
	hash  uint32
	at    uint32 // of a longer one: in text
	count uint32 // how often it was seen
	size  uint8
}

const startSize = 8

func newTable() *table {
	return &table{seed: maphash.MakeSeed(), factor: rand.Uint64() | 1, slots: make([]uint32, 1<<14)}
}

// see counts the word of n octets at the beginning of room, in which at least
// startSize octets follow, and returns its number.
func (t *table) see(room []byte, n int) uint32 {
	start := binary.BigEndian.Uint64(room)
	var hash uint32
	if n <= startSize {
		start &= ^uint64(0) << (8 * (startSize - n))
		hash = t.mix(start, n)
	} else {
		hash = uint32(maphash.Bytes(t.seed, room[:n]))
	}
	mask := uint32(len(t.slots) - 1)
	slot := hash & mask
	for t.slots[slot] != 0 {
		number := t.slots[slot] - 1
		e := &t.words[number]
		if e.hash == hash && e.start == start && int(e.size) == n && (n <= startSize || string(t.text[e.at:e.at+uint32(n)]) == string(room[:n])) {
			e.count++
			return number
		}
		slot = (slot + 1) & mask
	}
	number := uint32(len(t.words))
	t.slots[slot] = number + 1
	t.words = append(t.words, word{start, hash, uint32(len(t.text)), 1, uint8(n)})
	if n > startSize {
		t.text = append(t.text, room[:n]...)
	}
	if len(t.words)*2 > len(t.slots) {
		t.grow()
	}
	return number
}

// mix hashes a short word. Who writes messages does not know factor, and so
// cannot choose words that fall together.
func (t *table) mix(start uint64, n int) uint32 {
	hi, lo := bits.Mul64(start^uint64(n), t.factor)
	return uint32(hi ^ lo)
}

func (t *table) grow() {
	t.slots = make([]uint32, 4*len(t.slots))
	mask := uint32(len(t.slots) - 1)
	for n := range t.words {
		slot := t.words[n].hash & mask
		for t.slots[slot] != 0 {
			slot = (slot + 1) & mask
		}
		t.slots[slot] = uint32(n) + 1
	}
}

// append appends a word to an empty slice.
func (t *table) append(to []byte, number uint32) []byte {
	e := &t.words[number]
	if e.size > startSize {
		return append(to, t.text[e.at:e.at+uint32(e.size)]...)
	}
	return binary.BigEndian.AppendUint64(to, e.start)[:e.size]
}

// sorted lists the words' numbers in the order of the words.
func (t *table) sorted() []uint32 {
	order := make([]uint32, len(t.words))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		v, w := &t.words[a], &t.words[b]
		switch {
		case v.start < w.start:
			return -1
		case v.start > w.start:
			return 1
		case v.size <= startSize || w.size <= startSize:
			return int(v.size) - int(w.size)
		}
		return bytes.Compare(t.text[v.at:v.at+uint32(v.size)], t.text[w.at:w.at+uint32(w.size)])
	})
	return order
}
