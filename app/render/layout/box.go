package layout

import (
	"godwit/app/render/style"

	"golang.org/x/net/html"
)

type kind uint8

const (
	block   kind = iota // of blocks, or of lines if inline is set
	textual             // text
	picture             // an image
	breaks              // <br>
	inline              // a span
	table
	row // a row or a group of rows
	cell
	flex
	grid
	column // <col>, <colgroup>
)

// box is one box. Sizes are of the border box; positions are relative to the
// border box of the parent.
type box struct {
	kind    kind
	style   *style.Style
	node    *html.Node
	kids    []*box
	text    string // of textual; the alternative text of a picture
	link    string
	src     string // of a picture
	marker  string // of a list item
	lines   []line
	inlines bool // the kids stand in lines
	anon    bool
	arrow   bool // it opens a list
	stands  bool // on the baseline of its line, whatever it holds
	legend  *box // in its upper border

	x, y, w, h float32
	baseline   float32 // from the top; 0: none
	down       float32 // how far vertical-align moves the content of a cell
	top, end   margin  // that touch the margins of others
	topKnown   bool
	topWidth   float32 // of the containing block when top was computed

	narrow, wide float32 // smallest and preferred width, margins included
	sized        bool
	laid         bool // as a context of its own, with the widths that follow
	laidW, laidC float32

	floats       []*box // laid out in lines, drawn with this box
	absolutes    []*box // positioned; x and y are where they would stand
	grid         *tableGrid
	room         float32 // height of what it stands in, where that is known; 0: not
	oneLine      bool    // of a flex box: its items stand in one line
	items        []item  // what the lines are made of
	itemsKnown   bool
	colspan      int
	rowspan      int
	borders      *[4]style.Border // of a cell whose table collapses them
	shiftX       float32          // of position: relative
	shiftY       float32
	rtlParagraph bool
}

// outOfFlow says whether a box takes no room where it stands. Text has the style
// of what it is in, and is in flow there.
func (b *box) outOfFlow() bool {
	if b.kind == textual || b.kind == breaks {
		return false
	}
	return b.style.Float != style.NoSide || b.style.Position == style.Absolute
}

// inLine says whether a box stands in lines.
func (b *box) inLine() bool {
	switch b.kind {
	case textual, breaks, inline:
		return true
	}
	return b.style.Display.InlineLevel()
}

// context says whether floats and margins inside do not reach out.
func (b *box) context() bool {
	switch b.kind {
	case cell, table, flex, grid, picture:
		return true
	}
	s := b.style
	return b.legend != nil || s.Count > 1 || s.Each > 0 || b.outOfFlow() || s.Clip || s.FlowRoot || s.Display == style.InlineBlock
}

// border are the sides as they are drawn.
func (b *box) border() *[4]style.Border {
	if b.borders != nil {
		return b.borders
	}
	return &b.style.Border
}

// edges are border and padding together: top, right, bottom, left.
func (b *box) edges(base float32) (e [4]float32) {
	borders := b.border()
	if b.kind == table && b.style.Collapse {
		for i := range e {
			e[i] = borders[i].Width / 2
		}
		if b.grid != nil && len(b.grid.cells) > 0 {
			e = b.grid.outer
		}
		return e
	}
	for i := range e {
		w := borders[i].Width
		if b.borders != nil {
			w /= 2
		}
		e[i] = b.style.Padding[i].Of(base) + w
	}
	return e
}

func (b *box) margins(base float32) (m [4]float32) {
	for i := range m {
		m[i] = b.style.Margin[i].Of(base)
	}
	return m
}

// margin is a set of margins that touch: the greatest and the most negative
// count (CSS 2 8.3.1). The faint ones, which only the browser asked for, do not
// at the edges of the body and of cells in a mail without document type.
type margin struct{ most, least, faint float32 }

func (m *margin) add(v float32, faint bool) {
	if faint && v > 0 {
		m.faint = max(m.faint, v)
		return
	}
	m.most, m.least = max(m.most, v), min(m.least, v)
}

func (m *margin) join(o margin) {
	m.most, m.least, m.faint = max(m.most, o.most), min(m.least, o.least), max(m.faint, o.faint)
}

func (m margin) value() float32 { return max(m.most, m.faint) + m.least }
