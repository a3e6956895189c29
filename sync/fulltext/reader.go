package fulltext

import "encoding/binary"

// Fetch returns the payload of a block of one segment.
type Fetch func(block int64) ([]byte, error)

// reader reads a stream on from some place. After an error it reads zeros.
type reader struct {
	fetch  Fetch
	stream int
	size   int64 // of the stream
	next   int64 // the block after this one
	rest   []byte
	err    error
}

func (s *Segment) reader(fetch Fetch, stream int, at int64) reader {
	r := reader{fetch: fetch, stream: stream, size: s.sizes[stream]}
	r.seek(at)
	return r
}

// at is the place of what is read next.
func (r *reader) at() int64 {
	return min(r.next*blockSize, r.size) - int64(len(r.rest))
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = ErrDamaged
	}
	r.rest = nil
}

// seek goes to a place; the block is fetched when something is read.
func (r *reader) seek(at int64) {
	switch {
	case r.err != nil:
	case at < 0 || at > r.size:
		r.fail()
	case at >= r.at() && at-r.at() <= int64(len(r.rest)):
		r.rest = r.rest[at-r.at():]
	case at%blockSize == 0:
		r.next, r.rest = at/blockSize, nil
	default:
		r.next, r.rest = at/blockSize, nil
		r.load()
		if int64(len(r.rest)) < at%blockSize {
			r.fail()
			return
		}
		r.rest = r.rest[at%blockSize:]
	}
}

// load fetches the next block.
func (r *reader) load() {
	if r.err != nil {
		return
	}
	left := r.size - r.next*blockSize
	if left <= 0 {
		r.fail()
		return
	}
	r.rest, r.err = r.fetch(int64(r.stream)<<streamBits | r.next)
	if r.err != nil {
		r.rest = nil
		return
	}
	if int64(len(r.rest)) != min(left, blockSize) {
		r.fail()
		return
	}
	r.next++
}

func (r *reader) octet() byte {
	if len(r.rest) == 0 {
		if r.load(); r.err != nil {
			return 0
		}
	}
	c := r.rest[0]
	r.rest = r.rest[1:]
	return c
}

func (r *reader) uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		v := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(v)
	}
	if len(r.rest) >= binary.MaxVarintLen64 {
		v, n := binary.Uvarint(r.rest)
		if n <= 0 {
			r.fail()
			return 0
		}
		r.rest = r.rest[n:]
		return v
	}
	var v uint64
	for shift := 0; shift < 64; shift += 7 {
		c := r.octet()
		v |= uint64(c&0x7F) << shift
		if c < 0x80 {
			return v
		}
	}
	r.fail()
	return 0
}

// number reads what must be less than most.
func (r *reader) number(most int64) int64 {
	v := r.uvarint()
	if most <= 0 || v >= uint64(most) {
		r.fail()
		return 0
	}
	return int64(v)
}

// append reads n octets behind to.
func (r *reader) append(to []byte, n int) []byte {
	for n > 0 && r.err == nil {
		if len(r.rest) == 0 {
			r.load()
			continue
		}
		some := min(n, len(r.rest))
		to = append(to, r.rest[:some]...)
		r.rest = r.rest[some:]
		n -= some
	}
	return to
}
