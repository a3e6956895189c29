package fulltext

import "sort"

// goesOn finds all documents that have a phrase whose last word may go on;
// nil if there are none. All words with that start are looked at: they stand
// together, and so do their documents.
func (s *Segment) goesOn(fetch Fetch, p *Phrase) (bitmap, error) {
	last := len(p.words) - 1
	var before *occurrences
	if last > 0 {
		var err error
		before, err = s.occurrences(fetch, &Phrase{words: p.words[:last], in: p.in})
		if before == nil || err != nil {
			return nil, err
		}
	}
	lo, hi := p.span()
	set, some := newBitmap(s.docs), false
	var at []uint32
	err := s.prefixed(fetch, []byte(p.words[last]), func(e *entry) error {
		ps := s.postings(fetch, e)
		var follow []uint64
		if before != nil {
			follow = before.ends
		}
		for ps.next() {
			if set.has(ps.doc) || before != nil && !before.docs.has(ps.doc) {
				continue
			}
			if before != nil || p.in != Any {
				at = ps.positions(at[:0])
			}
			switch {
			case before != nil:
				first := sort.Search(len(follow), func(i int) bool { return follow[i]>>32 >= uint64(ps.doc) })
				if follow = follow[first:]; !anyAt(follow, ps.doc, at) {
					continue
				}
			case p.in != Any && !anyWithin(at, lo, hi):
				continue
			}
			set.set(ps.doc)
			some = true
		}
		return ps.err()
	})
	if !some || err != nil {
		return nil, err
	}
	return set, nil
}

// occurrences are all places of a phrase in a segment.
type occurrences struct {
	docs bitmap
	ends []uint64 // document, and above 32 bits the position that follows
}

// occurrences is nil if there are none.
func (s *Segment) occurrences(fetch Fetch, p *Phrase) (*occurrences, error) {
	l := &leaf{phrase: p}
	for _, w := range p.words {
		e, found, err := s.find(fetch, []byte(w))
		if !found || err != nil {
			return nil, err
		}
		l.words = append(l.words, s.postings(fetch, &e))
		l.look = append(l.look, s.postings(fetch, &e))
	}
	l.room = make([][]uint32, len(l.look))
	o := &occurrences{docs: full(s.docs)}
	if err := l.narrow(o.docs, newBitmap(s.docs), 0, s.docs); err != nil {
		return nil, err
	}
	for doc := o.docs.next(0); doc >= 0; doc = o.docs.next(doc + 1) {
		starts, err := l.starts(doc)
		if err != nil {
			return nil, err
		}
		for _, at := range starts {
			o.ends = append(o.ends, uint64(doc)<<32|uint64(at)+uint64(len(p.words)))
		}
	}
	return o, nil
}

// anyAt reports that one of the ends of doc, which come first, is in at.
func anyAt(ends []uint64, doc int, at []uint32) bool {
	for len(at) > 0 && len(ends) > 0 && ends[0]>>32 == uint64(doc) {
		switch end := uint32(ends[0]); {
		case end < at[0]:
			ends = ends[1:]
		case end > at[0]:
			at = at[1:]
		default:
			return true
		}
	}
	return false
}

func anyWithin(at []uint32, lo, hi uint32) bool {
	for _, a := range at {
		if a >= lo && a < hi {
			return true
		}
	}
	return false
}
