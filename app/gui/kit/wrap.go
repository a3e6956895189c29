package kit

import (
	"slices"
	"sort"
	"unicode/utf8"

	"godwit/app/gui/edit"
)

// wrapping says where each line of a text is broken to fit a width. It adds up
// widths of single characters, which is quick enough for a hundred thousand
// lines at once; kerning makes what is drawn a little narrower at most.
type wrapping struct {
	width   float32
	advance func(rune) float32
	// indent is how many bytes at the start of a line are not shown, and how far
	// the rest is moved in. Nil means none of both.
	indent func(line string) (skip int, by float32)

	breaks [][]int // per line: byte offsets where its second and later rows start
	first  []int   // per line: its first row; one more entry holds the number of rows
	ascii  [utf8.RuneSelf]float32
}

// all wraps every line anew.
func (w *wrapping) all(lines []string) {
	if w.width > 0 {
		for r := range w.ascii {
			w.ascii[r] = w.advance(rune(r))
		}
	}
	w.breaks = slices.Grow(w.breaks[:0], len(lines))[:len(lines)]
	for i, line := range lines {
		w.breaks[i] = w.breakLine(line)
	}
	w.first = slices.Grow(w.first[:0], len(lines)+1)[:len(lines)+1]
	w.first[0] = 0
	for i := range w.breaks {
		w.first[i+1] = w.first[i] + 1 + len(w.breaks[i])
	}
}

// rows is the number of rows in all.
func (w *wrapping) rows() int {
	if len(w.first) == 0 {
		return 0
	}
	return w.first[len(w.first)-1]
}

// lineOf is the line that row shows, and which of its rows it is.
func (w *wrapping) lineOf(row int) (line, part int) {
	row = max(0, min(row, w.rows()-1))
	line = sort.Search(len(w.breaks), func(i int) bool { return w.first[i+1] > row })
	return line, row - w.first[line]
}

// span is the bytes of a line that its row part shows.
func (w *wrapping) span(s string, line, part int) (from, to int) {
	b := w.breaks[line]
	from, to = 0, len(s)
	if part == 0 {
		from, _ = w.skip(s)
	} else {
		from = b[part-1]
	}
	if part < len(b) {
		to = b[part]
	}
	return from, to
}

// rowOf is the row that shows p.
func (w *wrapping) rowOf(p pos) int {
	b := w.breaks[p.line]
	return w.first[p.line] + sort.Search(len(b), func(i int) bool { return b[i] > p.col })
}

func (w *wrapping) skip(line string) (int, float32) {
	if w.indent == nil {
		return 0, 0
	}
	return w.indent(line)
}

// maxRowBytes bounds a row of characters without width, which would otherwise
// never end: shaping and drawing it would take for ever.
const maxRowBytes = 1000

// breakLine breaks after spaces and hyphens and between ideographs; a word too
// long for a row is broken where it must.
func (w *wrapping) breakLine(s string) []int {
	if w.width <= 0 {
		return nil
	}
	from, by := w.skip(s)
	width := max(40, w.width-by)
	var out []int
	var x, xBreak float32 // width of the row so far, and up to the last chance to break
	chance := -1          // byte offset of that chance
	start := from
	for i := from; i < len(s); {
		r, n := rune(s[i]), 1
		var adv float32
		wide := false
		if r < utf8.RuneSelf {
			adv = w.ascii[r]
		} else {
			r, n = utf8.DecodeRuneInString(s[i:])
			adv, wide = w.advance(r), edit.IsWide(r)
		}
		if wide && i > start {
			chance, xBreak = i, x
		}
		if i-start >= maxRowBytes && !edit.IsExtender(r) || i-start >= 2*maxRowBytes {
			out = append(out, i)
			x, start, chance = 0, i, -1
		}
		if x+adv > width && r != ' ' && i > start {
			if chance > start {
				out = append(out, chance)
				x -= xBreak
				start = chance
			} else if !edit.IsExtender(r) {
				out = append(out, i)
				x = 0
				start = i
			}
			chance = -1
			if x+adv > width && start < i && x > 0 { // what was carried over is itself too long
				out = append(out, i)
				x, start = 0, i
			}
		}
		x += adv
		i += n
		if r == ' ' || r == '\t' || r == '-' || wide {
			chance, xBreak = i, x
		}
	}
	return out
}
