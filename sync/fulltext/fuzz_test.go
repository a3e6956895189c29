package fulltext

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf8"
)

// smallShelf has two segments, the first with chunks and dead documents.
func smallShelf(t testing.TB) *shelf {
	r := rand.New(rand.NewPCG(1, 2))
	s := newShelf(t)
	var docs []Doc
	for i := range 300 {
		docs = append(docs, Doc{Ord: int64(i+1) << 20, Body: randomText(r, 12), Sender: randomText(r, 2), Subject: randomText(r, 3)})
	}
	s.add(docs[:280]...)
	s.add(docs[260:]...)
	return s
}

// FuzzDamage changes octets of segments behind the checksums' back: whatever
// is asked of them then ends, and a failure is known as one.
func FuzzDamage(f *testing.F) {
	f.Add([]byte{0, 0, 1, 0xFF}, "a")
	f.Add([]byte{1, 0, 0, 0x80, 4, 1, 9, 0x01}, "ab*")
	f.Add([]byte{3, 0, 40, 0xFF, 2, 0, 0, 0x55}, "abc a")
	f.Fuzz(func(t *testing.T, harm []byte, text string) {
		s := smallShelf(t)
		var names [][2]int64
		for n := range s.blocks {
			names = append(names, n)
		}
		slices.SortFunc(names, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
		payloads := map[[2]int64][]byte{}
		for n, kept := range s.blocks {
			p, err := Payload(kept)
			check(t, err)
			payloads[n] = slices.Clone(p)
		}
		for ; len(harm) >= 4; harm = harm[4:] {
			p := payloads[names[int(harm[0])%len(names)]]
			p[(int(harm[1])<<8|int(harm[2]))%len(p)] ^= harm[3]
		}
		x := s.index()
		x.Fetch = func(segment, block int64) ([]byte, error) {
			p, ok := payloads[[2]int64{segment, block}]
			if !ok {
				return nil, ErrDamaged
			}
			return p, nil
		}
		known := func(err error) {
			if err != nil && !errors.Is(err, ErrDamaged) {
				t.Error(err)
			}
		}
		for _, prefix := range []bool{false, true} {
			for _, in := range []Field{Any, Subject} {
				p, ok := NewPhrase(text, in, prefix)
				if !ok {
					continue
				}
				_, err := x.Count(p)
				known(err)
				_, err = x.Count(Without{p})
				known(err)
				h := x.Search(p, math.MaxInt64)
				for range 1000 {
					ord, err := h.Next()
					known(err)
					if ord == 0 {
						break
					}
				}
			}
		}
		_, err := x.Find([]int64{290 << 20, 3 << 20, 2})
		known(err)
		known(x.Places(func(int64, bool) {}))
		m, err := x.Merge()
		known(err)
		for done := err != nil; !done; {
			_, done, err = m.Step(1 << 20)
			known(err)
			done = done || err != nil
		}
	})
}

// FuzzHead opens segments that nobody wrote.
func FuzzHead(f *testing.F) {
	for _, seg := range smallShelf(f).segs {
		p, err := Payload(seg.encode())
		check(f, err)
		f.Add(p, seg.Kill(1))
	}
	f.Fuzz(func(t *testing.T, head, dead []byte) {
		seg, err := OpenSegment(1, seal(head), dead)
		if err != nil {
			return
		}
		x := &Index{Segments: []*Segment{seg}, Fetch: func(int64, int64) ([]byte, error) { return nil, ErrDamaged }}
		p, _ := NewPhrase("a", Any, false)
		if _, err := x.Count(p); err != nil && !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
	})
}

// FuzzText indexes any text: each of its words finds it, and so does all of it.
func FuzzText(f *testing.F) {
	for _, text := range texts {
		f.Add(text + " " + text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range cut(text) {
			if len(w) > maxWord || utf8.ValidString(text) && !utf8.ValidString(w) {
				t.Errorf("word %q", w)
			}
		}
		s := newShelf(t)
		s.add(Doc{Ord: 1, Body: text, Subject: text})
		words := cut(text)
		for i := range words {
			for _, p := range []Phrase{{words: words[i : i+1]}, {words: words[i:min(len(words), i+maxPhrase)], fields: Subject}, {words: words[i : i+1], prefix: true, fields: Body}} {
				if n, err := s.index().Count(p); err != nil || n != 1 {
					t.Fatalf("%+v finds %d, %v", p, n, err)
				}
			}
			if i > 50 {
				break
			}
		}
	})
}
