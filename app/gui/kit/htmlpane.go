package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/app/render/display"
	"godwit/app/render/raster"
)

// htmlInset is free at each side of a mail; its own margin comes on top.
const htmlInset = Space4

// htmlPane is what an HTMLView scrolls: as tall as the mail, with canvas objects
// for the strips in sight and what is marked in them.
type htmlPane struct {
	widget.BaseWidget
	owner  *HTMLView
	scroll *container.Scroll
	header fyne.CanvasObject

	list    *display.List
	painter *raster.Painter
	zoom    float32
	asked   float32 // the width last asked for
	failed  bool    // OnError was called for this list
	pile    *Pile   // scrolls it, if there is one
	tall    float32 // the height the pile was told of
	focused bool
	look    look

	strips map[int]*strip
	spare  []*canvas.Raster
	slow   bool        // the last strip took longer than quick
	full   image.Point // how many pixels a whole strip has; 0 before the first
	turn   int         // counts lists and zooms: what was begun before is not shown

	anchor, caret display.Pos
	marked        bool // anchor and caret say what is selected
	placed        bool // the caret was put somewhere
	column        float32
	search        func(*display.List) []display.Match // finds what is marked; nil: nothing is
	found         []display.Match
	current       int
	links         []display.Link
	link          int // the one with the keyboard in it; -1 none

	boxes []*canvas.Rectangle
	rings []*canvas.Rectangle
	objs  []fyne.CanvasObject
	mouse htmlMouse
}

func newHTMLPane(v *HTMLView) *htmlPane {
	p := &htmlPane{owner: v, zoom: 1, current: -1, link: -1, strips: map[int]*strip{}, look: lookNow()}
	p.ExtendBaseWidget(p)
	p.scroll = container.NewScroll(p)
	p.scroll.OnScrolled = func(fyne.Position) {
		p.hover("") // the pointer stays, what is below it does not
		p.update()
	}
	return p
}

func (p *htmlPane) setList(l *display.List, painter *raster.Painter, keep bool) {
	part := float32(-1)
	if top := p.headerHeight(); keep && p.list != nil && p.list.Height > 0 && p.scroll.Offset.Y > top {
		part = (p.scroll.Offset.Y - top) / (p.list.Height * p.scale())
	}
	p.list, p.painter, p.failed = l, painter, false
	p.marked, p.placed, p.link, p.links = false, false, -1, nil
	p.hover("")
	p.found, p.current = nil, -1
	p.repaint()
	if !keep {
		p.search = nil
		p.scroll.Offset = fyne.Position{}
	}
	p.layout()
	if part >= 0 && l != nil && p.pile == nil {
		p.scrollTo(p.headerHeight() + part*l.Height*p.scale())
	}
	if p.search != nil && l != nil {
		p.found = p.search(l)
		p.current = min(0, len(p.found)-1)
		p.update()
	}
}

// repaint forgets every strip.
func (p *htmlPane) repaint() {
	p.turn++
	for i := range p.strips {
		p.drop(i)
	}
}

// wanted is the width to lay out for.
func (p *htmlPane) wanted() float32 {
	w := p.scroll.Size().Width - 2*htmlInset
	if w <= 0 {
		return 0
	}
	return max(w/p.zoom, 40)
}

// layout sets the size of what is scrolled, and asks for a list of the width
// there is.
func (p *htmlPane) layout() {
	view := p.scroll.Size()
	if view.Width <= 0 {
		return
	}
	if w := p.wanted(); w != p.asked && p.owner.OnWidth != nil {
		p.asked = w
		p.owner.OnWidth(w)
	}
	size := p.MinSize().Max(view)
	if p.Size() != size {
		p.Resize(size)
	}
	p.scroll.Offset.X = max(0, min(p.scroll.Offset.X, size.Width-view.Width))
	p.scroll.Offset.Y = max(0, min(p.scroll.Offset.Y, size.Height-view.Height))
	p.scroll.Refresh()
	p.update()
	if h := p.MinSize().Height; p.pile != nil && h != p.tall {
		p.tall = h
		p.pile.Changed()
	}
}

// scale is how large the list is shown: the zoom, less where the mail is wider
// than there is room.
func (p *htmlPane) scale() float32 {
	if p.list == nil {
		return p.zoom
	}
	fit := p.list.Scale()
	if room := p.scroll.Size().Width - 2*htmlInset; p.zoom > 1 && p.list.Width > 0 { // to fit must not undo what was asked for
		fit = max(fit, min(1, room/p.list.Width))
	}
	return p.zoom * fit
}

func (p *htmlPane) headerHeight() float32 {
	if p.header == nil {
		return 0
	}
	return p.header.MinSize().Height
}

// MinSize implements fyne.CanvasObject.
func (p *htmlPane) MinSize() fyne.Size {
	if p.list == nil {
		return fyne.NewSize(10, p.headerHeight())
	}
	w := p.list.Width*p.scale() + 2*htmlInset
	if w <= p.scroll.Size().Width+1 { // no sideways scrolling for a rounding
		w = 10
	}
	return fyne.NewSize(w, p.headerHeight()+p.list.Height*p.scale()+2*htmlInset)
}

// origin is where the list's 0, 0 lies in the pane.
func (p *htmlPane) origin() fyne.Position {
	return fyne.NewPos(htmlInset, p.headerHeight()+htmlInset)
}

// toList is a point of the pane in the list's pixels.
func (p *htmlPane) toList(at fyne.Position) (x, y float32) {
	o := p.origin()
	return (at.X - o.X) / p.scale(), (at.Y - o.Y) / p.scale()
}

// scrollTo moves to y and redraws.
func (p *htmlPane) scrollTo(y float32) {
	if p.pile != nil {
		p.pile.ScrollBy(y - p.scroll.Offset.Y)
		return
	}
	y = max(0, min(y, p.Size().Height-p.scroll.Size().Height))
	p.scroll.ScrollToOffset(fyne.NewPos(p.scroll.Offset.X, y))
	p.update()
}

func (p *htmlPane) scrollBy(dy float32) { p.scrollTo(p.scroll.Offset.Y + dy) }

// show scrolls as little as needed to make r, of the list, visible.
func (p *htmlPane) show(r display.Rect) {
	o := p.origin()
	top, bottom := o.Y+r.Y*p.scale(), o.Y+r.Bottom()*p.scale()
	switch off, h := p.scroll.Offset.Y, p.scroll.Size().Height; {
	case top < off:
		p.scrollTo(top - Space6)
	case bottom > off+h:
		p.scrollTo(bottom + Space6 - h)
	default:
		p.update()
	}
}

// update places the header, the strips in sight and what is marked.
func (p *htmlPane) update() {
	view := p.scroll.Size()
	if view.Height <= 0 {
		return
	}
	p.objs = p.objs[:0]
	if p.header != nil {
		p.header.Move(fyne.NewPos(p.scroll.Offset.X, 0))
		p.header.Resize(fyne.NewSize(view.Width, p.headerHeight()))
	}
	if p.list != nil {
		p.placeStrips()
		p.placeMarks()
	}
	if p.header != nil {
		p.objs = append(p.objs, p.header)
	}
	canvas.Refresh(p)
}

// paper is what the mail lies on.
func (p *htmlPane) paper() color.Color { return colour(ColorPaper) }

// CreateRenderer implements fyne.Widget.
func (p *htmlPane) CreateRenderer() fyne.WidgetRenderer { return &htmlRenderer{p} }

type htmlRenderer struct{ p *htmlPane }

func (x *htmlRenderer) Layout(fyne.Size)             { x.p.update() }
func (x *htmlRenderer) MinSize() fyne.Size           { return x.p.MinSize() }
func (x *htmlRenderer) Objects() []fyne.CanvasObject { return x.p.objs }
func (x *htmlRenderer) Destroy()                     {}

// Refresh paints anew when the theme has changed.
func (x *htmlRenderer) Refresh() {
	if now := lookNow(); now != x.p.look {
		x.p.look = now
		x.p.repaint()
		if x.p.owner.OnTheme != nil {
			x.p.owner.OnTheme()
		}
	}
	x.p.update()
}
