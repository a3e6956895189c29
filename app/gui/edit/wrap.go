package edit

import (
	"unicode/utf8"

	"godwit/app/render/text"
)

// Metrics says how wide characters are.
type Metrics struct {
	// Advance is the width of one character by itself.
	Advance func(rune) float32
	// Measure is the width of text that runs in one direction, as it is drawn.
	Measure func(s string, style Style) float32
}

const (
	// maxRowBytes bounds a row of characters without width, which would otherwise
	// never end: shaping and drawing it would take for ever.
	maxRowBytes = 1000
	// carefulBytes is the length up to which a line is looked at as a whole: for
	// the places where it may be broken, and for its directions.
	carefulBytes = 16 << 10
)

// breaker breaks one line into rows.
type breaker struct {
	width   float32
	advance func(rune) float32
}

// breaks appends to out where the rows after the one that starts at start begin.
// It ends early where stop returns true for such a place.
func (w *breaker) breaks(out []int32, s string, start int, stop func(int) bool) []int32 {
	if w.width <= 0 {
		return out
	}
	may, wide := lineBreaks(s), *w
	if _, skip := QuoteLevel(s); headingSigns(s[min(skip, len(s)):]) > 0 { // bold letters are wider
		wide.width *= 0.9
	}
	for start < len(s) {
		start = wide.row(s, start, may)
		if start >= len(s) {
			break
		}
		out = append(out, int32(start))
		if stop != nil && stop(start) {
			break
		}
	}
	return out
}

// row is where the row that starts at start ends.
func (w *breaker) row(s string, start int, may []bool) int {
	chance := -1 // the last place where the row may end
	x := float32(0)
	var before rune
	for i := start; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if i > start && (may != nil && may[i] || may == nil && mayBreak(before, r)) {
			chance = i
		}
		if over := i - start; over >= maxRowBytes && (!IsExtender(r) || over >= 2*maxRowBytes) {
			return i
		}
		adv := w.advance(r)
		if x+adv > w.width && r != ' ' && i > start {
			if chance > start {
				return chance
			}
			if cut := wholeBefore(s, start, i); cut > start {
				return cut
			}
		}
		x += adv
		before = r
		i += n
	}
	return len(s)
}

// wholeBefore is the last place up to i at which no character is split.
func wholeBefore(s string, start, i int) int {
	if s[i] < utf8.RuneSelf {
		return i
	}
	if at := PrevCluster(s, i); NextCluster(s, at) > i {
		i = at
	}
	return max(start, i)
}

// mayBreak is the rule for lines that need no tables: after spaces and hyphens
// and around ideographs.
func mayBreak(before, r rune) bool {
	switch before {
	case ' ', '\t':
		return r != ' ' && r != '\t'
	case '-':
		return r != '-' && r != ' '
	}
	return IsWide(r) && before != 0 || IsWide(before)
}

// lineBreaks says for each byte of a line whether a row may begin there (UAX
// #14); nil where mayBreak is enough.
func lineBreaks(s string) []bool {
	if len(s) > carefulBytes || plain(s) {
		return nil
	}
	out := make([]bool, len(s))
	runes := make([]rune, 0, len(s))
	for _, r := range s {
		runes = append(runes, r)
	}
	breaks := text.Breaks(runes)
	k := 0
	for i := range s {
		out[i] = breaks[k] != text.NoBreak
		k++
	}
	return out
}

// plain says whether s has only letters of the Latin script below U+0300.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0xcc {
			return false
		}
	}
	return true
}
