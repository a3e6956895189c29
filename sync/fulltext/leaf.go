package fulltext

import (
	"cmp"
	"slices"
)

// leaf finds the documents of one segment that have a phrase, in one run from
// the newest to the oldest.
type leaf struct {
	seg    *Segment
	fetch  Fetch
	phrase *Phrase
	words  []*postings // to find the documents that have all words that are known
	look   []looked    // the same, to look at positions, the rarest first; nil where they do not matter
	having bitmap      // of narrow
	found  bitmap      // of goesOn
	ends   []uint64
	begins []uint32 // of starts
}

// looked is a word of a phrase that is looked at.
type looked struct {
	*postings
	place uint32   // in the phrase
	many  int      // documents have it
	at    []uint32 // of starts
}

func (p Phrase) in(s *Segment, fetch Fetch) (node, error) {
	l := &leaf{seg: s, fetch: fetch, phrase: &p}
	known := p.words
	if p.prefix {
		known = known[:len(known)-1]
		if any, err := s.begins(fetch, []byte(p.words[len(known)])); !any || err != nil {
			return nil, err
		}
	}
	for i, w := range known {
		e, found, err := s.find(fetch, []byte(w))
		if !found || err != nil {
			return nil, err
		}
		l.words = append(l.words, s.postings(fetch, &e))
		if len(p.words) > 1 || p.fields != Any {
			l.look = append(l.look, looked{postings: s.postings(fetch, &e), place: uint32(i), many: e.docs})
		}
	}
	slices.SortStableFunc(l.look, func(a, b looked) int { return cmp.Compare(a.many, b.many) })
	return l, nil
}

// narrow takes the documents from set that lack a word.
func (l *leaf) narrow(set bitmap, lo, hi int) error {
	for _, p := range l.words {
		l.having = l.having.sized(len(set))
		clear(l.having)
		p.fill(l.having, lo, hi)
		if err := p.err(); err != nil {
			return err
		}
		set.and(l.having)
	}
	return nil
}

// settle takes the documents from set that have the words but not the phrase.
func (l *leaf) settle(set bitmap, lo, hi int) error {
	if l.phrase.prefix {
		return l.goesOn(set, lo, hi)
	}
	if l.look == nil {
		return nil
	}
	for i := set.next(0); i >= 0; i = set.next(i + 1) {
		starts, err := l.starts(lo + i)
		if err != nil {
			return err
		}
		if len(starts) == 0 {
			set.clear(i)
		}
	}
	return nil
}

// starts returns where the known words of the phrase stand in a document. Once
// some of its words, the rarest, are nowhere as in the phrase the others are
// not read.
func (l *leaf) starts(doc int) ([]uint32, error) {
	for i := range l.look {
		w := &l.look[i]
		ok := w.seek(doc) && w.doc == doc
		if ok {
			w.at = w.positions(w.at[:0])
		}
		if err := w.err(); err != nil {
			return nil, err
		}
		switch {
		case !ok:
			l.begins = l.begins[:0]
		case i == 0:
			l.begins = w.begins(l.begins[:0], l.phrase.fields)
		default:
			l.begins = w.follow(l.begins)
		}
		if len(l.begins) == 0 {
			return nil, nil
		}
	}
	return l.begins, nil
}

// begins appends where the phrase must begin for each place of the word.
func (w *looked) begins(to []uint32, in Field) []uint32 {
	for _, at := range w.at {
		if in.has(at) && at&fieldWords >= w.place { // else it would begin in another field
			to = append(to, at-w.place)
		}
	}
	return to
}

// follow keeps those of the phrase's beginnings for which the word stands where
// it should.
func (w *looked) follow(begins []uint32) []uint32 {
	n, j := 0, 0
	for _, begin := range begins {
		for j < len(w.at) && w.at[j] < begin+w.place {
			j++
		}
		if j < len(w.at) && w.at[j] == begin+w.place {
			begins[n] = begin
			n++
		}
	}
	return begins[:n]
}
