package fulltext

import "encoding/binary"

// header is what opens a segment.
type header struct {
	docs           int
	newest, oldest int64 // places
	sizes          [streams]int64
}

const (
	version   = 1
	placeSize = 8
	maxStream = int64(blockSize) << streamBits
)

func (h header) encode() []byte {
	b := []byte{version}
	for _, n := range append([]int64{int64(h.docs), h.newest, h.oldest}, h.sizes[:]...) {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return seal(b)
}

func decodeHeader(kept []byte) (header, error) {
	var h header
	b, err := Payload(kept)
	if err != nil || len(b) == 0 || b[0] != version {
		return h, ErrDamaged
	}
	b = b[1:]
	var n [3 + streams]int64
	for i := range n {
		v, size := binary.Uvarint(b)
		if size <= 0 || v >= 1<<63 {
			return h, ErrDamaged
		}
		n[i], b = int64(v), b[size:]
	}
	h.newest, h.oldest = n[1], n[2]
	copy(h.sizes[:], n[3:])
	for _, size := range h.sizes {
		if size > maxStream {
			return h, ErrDamaged
		}
	}
	if n[0] == 0 || n[0] > maxStream/placeSize || n[0]*placeSize != h.sizes[places] || h.oldest <= 0 || h.oldest > h.newest || len(b) > 0 {
		return h, ErrDamaged
	}
	h.docs = int(n[0])
	return h, nil
}
