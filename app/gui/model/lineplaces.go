package model

import (
	"sort"
	"strings"
	"unicode"

	"godwit/app/render/display"
)

// LinePlaces are where lines of a text are in a page that was made of it: some of
// them, from the top down. Between two of them the way is divided evenly.
type LinePlaces []LinePlace

// LinePlace is a line, counted from 0, and its height in the page.
type LinePlace struct {
	Line int
	Y    float32
}

const (
	placedLines = 4000 // of a text are looked for
	placeBytes  = 24   // of a line tell it from others
	placeReach  = 8 << 10
)

// PlacesOf finds the lines of a text in its page by their first letters. What
// marks up the text is in one and not in the other; a line that is not found is
// left out.
func PlacesOf(text string, page *display.List) LinePlaces {
	var have strings.Builder
	var starts []int // of the texts of the page in have
	var tops []float32
	for i := range page.Ops {
		if o := &page.Ops[i]; o.Text != nil {
			starts, tops = append(starts, have.Len()), append(tops, o.Rect.Y)
			have.WriteString(letters(o.Text.Text, len(o.Text.Text)))
		}
	}
	stream, at := have.String(), 0
	var out LinePlaces
	line := -1
	for s := range strings.Lines(text) {
		if line++; line == placedLines || at >= len(stream) {
			break
		}
		s, _, _ = strings.Cut(s, "](") // an address is not shown
		words := letters(s, placeBytes)
		if len(words) < 2 {
			continue
		}
		i := strings.Index(stream[at:min(len(stream), at+placeReach)], words)
		if i < 0 {
			continue
		}
		op := sort.SearchInts(starts, at+i+1) - 1
		if n := len(out); n == 0 || tops[op] >= out[n-1].Y {
			out = append(out, LinePlace{line, tops[op]})
			at += i + len(words)
		}
	}
	return append(out, LinePlace{strings.Count(text, "\n") + 1, page.Height})
}

// letters is the letters and digits of s in small letters, some bytes at most.
func letters(s string, most int) string {
	var b strings.Builder
	for _, r := range s {
		if b.Len() >= most {
			break
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Of is the height of a line in the page.
func (p LinePlaces) Of(line int) float32 {
	i := sort.Search(len(p), func(i int) bool { return p[i].Line > line })
	before := LinePlace{}
	if i > 0 {
		before = p[i-1]
	}
	if i == len(p) || p[i].Line == before.Line {
		return before.Y
	}
	part := float32(line-before.Line) / float32(p[i].Line-before.Line)
	return before.Y + part*(p[i].Y-before.Y)
}
