package fulltext

import "slices"

// Index is the segments that there are at one moment.
type Index struct {
	Segments []*Segment
	// Fetch returns the payload of a block of a segment.
	Fetch func(segment, block int64) ([]byte, error)
}

// fetch fetches blocks of one segment and has the newest of each stream at
// hand: what stands together is read one after the other.
func (x *Index) fetch(s *Segment) Fetch {
	var last [streams]struct {
		block int64
		data  []byte
	}
	return func(block int64) ([]byte, error) {
		l := &last[block>>streamBits]
		if l.data != nil && l.block == block {
			return l.data, nil
		}
		data, err := x.Fetch(s.ID, block)
		if err == nil {
			l.block, l.data = block, data
		}
		return data, err
	}
}

// Count counts the documents that fit q.
func (x *Index) Count(q Query) (int, error) {
	total := 0
	for _, s := range x.Segments {
		m, err := s.matcher(x.fetch(s), q, 0)
		if err != nil {
			return 0, err
		}
		if m != nil {
			m.window = mostWindow
		}
		for m != nil {
			set, _, err := m.more()
			if err != nil {
				return 0, err
			}
			if set == nil {
				break
			}
			total += set.count()
		}
	}
	return total, nil
}

// Find returns, of each segment that has a living document at one of the
// given places (newest first), which of its documents these are.
func (x *Index) Find(ords []int64) (map[*Segment][]int, error) {
	found := make(map[*Segment][]int)
	if len(ords) == 0 {
		return found, nil
	}
	for _, s := range x.Segments {
		first, _ := slices.BinarySearchFunc(ords, s.newest, func(ord, newest int64) int {
			if ord > newest {
				return -1
			}
			return 0
		})
		at := placeReader{fetch: x.fetch(s), seg: s}
		for _, ord := range ords[first:] {
			if ord < s.oldest {
				break
			}
			doc, err := at.before(ord + 1)
			if err != nil {
				return nil, err
			}
			if doc == s.docs || s.dead != nil && s.dead.has(doc) {
				continue
			}
			if o, _, err := at.at(doc); err != nil {
				return nil, err
			} else if o == ord {
				found[s] = append(found[s], doc)
			}
		}
	}
	return found, nil
}

// Places calls use for every living document, in no order.
func (x *Index) Places(use func(ord int64, whole bool)) error {
	for _, s := range x.Segments {
		at := placeReader{fetch: x.fetch(s), seg: s}
		for doc := range s.docs {
			if s.dead != nil && s.dead.has(doc) {
				continue
			}
			ord, whole, err := at.at(doc)
			if err != nil {
				return err
			}
			use(ord, whole)
		}
	}
	return nil
}
