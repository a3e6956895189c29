package kit

import (
	"image/color"
	"slices"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

const (
	quoteIndent float32 = 16 // per level of quoting
	maxBars     int     = 5  // deeper quotes are moved in no further
)

// paneRow is the canvas objects of one row, and what they show.
type paneRow struct {
	text  string
	tint  fyne.ThemeColorName
	bars  int
	used  bool
	texts []*canvas.Text
	marks []*canvas.Rectangle
}

// match is a search hit: a line and the bytes of it.
type match struct{ line, from, to int }

// update draws the visible rows. A row that shows the same as before keeps its
// objects, and with them the textures the painter holds for them.
func (p *textPane) update() {
	view := p.scroll.Size()
	if view.Height <= 0 || p.doc.wrap.width <= 0 {
		return
	}
	top := p.textTop()
	first := max(0, int((p.scroll.Offset.Y-top)/p.rowHeight))
	last := min(p.doc.wrap.rows()-1, int((p.scroll.Offset.Y+view.Height-top)/p.rowHeight))
	for i, r := range p.rows {
		if i < first || i > last || p.stale {
			delete(p.rows, i)
			p.free = append(p.free, r)
		}
	}
	if p.stale {
		for _, r := range p.free {
			r.used = false
		}
	}
	p.stale = false
	p.objs = p.objs[:0]
	p.placeHeader(view.Width)
	var rows []fyne.CanvasObject
	boxes := 0
	for i := first; i <= last; i++ {
		line, part := p.doc.wrap.lineOf(i)
		from, to := p.doc.wrap.span(p.doc.lines[line], line, part)
		y := top + float32(i)*p.rowHeight
		boxes = p.drawButton(line, from, to, y, boxes)
		boxes = p.drawFound(line, from, to, y, boxes)
		boxes = p.drawSelected(line, from, to, y, boxes)
		rows = append(rows, p.drawRow(i, line, from, to, y)...)
	}
	p.objs = append(p.objs, rows...)
	canvas.Refresh(p)
}

// placeHeader puts the header above the text.
func (p *textPane) placeHeader(w float32) {
	if p.header == nil {
		return
	}
	p.header.Move(fyne.NewPos(0, 0))
	p.header.Resize(fyne.NewSize(w, p.headerHeight()))
	p.objs = append(p.objs, p.header)
}

func (p *textPane) drawRow(row, line, from, to int, y float32) []fyne.CanvasObject {
	s := p.doc.lines[line]
	level, skip := p.quoted(s)
	tint := p.tint(line, level)
	bars := min(level, maxBars)
	from = max(from, min(skip, to))
	text := strings.TrimRight(s[from:to], " ") // spaces may hang over the edge of a row without end
	to = from + len(text)
	r := p.rows[row]
	if r == nil {
		r = p.takeRow()
		p.rows[row] = r
	}
	if !r.used || r.text != text || r.tint != tint || r.bars != bars {
		r.used, r.text, r.tint, r.bars = true, text, tint, bars
		p.fill(r, line, from, to)
	}
	x := p.left + float32(bars)*quoteIndent
	out := make([]fyne.CanvasObject, 0, len(r.texts)+len(r.marks))
	for i, m := range r.marks {
		m.Move(fyne.NewPos(p.left+float32(i)*quoteIndent, y))
		m.Resize(fyne.NewSize(3, p.rowHeight))
		out = append(out, m)
	}
	for _, t := range r.texts {
		size := t.Size()
		t.Move(fyne.NewPos(x, y+p.ascent))
		x += size.Width
		out = append(out, t)
	}
	return out
}

func (p *textPane) takeRow() *paneRow {
	if n := len(p.free); n > 0 {
		r := p.free[n-1]
		p.free = p.free[:n-1]
		return r
	}
	return &paneRow{}
}

// fill makes r show the bytes from to to of a line: plain text and links by turns.
func (p *textPane) fill(r *paneRow, line, from, to int) {
	s := p.doc.lines[line]
	n := 0
	add := func(a, b int, isLink, isButton bool) {
		if a >= b {
			return
		}
		for one := range pieces(showable(s[a:b])) {
			if n == len(r.texts) {
				r.texts = append(r.texts, canvas.NewText("", color.Transparent))
			}
			t := r.texts[n]
			n++
			t.Text, t.TextSize, t.TextStyle, t.Color = one, p.size, p.style(), colour(r.tint)
			switch {
			case isButton:
				t.Color = colour(ColorDim)
			case isLink:
				t.Color, t.TextStyle.Underline = colour(ColorLink), true
			}
			t.Resize(textSize(t.Text, t.TextSize, p.style()))
			t.Refresh()
		}
	}
	at := from
	for _, l := range p.lineLinks(line) {
		a, b := max(l.from, from), min(l.to, to)
		if a < b {
			add(at, a, false, false)
			add(a, b, true, l.button)
			at = b
		}
	}
	add(at, to, false, false)
	r.texts = r.texts[:n]
	for len(r.marks) < r.bars {
		m := canvas.NewRectangle(color.Transparent)
		r.marks = append(r.marks, m)
	}
	r.marks = r.marks[:r.bars]
	for i, m := range r.marks {
		m.FillColor = colour(quoteColour(i + 1))
		m.Refresh()
	}
}

// tint is the colour of a line: by quote level, or dim in the signature.
func (p *textPane) tint(line, level int) fyne.ThemeColorName {
	switch {
	case level > 0:
		return quoteColour(level)
	case line >= p.signature && !p.mono:
		return ColorDim
	}
	return ColorText
}

func quoteColour(level int) fyne.ThemeColorName {
	return []fyne.ThemeColorName{ColorQuote1, ColorQuote2, ColorQuote3}[min(level, 3)-1]
}

func (p *textPane) drawSelected(line, from, to int, y float32, n int) int {
	a, b := p.doc.selected()
	if a == b || line < a.line || line > b.line {
		return n
	}
	lo, hi := from, to
	if line == a.line {
		lo = max(lo, a.col)
	}
	full := line < b.line // the selection goes on below: show the line break
	if line == b.line {
		hi = min(hi, b.col)
	}
	if lo > hi || lo == hi && !full {
		return n
	}
	return p.box(line, from, lo, hi, full && hi == len(p.doc.lines[line]), y, ColorTextSelection, n)
}

func (p *textPane) drawFound(line, from, to int, y float32, n int) int {
	i := sort.Search(len(p.found), func(i int) bool { return p.found[i].line >= line })
	for ; i < len(p.found) && p.found[i].line == line; i++ {
		lo, hi := max(from, p.found[i].from), min(to, p.found[i].to)
		if lo >= hi {
			continue
		}
		tint := ColorFound
		if i == p.current {
			tint = ColorFoundCurrent
		}
		n = p.box(line, from, lo, hi, false, y, tint, n)
	}
	return n
}

// drawButton puts a ground behind a line that is a button.
func (p *textPane) drawButton(line, from, to int, y float32, n int) int {
	links := p.lineLinks(line)
	if len(links) != 1 || !links[0].button || from == to {
		return n
	}
	next := p.box(line, from, from, to, false, y, ColorBadge, n)
	b := p.boxes[n]
	b.CornerRadius = Radius
	b.Move(b.Position().AddXY(-Space2, 1))
	b.Resize(b.Size().AddWidthHeight(2*Space2, -2))
	return next
}

// box draws a background behind the bytes lo to hi of a row that starts at from.
func (p *textPane) box(line, from, lo, hi int, wide bool, y float32, tint fyne.ThemeColorName, n int) int {
	s := p.doc.lines[line]
	_, by := p.doc.wrap.skip(s)
	x := p.left + by + p.measure(s[from:lo])
	w := p.measure(s[from:hi]) - p.measure(s[from:lo])
	if wide {
		w += p.size * 0.3
	}
	if n == len(p.boxes) {
		p.boxes = append(p.boxes, canvas.NewRectangle(color.Transparent))
	}
	b := p.boxes[n]
	b.FillColor, b.CornerRadius = colour(tint), 0
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, p.rowHeight))
	p.objs = append(p.objs, b)
	return n + 1
}

// showable replaces what a font draws as a box. Tabs stay; byte offsets stay.
func showable(s string) string {
	hidden := func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	out := []byte(s)
	for i, c := range out {
		if hidden(rune(c)) {
			out[i] = ' '
		}
	}
	return string(slices.Clip(out))
}

// CreateRenderer implements fyne.Widget.
func (p *textPane) CreateRenderer() fyne.WidgetRenderer { return &paneRenderer{p} }

type paneRenderer struct{ p *textPane }

func (x *paneRenderer) Layout(fyne.Size)             { x.p.update() }
func (x *paneRenderer) MinSize() fyne.Size           { return x.p.MinSize() }
func (x *paneRenderer) Objects() []fyne.CanvasObject { return x.p.objs }
func (x *paneRenderer) Destroy()                     {}

// Refresh makes every row take its colours anew when the theme has changed.
func (x *paneRenderer) Refresh() {
	if now := lookNow(); now != x.p.look {
		x.p.look, x.p.stale = now, true
	}
	x.p.update()
}
