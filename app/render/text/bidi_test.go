package text

import (
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

// classRunes has a rune for each class that matters. There are no brackets:
// x/text v0.44 resolves "$1[%)bل]]" against N0 b; TestVisualOrder has some.
var classRunes = []rune{
	'a', 'b', 'א', 'ב', 'ع', 'ل', '1', '2', '٣', '+', '-', '$', '%', ',', ':', ' ', '!', '"',
	0x0300, 0x00AD, 0x2066, 0x2067, 0x2068, 0x2069, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
}

// What x/text gives is the direction of each rune, not its level: it is the
// parity that can be compared.
func TestLevelsAgreeWithXText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 30_000 {
		s := make([]rune, 1+r.IntN(14))
		for i := range s {
			s[i] = classRunes[r.IntN(len(classRunes))]
		}
		base, option := LeftToRight, bidi.LeftToRight
		if n%2 == 1 {
			base, option = RightToLeft, bidi.RightToLeft
		}
		want, ok := directions(s, option)
		if !ok {
			continue
		}
		levels, _ := Levels(s, base)
		for i, l := range levels {
			props, _ := bidi.LookupRune(s[i])
			if removed(props.Class()) {
				continue // has no direction of its own
			}
			if l.RTL() != want[i] {
				t.Fatalf("%+q base %d: rune %d has level %d, x/text says right to left %v (%v)", string(s), base, i, l, want[i], levels)
			}
		}
	}
}

// directions is what x/text says, with the base direction forced by an override
// of its default: strings whose first strong character says otherwise are not
// comparable.
func directions(s []rune, base bidi.Direction) ([]bool, bool) {
	var p bidi.Paragraph
	auto := &bidiText{runes: s, original: nil, classes: make([]bidi.Class, len(s))}
	strongSeen := false
	for i, r := range s {
		props, _ := bidi.LookupRune(r)
		auto.classes[i] = props.Class()
		if c := props.Class(); c == bidi.L || c == bidi.R || c == bidi.AL {
			strongSeen = true
		}
	}
	auto.pairIsolates()
	if strongSeen && (auto.firstStrong(0, len(s)) == 1) != (base == bidi.RightToLeft) {
		return nil, false
	}
	if !strongSeen && base == bidi.RightToLeft {
		return nil, false
	}
	if _, err := p.SetString(string(s), bidi.DefaultDirection(base)); err != nil {
		return nil, false
	}
	o, err := p.Order()
	if err != nil {
		return nil, false
	}
	out := make([]bool, 0, len(s))
	for i := range o.NumRuns() {
		run := o.Run(i)
		for range []rune(run.String()) {
			out = append(out, run.Direction() == bidi.RightToLeft)
		}
	}
	return out, len(out) == len(s)
}

func TestVisualOrder(t *testing.T) {
	for _, c := range []struct {
		name, text string
		base       Base
		want       string
	}{
		{"all left to right", "abc def", LeftToRight, "abc def"},
		{"hebrew in english", "ab אבג cd", LeftToRight, "ab גבא cd"},
		{"english in hebrew", "אב cd גד", RightToLeft, "דג cd בא"},
		{"a number in hebrew stays left to right", "אב 12 גד", RightToLeft, "דג 12 בא"},
		{"a full stop after a number ends the line", "אב 42.", RightToLeft, ".42 בא"},
		{"a number after hebrew in english", "x אב 12 y", LeftToRight, "x 12 בא y"},
		{"brackets hold together", "א (ab) ב", RightToLeft, "ב (ab) א"},
		{"the first letter decides", "אב!", Auto, "!בא"},
		{"an isolate does not reach out", "a \u2067אב\u2069, 1 b", LeftToRight, "a \u2067בא\u2069, 1 b"},
		{"brackets in another direction", "אב (cd) ef", LeftToRight, "בא (cd) ef"},
		{"brackets as what stands before them", "אב (1) cd", LeftToRight, "(1) בא cd"},
		{"a price", "מחיר $5.00 בלבד", RightToLeft, "דבלב $5.00 ריחמ"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := []rune(c.text)
			levels, _ := Levels(s, c.base)
			out := make([]rune, len(s))
			for i, from := range Visual(levels) {
				out[i] = s[from]
				if levels[from].RTL() { // brackets are mirrored by the font
					switch s[from] {
					case '(':
						out[i] = ')'
					case ')':
						out[i] = '('
					}
				}
			}
			if string(out) != c.want {
				t.Errorf("%q is drawn %q, want %q (%v)", c.text, string(out), c.want, levels)
			}
		})
	}
}

func TestLevelsOfDeepEmbeddings(t *testing.T) {
	var s []rune
	for range 1000 {
		s = append(s, 0x202B, 'a')
	}
	levels, base := Levels(s, LeftToRight)
	if len(levels) != len(s) || base != 0 || slices.Max(levels) > maxDepth+2 {
		t.Errorf("deepest level %d of %d", slices.Max(levels), maxDepth)
	}
}

func FuzzLevels(f *testing.F) {
	f.Add("ab אב 12.", uint8(1))
	f.Add("\u2067\u202e(ع)\u2069", uint8(2))
	f.Fuzz(func(t *testing.T, s string, base uint8) {
		r := []rune(s)
		levels, _ := Levels(r, Base(base%3))
		if len(levels) != len(r) {
			t.Fatal("a level is missing")
		}
		seen := make([]bool, len(r))
		for _, i := range Visual(levels) {
			if seen[i] {
				t.Fatal("a rune is drawn twice")
			}
			seen[i] = true
		}
	})
}

func BenchmarkLevels(b *testing.B) {
	s := []rune("Price: 42 שלום עולם (hello) 10% — the end of a line of an ordinary length.")
	for b.Loop() {
		Levels(s, LeftToRight)
	}
}
