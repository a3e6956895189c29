package kit

import (
	"math"
	"unicode/utf8"

	"godwit/app/gui/edit"
)

// document is a text that is read, with a selection and its wrapping. It is the
// whole logic of TextView and knows nothing of Fyne: widths come from measure,
// which for a test may count characters.
type document struct {
	buffer
	wrap          wrapping
	anchor, caret pos
	measure       func(string) float32
	goal          float32 // x that Up and Down try to keep; below 0 means take the caret's
}

func newDocument(measure func(string) float32, advance func(rune) float32) *document {
	d := &document{buffer: newBuffer(""), measure: measure, goal: -1}
	d.wrap.advance = advance
	d.wrap.all(d.lines)
	return d
}

// setText replaces everything.
func (d *document) setText(s string) {
	d.buffer = newBuffer(s)
	d.anchor, d.caret, d.goal = pos{}, pos{}, -1
	d.wrap.all(d.lines)
}

// setWidth wraps anew when the width is another one.
func (d *document) setWidth(w float32) {
	if w != d.wrap.width {
		d.wrap.width = w
		d.wrap.all(d.lines)
	}
}

// selected is the selection, the earlier end first.
func (d *document) selected() (from, to pos) { return ordered(d.anchor, d.caret) }

func (d *document) hasSelection() bool { return d.anchor != d.caret }

func (d *document) selectedText() string { return d.slice(d.selected()) }

func (d *document) selectAll() { d.anchor, d.caret, d.goal = pos{}, d.end(), -1 }

// moveTo puts the caret at p; with extend the anchor stays.
func (d *document) moveTo(p pos, extend bool) {
	d.caret = d.clamp(p)
	if !extend {
		d.anchor = d.caret
	}
	d.goal = -1
}

// move goes by step; without extend a selection collapses to the end that lies
// in that direction first.
func (d *document) move(step func(pos) pos, extend bool) {
	to := step(d.caret)
	if d.hasSelection() && !extend {
		from, end := d.selected()
		if to.before(d.caret) {
			to = from
		} else {
			to = end
		}
	}
	d.moveTo(to, extend)
}

func (d *document) left(p pos) pos {
	if p.col > 0 {
		return pos{p.line, edit.PrevCluster(d.lines[p.line], p.col)}
	}
	if p.line > 0 {
		return pos{p.line - 1, len(d.lines[p.line-1])}
	}
	return p
}

func (d *document) right(p pos) pos {
	if p.col < len(d.lines[p.line]) {
		return pos{p.line, edit.NextCluster(d.lines[p.line], p.col)}
	}
	if p.line+1 < len(d.lines) {
		return pos{p.line + 1, 0}
	}
	return p
}

func (d *document) wordLeft(p pos) pos {
	if p.col == 0 {
		return d.left(p)
	}
	return pos{p.line, edit.PrevWord(d.lines[p.line], p.col)}
}

func (d *document) wordRight(p pos) pos {
	if p.col == len(d.lines[p.line]) {
		return d.right(p)
	}
	return pos{p.line, edit.NextWord(d.lines[p.line], p.col)}
}

// rowStart and rowEnd are the ends of the row as it is shown.
func (d *document) rowStart(p pos) pos {
	from, _ := d.spanOf(d.wrap.rowOf(p))
	return from
}

func (d *document) rowEnd(p pos) pos {
	from, to := d.spanOf(d.wrap.rowOf(p))
	if to.col < len(d.lines[p.line]) && to.col > from.col { // the place itself belongs to the next row
		to.col = edit.PrevCluster(d.lines[p.line], to.col)
	}
	return to
}

// spanOf is what a row shows.
func (d *document) spanOf(row int) (from, to pos) {
	line, part := d.wrap.lineOf(row)
	a, b := d.wrap.span(d.lines[line], line, part)
	return pos{line, a}, pos{line, b}
}

// moveRows goes up or down by rows of the screen and keeps the x it started from.
func (d *document) moveRows(n int, extend bool) {
	goal := d.goal
	if goal < 0 {
		goal = d.xOf(d.caret)
	}
	row := d.wrap.rowOf(d.caret) + n
	switch {
	case row < 0:
		d.moveTo(pos{}, extend)
	case row >= d.wrap.rows():
		d.moveTo(d.end(), extend)
	default:
		d.moveTo(d.at(row, goal), extend)
	}
	d.goal = goal
}

// xOf is how far from the left edge of its row p is drawn.
func (d *document) xOf(p pos) float32 {
	from, _ := d.spanOf(d.wrap.rowOf(p))
	s := d.lines[p.line]
	_, by := d.wrap.skip(s)
	if p.col <= from.col {
		return by
	}
	return by + d.measure(s[from.col:p.col])
}

// at is the place in row nearest to x.
func (d *document) at(row int, x float32) pos {
	from, to := d.spanOf(row)
	line := d.lines[from.line]
	_, by := d.wrap.skip(line)
	s := line[from.col:to.col]
	x -= by
	lo, hi := 0, len(s)
	if to.col < len(line) { // the end of a wrapped row belongs to the next one
		hi = edit.PrevCluster(s, hi)
	}
	for lo < hi { // the last cluster start whose x is not beyond
		mid := (lo + hi + 1) / 2
		for mid < hi && !utf8.RuneStart(s[mid]) {
			mid++
		}
		if d.measure(s[:mid]) <= x {
			lo = mid
		} else {
			hi = mid - 1
			for hi > lo && !utf8.RuneStart(s[hi]) {
				hi--
			}
		}
	}
	if lo > 0 && lo < len(s) { // not inside a cluster
		if start := edit.PrevCluster(s, lo); edit.NextCluster(s, start) != lo {
			lo = start
		}
	}
	if next := edit.NextCluster(s, lo); next > lo && (from.col+next < to.col || to.col == len(line)) {
		if a, b := d.measure(s[:lo]), d.measure(s[:next]); math.Abs(float64(x-b)) < math.Abs(float64(x-a)) {
			lo = next
		}
	}
	return pos{from.line, from.col + lo}
}
