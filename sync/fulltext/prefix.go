package fulltext

import (
	"bytes"
	"slices"
	"sort"
)

// begins reports that some word begins with start.
func (s *Segment) begins(fetch Fetch, start []byte) (bool, error) {
	k, err := s.from(fetch, start)
	if err != nil {
		return false, err
	}
	for k.next() {
		if c := bytes.Compare(k.word, start); c >= 0 {
			return bytes.HasPrefix(k.word, start), nil
		}
	}
	return false, k.r.err
}

// goesOn takes the documents from set that lack the phrase, whose last word may
// go on. It walks through all words with that start, which stand together, as
// do their documents, until each document has one of them.
func (l *leaf) goesOn(set bitmap, lo, hi int) error {
	last := len(l.phrase.words) - 1
	if last > 0 {
		if err := l.follow(set, lo); err != nil {
			return err
		}
	}
	left := set.count()
	l.found = append(l.found[:0], set...)
	clear(l.found)
	start := []byte(l.phrase.words[last])
	k, err := l.seg.from(l.fetch, start)
	if err != nil {
		return err
	}
	var at []uint32
	for left > 0 && k.next() {
		if bytes.Compare(k.word, start) < 0 {
			continue
		}
		if !bytes.HasPrefix(k.word, start) {
			break
		}
		ps := l.seg.postings(l.fetch, &k.entry)
		ends := l.ends
		for ok := ps.seek(lo); ok && ps.doc < hi; ok = ps.next() {
			i := ps.doc - lo
			if !set.has(i) || l.found.has(i) {
				continue
			}
			if last > 0 || l.phrase.fields != Any {
				at = ps.positions(at[:0])
			}
			switch {
			case last > 0:
				first := sort.Search(len(ends), func(i int) bool { return ends[i]>>32 >= uint64(ps.doc) })
				if ends = ends[first:]; !anyAt(ends, ps.doc, at) {
					continue
				}
			case l.phrase.fields != Any && !slices.ContainsFunc(at, l.phrase.fields.has):
				continue
			}
			l.found.set(i)
			left--
		}
		if err := ps.err(); err != nil {
			return err
		}
	}
	set.and(l.found)
	return k.r.err
}

// follow gathers in l.ends the positions behind the known words of the phrase:
// the document, and in the low 32 bits the position. Documents without are
// taken from set.
func (l *leaf) follow(set bitmap, lo int) error {
	l.ends = l.ends[:0]
	for i := set.next(0); i >= 0; i = set.next(i + 1) {
		starts, err := l.starts(lo + i)
		if err != nil {
			return err
		}
		if len(starts) == 0 {
			set.clear(i)
		}
		for _, at := range starts {
			l.ends = append(l.ends, uint64(lo+i)<<32|uint64(at)+uint64(len(l.look)))
		}
	}
	return nil
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
