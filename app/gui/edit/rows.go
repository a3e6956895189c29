package edit

import (
	"math"
	"sort"
)

// Rows is how the lines of a text are broken to fit a width, and which of them
// are folded away. A line has exact rows once somebody has asked for them.
type Rows struct {
	text    *Text
	breaker breaker
	guess   float32 // the width of an average byte
	rows    *list[rows]
}

// rows is what is known of one line.
type rows struct {
	count  int32   // on screen; 0 for a line that is folded away
	folded int32   // lines that are folded away below this one
	exact  bool    // breaks are known
	breaks []int32 // where the second and later rows start
}

func newRows(t *Text, advance func(rune) float32) *Rows {
	r := &Rows{text: t, breaker: breaker{advance: advance}}
	r.rows = newList(func(v rows) int { return int(v.count) }, make([]rows, t.Lines()))
	r.SetWidth(0)
	return r
}

// Width is the width that lines are broken to fit.
func (r *Rows) Width() float32 { return r.breaker.width }

// SetWidth breaks all lines anew.
func (r *Rows) SetWidth(width float32) {
	r.breaker.width = width
	r.guess = r.breaker.advance('n') * 0.95
	lengths := make([]int32, 0, r.text.Lines())
	r.text.Each(0, func(_ int, line string) bool {
		lengths = append(lengths, int32(len(line)))
		return true
	})
	r.rows.update(func(i int, v rows) rows {
		return rows{count: v.shown(r.guessed(int(lengths[i]))), folded: v.folded}
	})
}

// shown is n for a line that is on screen as it is, and its one row or none for
// the first and the other lines of a fold.
func (v rows) shown(n int32) int32 {
	switch {
	case v.folded > 0:
		return 1
	case v.folded < 0:
		return 0
	}
	return n
}

// guessed is about how many rows a line of so many bytes takes.
func (r *Rows) guessed(bytes int) int32 {
	if r.breaker.width <= 0 {
		return 1
	}
	return max(1, int32(math.Ceil(float64(float32(bytes)*r.guess/r.breaker.width))))
}

// exact is what is known of a line, found out if need be.
func (r *Rows) exact(line int) rows {
	v := r.rows.at(line)
	if !v.exact && r.breaker.width > 0 {
		v.breaks = r.breaker.breaks(nil, r.text.Line(line), 0, nil)
		v.exact = true
		v.count = v.shown(int32(len(v.breaks)) + 1)
		r.rows.set(line, v)
	}
	return v
}

// Exact makes the rows of the lines from row first on exact, as many as fill
// count rows.
func (r *Rows) Exact(first, count int) {
	line, part := r.LineOf(first)
	for seen := -part; seen < count && line < r.text.Lines(); line++ {
		if v := r.rows.at(line); v.count > 0 {
			seen += int(r.exact(line).count)
		}
	}
}

// Count is the number of rows in all.
func (r *Rows) Count() int { return r.rows.weight }

// First is the first row of a line.
func (r *Rows) First(line int) int { return r.rows.sum(line) }

// LineOf is the line that a row shows, and which of its rows it is.
func (r *Rows) LineOf(row int) (line, part int) { return r.rows.reach(row) }

// Span is the bytes of a line that its row part shows.
func (r *Rows) Span(line, part int) (from, to int) {
	b := r.exact(line).breaks
	part = min(part, len(b))
	to = len(r.text.Line(line))
	if part > 0 {
		from = int(b[part-1])
	}
	if part < len(b) {
		to = int(b[part])
	}
	return from, to
}

// PartOf is which row of its line shows the character after p; with before, the
// one before p.
func (r *Rows) PartOf(p Pos, before bool) int {
	v := r.exact(p.Line)
	if v.folded != 0 {
		return 0
	}
	if before {
		p.Col--
	}
	return sort.Search(len(v.breaks), func(i int) bool { return int(v.breaks[i]) > p.Col })
}

// RowOf is the row that shows the character after p; with before, the one before.
func (r *Rows) RowOf(p Pos, before bool) int {
	part := r.PartOf(p, before) // may change what comes after the line's first row, and no more
	return r.First(p.Line) + part
}

// replaced follows a change of the text: lines from at on, old of them, gave way
// to now.
func (r *Rows) replaced(at, old, now int) {
	fresh := make([]rows, now)
	for i := range fresh {
		fresh[i].count = r.guessed(len(r.text.Line(at + i)))
	}
	r.rows.replace(at, at+old, fresh)
	for i := range fresh {
		if i < exactBelow {
			r.exact(at + i)
		}
	}
}

// exactBelow is how many lines of a change are broken exactly at once.
const exactBelow = 200

// typed follows a change within one line: from byte col on, where removed bytes
// gave way to inserted ones. Of a long line only the rows around are broken anew.
func (r *Rows) typed(line, col, removed, inserted int) {
	v := r.rows.at(line)
	s := r.text.Line(line)
	if !v.exact || len(s) <= carefulBytes || len(s)-inserted+removed <= carefulBytes {
		r.replaced(line, 1, 1)
		return
	}
	keep := max(0, sort.Search(len(v.breaks), func(i int) bool { return int(v.breaks[i]) > col })-1)
	start := 0
	if keep > 0 {
		start = int(v.breaks[keep-1])
	}
	delta, old, rest := inserted-removed, v.breaks, 0
	fresh := append(make([]int32, 0, len(old)+8), old[:keep]...)
	fresh = r.breaker.breaks(fresh, s, start, func(at int) bool {
		if at < col+inserted {
			return false
		}
		i := sort.Search(len(old), func(i int) bool { return int(old[i])+delta >= at })
		if i < len(old) && int(old[i])+delta == at {
			rest = i + 1
			return true
		}
		return false
	})
	if rest > 0 {
		for _, b := range old[rest:] {
			fresh = append(fresh, b+int32(delta))
		}
	}
	v.breaks = fresh
	v.count = v.shown(int32(len(fresh)) + 1)
	r.rows.set(line, v)
}
