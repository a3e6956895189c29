package fulltext

import (
	"bytes"
	"sort"
)

// headList is what is kept in memory of a segment's words: the first of each group.
type headList struct {
	words []string
	at    [][3]int64 // where the group, its documents and its positions begin
}

func (s *Segment) headList(fetch Fetch) (*headList, error) {
	if l := s.heads.Load(); l != nil {
		return l, nil
	}
	l := new(headList)
	var word []byte
	for r := s.reader(fetch, heads, 0); r.at() < r.size; {
		word = r.append(word[:0], int(r.number(maxWord+1)))
		var at [3]int64
		for i, stream := range [3]int{words, documents, positions} {
			at[i] = r.number(s.sizes[stream] + 1)
		}
		if r.err != nil {
			return nil, r.err
		}
		l.words, l.at = append(l.words, string(word)), append(l.at, at)
	}
	s.heads.Store(l)
	return l, nil
}

// entry is a word of a segment.
type entry struct {
	word             []byte
	docs             int
	docsAt, docsSize int64
	posAt, posSize   int64
}

// walk goes through the words of a segment in order.
type walk struct {
	entry
	seg *Segment
	r   reader
}

// from begins a walk before the first word that is not less than w.
func (s *Segment) from(fetch Fetch, w []byte) (*walk, error) {
	l, err := s.headList(fetch)
	if err != nil {
		return nil, err
	}
	n := sort.Search(len(l.words), func(i int) bool { return l.words[i] > string(w) })
	k := &walk{seg: s, r: s.reader(fetch, words, 0)}
	if n > 0 {
		k.r.seek(l.at[n-1][0])
		k.docsAt, k.posAt = l.at[n-1][1], l.at[n-1][2]
	}
	return k, nil
}

// next reads the next word. It reports false at the end, and after an error.
func (k *walk) next() bool {
	r := &k.r
	if r.err != nil || r.at() >= r.size {
		return false
	}
	k.docsAt += k.docsSize
	k.posAt += k.posSize
	shared, more := int(r.octet()), int(r.octet())
	if shared > len(k.word) || shared+more > maxWord {
		r.fail()
		return false
	}
	k.word = r.append(k.word[:shared], more)
	k.docs = int(r.number(int64(k.seg.docs) + 1))
	k.docsSize = r.number(k.seg.sizes[documents] - k.docsAt + 1)
	k.posSize = r.number(k.seg.sizes[positions] - k.posAt + 1)
	if k.docs == 0 || k.docsSize == 0 || k.posSize == 0 {
		r.fail()
	}
	return r.err == nil
}

// find looks a word up.
func (s *Segment) find(fetch Fetch, w []byte) (e entry, found bool, err error) {
	k, err := s.from(fetch, w)
	if err != nil {
		return e, false, err
	}
	for k.next() {
		if c := bytes.Compare(k.word, w); c >= 0 {
			return k.entry, c == 0, nil
		}
	}
	return e, false, k.r.err
}
