package text

import "github.com/go-text/typesetting/segmenter"

// Break says whether a line may end before a rune.
type Break uint8

// The kinds of place between two runes.
const (
	NoBreak   Break = iota // the runes stay together
	MayBreak               // a line may end here
	MustBreak              // a line ends here
)

// Breaks says for each rune of a paragraph whether a line may end before it
// (UAX #14); the first is NoBreak.
func Breaks(paragraph []rune) []Break {
	out := make([]Break, len(paragraph))
	var seg segmenter.Segmenter
	seg.Init(paragraph)
	must := false
	for it := seg.LineIterator(); it.Next(); {
		line := it.Line()
		if line.Offset > 0 {
			out[line.Offset] = MayBreak
			if must {
				out[line.Offset] = MustBreak
			}
		}
		must = line.IsMandatoryBreak
	}
	return out
}

// Graphemes gives where what a person takes for a character starts (UAX #29);
// the first is 0.
func Graphemes(s []rune) []int {
	var out []int
	var seg segmenter.Segmenter
	seg.Init(s)
	for it := seg.GraphemeIterator(); it.Next(); {
		out = append(out, it.Grapheme().Offset)
	}
	return out
}

// Word is the range of runes that a double click at rune i takes: the word
// there (UAX #29), or the one rune that belongs to none.
func Word(s []rune, i int) (from, to int) {
	if len(s) == 0 {
		return 0, 0
	}
	i = max(0, min(i, len(s)-1))
	var seg segmenter.Segmenter
	seg.Init(s)
	for it := seg.WordIterator(); it.Next(); {
		w := it.Word()
		if i >= w.Offset && i < w.Offset+len(w.Text) {
			return w.Offset, w.Offset + len(w.Text)
		}
	}
	return i, i + 1
}
