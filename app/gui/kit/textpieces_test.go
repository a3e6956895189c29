package kit

import (
	"slices"
	"testing"
)

func TestPieces(t *testing.T) {
	for in, want := range map[string][]string{
		"":              nil,
		"plain  words ": {"plain  words "},
		"é ü – “x” …":   {"é ü – “x” …"},
		"→ x":           {"→", " x"},
		"a 😀 😀 b":       {"a 😀", " 😀", " b"},
		"❤️  b":         {"❤️", "  b"},
		"漢字 x→":         {"漢字", " x→"},
		" → ":           {" →", " "},
	} {
		if got := slices.Collect(pieces(in)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
