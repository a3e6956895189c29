package fulltext

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// prose makes documents whose words are as unevenly common as those of a language.
func prose(n, length int) (docs []Doc, octets int64) {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 4, 40_000)
	for i := range n {
		var b strings.Builder
		for range length {
			fmt.Fprintf(&b, "word%d ", zipf.Uint64())
		}
		docs = append(docs, Doc{Ord: int64(n-i) << 20, Body: b.String(), Sender: "Ada ada@example.org", Subject: "about something"})
		octets += int64(b.Len())
	}
	return docs, octets
}

func BenchmarkIndex(b *testing.B) {
	docs, octets := prose(500, 350)
	b.SetBytes(octets)
	b.ReportAllocs()
	for b.Loop() {
		batch := NewBuilder(int(octets))
		for i := range docs {
			batch.Add(&docs[i])
		}
		batch.Segment()
	}
}

func BenchmarkMerge(b *testing.B) {
	docs, _ := prose(8_000, 350)
	s := newShelf(b)
	for at := 0; at < len(docs); at += 500 {
		s.add(docs[at : at+500]...)
	}
	x := s.index()
	var size int64
	for _, seg := range s.segs {
		size += seg.Size()
	}
	b.SetBytes(size)
	for b.Loop() {
		m, err := x.Merge()
		check(b, err)
		for done := false; !done; {
			_, done, err = m.Step(1 << 20)
			check(b, err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	docs, _ := prose(50_000, 100)
	s := newShelf(b)
	s.add(docs...)
	s.merge(0, len(s.segs), func() {})
	x := s.index()
	for _, c := range []struct {
		text   string
		in     Field
		prefix bool
	}{{"word1", Any, false}, {"word39000", Any, false}, {"word1 word2", Any, false}, {"word", Any, true}, {"ada", Sender, false}, {"word1 word", Any, true}} {
		p, _ := NewPhrase(c.text, c.in, c.prefix)
		q := p
		b.Run(fmt.Sprintf("first50/%s/%d/%v", c.text, c.in, c.prefix), func(b *testing.B) {
			for b.Loop() {
				h := x.Search(q, math.MaxInt64)
				for range 50 {
					if _, err := h.Next(); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprintf("count/%s/%d/%v", c.text, c.in, c.prefix), func(b *testing.B) {
			for b.Loop() {
				if _, err := x.Count(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
