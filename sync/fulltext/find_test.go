package fulltext

import (
	"slices"
	"strings"
	"testing"
)

func TestFinder(t *testing.T) {
	for _, c := range []struct {
		text   string
		phrase []string // a * at the end: it may go on
		want   string   // with what is found in brackets
	}{
		{"Tideline and tide", []string{"tide*"}, "[Tide]line and [tide]"},
		{"Tideline and tide", []string{"tide"}, "Tideline and [tide]"},
		{"Grüße aus Köln", []string{"grusse", "koln*"}, "[Grüße] aus [Köln]"},
		{"Grüße aus Köln", []string{"grus*"}, "[Grüß]e aus Köln"},
		{"Strasse, Straße", []string{"straße"}, "[Strasse], [Straße]"},
		{"an amber, lighthouse: amber", []string{"amber lighthouse"}, "an [amber, lighthouse]: amber"},
		{"amber light", []string{"amber", "amber light"}, "[amber light]"},
		{"日本語のテスト", []string{"本語"}, "日[本語]のテスト"},
		{"cafe\u0301 x", []string{"café"}, "[cafe\u0301] x"},
		{"ada@example.org wrote", []string{"ada@example.org"}, "[ada@example.org] wrote"},
		{"a\xffb", []string{"b"}, "a\xff[b]"},
		{"", []string{"b"}, ""},
	} {
		var f Finder
		for _, p := range c.phrase {
			text, prefix := strings.CutSuffix(p, "*")
			if q, ok := NewPhrase(text, Any, prefix); ok {
				f = append(f, q)
			}
		}
		var b strings.Builder
		at := 0
		for _, s := range f.Spans(c.text, 100) {
			b.WriteString(c.text[at:s.From] + "[" + c.text[s.From:s.To] + "]")
			at = s.To
		}
		if got := b.String() + c.text[at:]; got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.phrase, c.text, got, c.want)
		}
	}
	if got := (Finder{{words: []string{"a"}}}).Spans("a a a", 2); len(got) != 2 {
		t.Errorf("two at most: %v", got)
	}
}

// FuzzPlaced: the words that are marked are those of the index.
func FuzzPlaced(f *testing.F) {
	for _, text := range []string{"Tideline, and tide", "Grüße ß \u00adsoft", "日本語のテスト a", "a\xff\uFFFDb", "e\u0301\u0301 \u0301x", strings.Repeat("long", 40) + " x", "ﷺ x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want, got []string
		for k := (tokenizer{text: text, fold: newFolds()}); k.next(); {
			want = append(want, string(k.word))
		}
		last := 0
		for _, w := range placed(text) {
			got = append(got, w.word)
			if w.From < last || w.To <= w.From || w.To > len(text) {
				t.Errorf("%q: %q stands at %v", text, w.word, w.Span)
			}
			last = w.To
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, the index has %q", text, got, want)
		}
	})
}

func BenchmarkFinder(b *testing.B) {
	p, _ := NewPhrase("tide", Any, true)
	text := "Notes from the tideline, and what the gulls left of the picnic: a tide table for June"
	for b.Loop() {
		Finder{p}.Spans(text, 100)
	}
}
