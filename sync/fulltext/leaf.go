package fulltext

// leaf finds the documents of one segment that have a phrase, in one run from
// the newest to the oldest.
type leaf struct {
	seg    *Segment
	fetch  Fetch
	phrase *Phrase
	words  []*postings // to find the documents that have all words that are known
	look   []*postings // the same, to look at positions; nil where they do not matter
	room   [][]uint32  // positions, of each word
	having bitmap      // of narrow
	found  bitmap      // of goesOn
	ends   []uint64
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
	for _, w := range known {
		e, found, err := s.find(fetch, []byte(w))
		if !found || err != nil {
			return nil, err
		}
		l.words = append(l.words, s.postings(fetch, &e))
		if len(p.words) > 1 || p.fields != Any {
			l.look = append(l.look, s.postings(fetch, &e))
		}
	}
	l.room = make([][]uint32, len(l.look))
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

// starts returns where the known words of the phrase stand in a document.
func (l *leaf) starts(doc int) ([]uint32, error) {
	for i, p := range l.look {
		ok := p.seek(doc) && p.doc == doc
		if ok {
			l.room[i] = p.positions(l.room[i][:0])
		}
		if err := p.err(); err != nil {
			return nil, err
		}
		if !ok {
			return nil, nil
		}
	}
	return inRow(l.room, l.phrase), nil
}

// inRow returns those of the first word's positions where the others follow,
// in its room.
func inRow(words [][]uint32, p *Phrase) []uint32 {
	starts := words[0]
	n := 0
	for _, at := range starts {
		if p.fields.has(at) {
			starts[n] = at
			n++
		}
	}
	starts = starts[:n]
	for i := 1; i < len(words) && len(starts) > 0; i++ {
		n, j := 0, 0
		for _, at := range starts {
			for j < len(words[i]) && words[i][j] < at+uint32(i) {
				j++
			}
			if j < len(words[i]) && words[i][j] == at+uint32(i) {
				starts[n] = at
				n++
			}
		}
		starts = starts[:n]
	}
	return starts
}
