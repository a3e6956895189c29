package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/edit"
)

// BodySize is the size of mail text at zoom 1.
const BodySize float32 = 15

// Zoom bounds of a TextView and an Editor.
const (
	MinZoom float32 = 0.5
	MaxZoom float32 = 3
)

// textPane is what a TextView scrolls: as tall as the whole text,
// with canvas objects for the visible rows only.
type textPane struct {
	widget.BaseWidget
	doc    *document
	scroll *container.Scroll
	owner  *TextView

	header    fyne.CanvasObject
	left, top float32
	mono      bool
	zoom      float32
	focused   bool

	size, rowHeight, ascent float32 // of the text at this zoom
	advances                advances
	signature               int // first line of the signature
	links                   map[int][]link
	found                   []match
	current                 int // the search hit one stands on

	rows   map[int]*paneRow
	free   []*paneRow
	boxes  []*canvas.Rectangle // selection and search hits
	objs   []fyne.CanvasObject
	mouse  paneMouse
	stale  bool  // every row must be drawn anew
	pile   *Pile // scrolls it, if there is one
	tab    spot
	tabbed bool
	told   string
	tall   float32 // the height the pile was told of
	look   look    // of the theme it was drawn in
}

func newTextPane(owner *TextView) *textPane {
	p := &textPane{owner: owner, zoom: 1, left: Space4, top: Space3, current: -1}
	p.rows, p.links = map[int]*paneRow{}, map[int][]link{}
	p.doc = newDocument(p.measure, func(r rune) float32 { return p.advances.of(r) })
	p.doc.wrap.indent = p.indent
	p.ExtendBaseWidget(p)
	p.scroll = container.NewVScroll(p)
	p.scroll.OnScrolled = func(fyne.Position) { p.update() }
	p.setFont()
	return p
}

func (p *textPane) style() fyne.TextStyle { return fyne.TextStyle{Monospace: p.mono} }

func (p *textPane) measure(s string) float32 {
	return piecesWidth(showable(s), p.size, p.style())
}

// setFont follows a change of zoom or face.
func (p *textPane) setFont() {
	p.size = float32(math.Round(float64(BodySize*p.zoom*2))) / 2
	if p.mono {
		p.size -= 1.5 * p.zoom // the same x-height as the proportional face
	}
	p.rowHeight = float32(math.Round(float64(p.size * 1.45)))
	h := textSize("Mg", p.size, p.style()).Height
	p.ascent = (p.rowHeight - h) / 2
	p.advances = advances{size: p.size, style: p.style()}
	p.doc.wrap.width = -1
	p.stale = true
	p.layout()
}

func (p *textPane) setText(s string) {
	p.doc.setText(s)
	p.textChanged()
	p.signature = signatureLine(p.doc.lines)
	p.found, p.current = nil, -1
	p.scroll.Offset.Y = 0
	p.layout()
}

// textChanged forgets what was found out about lines.
func (p *textPane) textChanged() {
	clear(p.links)
	p.tabbed = false
	p.hover("")
}

// measureLimit is the width a line of prose is comfortable to read at: about
// ninety characters, so that mail wrapped at 78 by its sender stays as it was.
func (p *textPane) measureLimit() float32 {
	if p.mono {
		return p.size * 60
	}
	return p.size * 47
}

// layout wraps for the present width and sets the height of what is scrolled.
func (p *textPane) layout() {
	view := p.scroll.Size()
	if view.Width <= 0 {
		return
	}
	w := min(view.Width-2*p.left, p.measureLimit())
	if w != p.doc.wrap.width {
		at, part := 0, float32(0) // hold the line at the top
		if p.doc.wrap.width > 0 {
			row := int((p.scroll.Offset.Y - p.textTop()) / p.rowHeight)
			at, _ = p.doc.wrap.lineOf(max(0, row))
			part = p.scroll.Offset.Y - p.textTop() - float32(row)*p.rowHeight
		}
		held := p.doc.wrap.width > 0 && p.scroll.Offset.Y > p.textTop()
		p.doc.setWidth(w)
		if held {
			p.scroll.Offset.Y = p.textTop() + float32(p.doc.wrap.first[at])*p.rowHeight + part
		}
	}
	p.fit()
	p.update()
}

// fit gives the pane the height of its text.
func (p *textPane) fit() {
	size := fyne.NewSize(p.scroll.Size().Width, max(p.MinSize().Height, p.scroll.Size().Height))
	if p.Size() != size {
		p.Resize(size)
	}
	p.scroll.Offset.Y = max(0, min(p.scroll.Offset.Y, size.Height-p.scroll.Size().Height))
	p.scroll.Refresh()
	if h := p.MinSize().Height; p.pile != nil && h != p.tall {
		p.tall = h
		p.pile.Changed()
	}
}

func (p *textPane) headerHeight() float32 {
	if p.header == nil {
		return 0
	}
	return p.header.MinSize().Height
}

// textTop is the y of the first row.
func (p *textPane) textTop() float32 { return p.headerHeight() + p.top }

func (p *textPane) textBottom() float32 {
	return p.textTop() + float32(p.doc.wrap.rows())*p.rowHeight
}

// MinSize implements fyne.CanvasObject.
func (p *textPane) MinSize() fyne.Size {
	return fyne.NewSize(10, p.textBottom()+p.top)
}

// quoted is how deep a line is quoted and how many octets its marks have. What is
// shown in a fixed-width face is shown as it is.
func (p *textPane) quoted(line string) (level, skip int) {
	if p.mono {
		return 0, 0
	}
	return edit.QuoteLevel(line)
}

// indent moves quoted lines in and hides their marks: a bar says the same.
func (p *textPane) indent(line string) (int, float32) {
	level, skip := p.quoted(line)
	return skip, float32(min(level, maxBars)) * quoteIndent
}

// scrollTo moves to y and redraws.
func (p *textPane) scrollTo(y float32) {
	if p.pile != nil {
		p.pile.ScrollBy(y - p.scroll.Offset.Y)
		return
	}
	y = max(0, min(y, p.Size().Height-p.scroll.Size().Height))
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
	p.update()
}

func (p *textPane) scrollBy(dy float32) { p.scrollTo(p.scroll.Offset.Y + dy) }

// show scrolls as little as needed to make q visible.
func (p *textPane) show(q pos) {
	y := p.textTop() + float32(p.doc.wrap.rowOf(q))*p.rowHeight
	switch off, h := p.scroll.Offset.Y, p.scroll.Size().Height; {
	case y < off:
		p.scrollTo(y - p.top)
	case y+p.rowHeight > off+h:
		p.scrollTo(y + p.rowHeight + p.top - h)
	}
}

// placeAt is the place in the text nearest to a point of the pane.
func (p *textPane) placeAt(at fyne.Position) pos {
	row := int(math.Floor(float64((at.Y - p.textTop()) / p.rowHeight)))
	switch {
	case row < 0:
		return pos{}
	case row >= p.doc.wrap.rows():
		return p.doc.end()
	}
	return p.doc.at(row, at.X-p.left)
}

// linkAt is the link at a point of the pane, or "".
func (p *textPane) linkAt(at fyne.Position) string {
	row := int(math.Floor(float64((at.Y - p.textTop()) / p.rowHeight)))
	if row < 0 || row >= p.doc.wrap.rows() {
		return ""
	}
	from, to := p.doc.spanOf(row)
	s := p.doc.lines[from.line]
	_, by := p.doc.wrap.skip(s)
	for _, l := range p.lineLinks(from.line) {
		a, b := max(l.from, from.col), min(l.to, to.col)
		if a >= b {
			continue
		}
		x := p.left + by + p.measure(s[from.col:a])
		if at.X >= x && at.X <= x+p.measure(s[a:b]) {
			return l.url
		}
	}
	return ""
}

func (p *textPane) lineLinks(line int) []link {
	found, ok := p.links[line]
	if !ok {
		found = findLinks(p.doc.lines[line])
		p.links[line] = found
	}
	return found
}

// advances remembers the width of each character of one face.
type advances struct {
	size  float32
	style fyne.TextStyle
	ascii [128]float32
	other map[rune]float32
}

func (a *advances) of(r rune) float32 {
	if r < 128 {
		w := a.ascii[r]
		if w == 0 {
			w = a.width(r)
			a.ascii[r] = w
		}
		return w
	}
	w, ok := a.other[r]
	if !ok {
		if a.other == nil || len(a.other) > 20_000 {
			a.other = map[rune]float32{}
		}
		w = a.width(r)
		a.other[r] = w
	}
	return w
}

func (a *advances) width(r rune) float32 {
	switch {
	case r == '\t':
		return 4 * a.of(' ')
	case edit.IsExtender(r):
		return 0
	}
	return textSize(showable(string(r)), a.size, a.style).Width
}
