package fulltext

import (
	"encoding/binary"
	"math/bits"
)

// bitmap is a set of documents.
type bitmap []uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

// full has all members below n.
func full(n int) bitmap {
	b := newBitmap(n)
	for i := range b {
		b[i] = ^uint64(0)
	}
	if n%64 != 0 {
		b[len(b)-1] = 1<<(n%64) - 1
	}
	return b
}

func (b bitmap) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitmap) clear(i int)    { b[i/64] &^= 1 << (i % 64) }
func (b bitmap) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b bitmap) and(o bitmap) {
	for i := range b {
		b[i] &= o[i]
	}
}

func (b bitmap) andNot(o bitmap) {
	for i := range b {
		b[i] &^= o[i]
	}
}

func (b bitmap) or(o bitmap) {
	for i := range b {
		b[i] |= o[i]
	}
}

// sized is room for a set of n words, of b if it has it.
func (b bitmap) sized(n int) bitmap {
	if cap(b) < n {
		return make(bitmap, n)
	}
	return b[:n]
}

func (b bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// next is the first member from i on, or -1.
func (b bitmap) next(i int) int {
	for n := i / 64; n < len(b); n++ {
		w := b[n]
		if n == i/64 {
			w &= ^uint64(0) << (i % 64)
		}
		if w != 0 {
			return n*64 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// encode writes the set's words, least significant octet first.
func (b bitmap) encode() []byte {
	out := make([]byte, 0, 8*len(b))
	for _, w := range b {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return out
}
