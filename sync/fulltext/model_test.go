package fulltext

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// texts make words of several scripts; some begin as others do, some are the
// same once folded.
var texts = strings.Fields("a ab abc abd Ab ABC ä äb über Uber ubermut straße STRASSE 7 70 700 x-ray naïve не Не небо 会議 会 議 日本語 ที่นี่ 한국어 한국 مرحبا שלום ﬁsh fish e\u0301te été ½ ² _ -- … foo.bar@example.org " + strings.Repeat("long", 30))

func randomText(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		n := r.IntN(len(texts))
		if r.IntN(2) == 0 {
			n = r.IntN(8) // common ones
		}
		b.WriteString(texts[n])
		b.WriteString([]string{" ", ", ", "\n", "  "}[r.IntN(4)])
	}
	return b.String()
}

func cut(text string) []string {
	var all []string
	for t := (tokenizer{text: text, fold: newFolds()}); t.next(); {
		all = append(all, string(t.word))
	}
	return all
}

// stands is what a phrase means, written down naively.
func (p *Phrase) stands(d *Doc) bool {
	if fact, ok := strings.CutPrefix(p.words[0], "\x01"); ok {
		return slices.Contains(d.Facts, fact)
	}
	for f, texts := range map[Field][]string{
		Body: {d.Body}, Sender: {d.Sender}, Recipients: {d.Recipients}, Subject: {d.Subject}, Copies: {d.Copies}, Files: d.Files, Attached: d.Attached, List: {d.List},
	} {
		if p.fields != Any && p.fields&f == 0 {
			continue
		}
		if slices.ContainsFunc(texts, p.standsIn) {
			return true
		}
	}
	return false
}

func (p *Phrase) standsIn(text string) bool {
	words := cut(text)
	for i := 0; i+len(p.words) <= len(words); i++ {
		same := true
		for j, w := range p.words {
			same = same && (words[i+j] == w || p.prefix && j == len(p.words)-1 && strings.HasPrefix(words[i+j], w))
		}
		if same {
			return true
		}
	}
	return false
}

func fits(q Query, d *Doc) bool {
	switch q := q.(type) {
	case All:
		return !slices.ContainsFunc(q, func(c Query) bool { return !fits(c, d) })
	case Some:
		return slices.ContainsFunc(q, func(c Query) bool { return fits(c, d) })
	case Without:
		return !fits(q.Query, d)
	case Phrase:
		return q.stands(d)
	}
	panic("no such query")
}

var facts = []string{"pdf", "image", "", strings.Repeat("fact", 15)}

// randomQuery has four levels at most.
func randomQuery(r *rand.Rand, levels int) Query {
	if levels == 0 || r.IntN(3) > 0 {
		if r.IntN(8) == 0 {
			return NewFact(facts[r.IntN(len(facts))])
		}
		in := Any
		if r.IntN(3) == 0 {
			in = Field(r.IntN(256))
		}
		text := randomText(r, 1+r.IntN(3))
		if r.IntN(4) == 0 && text != "" {
			runes := []rune(text)
			text = string(runes[:1+r.IntN(len(runes))])
		}
		if p, ok := NewPhrase(text, in, r.IntN(3) == 0); ok {
			return p
		}
	}
	if r.IntN(4) == 0 {
		return Without{randomQuery(r, max(0, levels-1))}
	}
	var list []Query
	for range r.IntN(4) {
		list = append(list, randomQuery(r, max(0, levels-1)))
	}
	if r.IntN(2) == 0 {
		return Some(list)
	}
	return All(list)
}

// TestModel adds, replaces, removes and merges documents at random, and
// compares every answer with a look at all documents.
func TestModel(t *testing.T) {
	seeds := uint64(40)
	if testing.Short() {
		seeds = 6
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 7))
			s, docs := newShelf(t), map[int64]*Doc{}
			places := 1 + r.IntN(600)
			longest := 1 + r.IntN(40)
			change := func() {
				var batch []Doc
				for range 1 + r.IntN(1+places/4) {
					d := Doc{
						Ord: 1 + r.Int64N(int64(places))<<20, Whole: r.IntN(2) == 0,
						Body: randomText(r, longest), Sender: randomText(r, 3), Recipients: randomText(r, 6), Subject: randomText(r, 5),
						Copies: randomText(r, 3), Files: []string{randomText(r, 2), randomText(r, 1)}, Attached: []string{randomText(r, longest/4), randomText(r, 2)}, List: randomText(r, 1),
						Facts: facts[:r.IntN(len(facts)+1)],
					}
					if slices.ContainsFunc(batch, func(o Doc) bool { return o.Ord == d.Ord }) {
						continue
					}
					batch = append(batch, d)
					docs[d.Ord] = &d
				}
				s.add(batch...)
				var gone []int64
				for ord := range docs {
					if r.IntN(9) == 0 {
						gone = append(gone, ord)
						delete(docs, ord)
					}
				}
				s.remove(gone...)
			}
			for range 12 {
				change()
				if r.IntN(3) == 0 {
					i := r.IntN(len(s.segs))
					s.merge(i, i+1+r.IntN(len(s.segs)-i), func() {
						if r.IntN(2) == 0 {
							change()
						}
					})
				}
				compare(t, r, s, docs)
			}
		})
	}
}

func compare(t *testing.T, r *rand.Rand, s *shelf, docs map[int64]*Doc) {
	t.Helper()
	ords := slices.Sorted(maps.Keys(docs))
	slices.Reverse(ords)
	have := 0
	check(t, s.index().Places(func(ord int64, whole bool) {
		if d := docs[ord]; d == nil || d.Whole != whole {
			t.Errorf("document %d, %v, in the index; want %+v", ord, whole, d)
		}
		have++
	}))
	if have != len(docs) {
		t.Fatalf("%d documents, %d in the index", len(docs), have)
	}
	for range 40 {
		q := randomQuery(r, 3)
		var want []int64
		for _, ord := range ords {
			if fits(q, docs[ord]) {
				want = append(want, ord)
			}
		}
		if n, err := s.index().Count(q); err != nil || n != len(want) {
			t.Fatalf("%#v counts %d, %v; want %d", q, n, err, len(want))
		}
		before := int64(math.MaxInt64)
		if len(ords) > 0 && r.IntN(2) == 0 {
			before = ords[r.IntN(len(ords))] + r.Int64N(2)
			want = slices.DeleteFunc(want, func(ord int64) bool { return ord >= before })
		}
		passOver(t, r, s.index().Search(q, before), slices.Clone(want))
		limit := 1 + r.IntN(len(ords)+2)
		if got := s.search(q, before, limit); !slices.Equal(got, want[:min(limit, len(want))]) {
			t.Fatalf("%#v before %d finds %d, want %d", q, before, got, want)
		}
	}
}

// passOver reads hits and passes over some.
func passOver(t *testing.T, r *rand.Rand, h *Hits, want []int64) {
	t.Helper()
	for {
		for range r.IntN(4) {
			ord, err := h.Next()
			check(t, err)
			if len(want) == 0 {
				if ord != 0 {
					t.Fatalf("hit %d after the last", ord)
				}
				return
			}
			if ord != want[0] {
				t.Fatalf("next hit is %d, want %d", ord, want[0])
			}
			want = want[1:]
		}
		if len(want) > 0 {
			before := want[r.IntN(min(len(want), 100))] + r.Int64N(2)
			check(t, h.Before(before))
			want = slices.DeleteFunc(want, func(ord int64) bool { return ord >= before })
		}
	}
}
