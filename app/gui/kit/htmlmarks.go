package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"godwit/app/render/display"
)

// selected is what is selected, in the order it is read.
func (p *htmlPane) selected() (a, b display.Pos, ok bool) {
	if !p.marked || p.list == nil || p.anchor == p.caret {
		return display.Pos{}, display.Pos{}, false
	}
	if p.caret.Before(p.anchor) {
		return p.caret, p.anchor, true
	}
	return p.anchor, p.caret, true
}

func (p *htmlPane) selectedText() string {
	a, b, ok := p.selected()
	if !ok {
		return ""
	}
	return p.list.Text(a, b)
}

func (p *htmlPane) selectAll() {
	if p.list == nil {
		return
	}
	a, ok := p.list.Start()
	b, _ := p.list.End()
	p.anchor, p.caret, p.marked = a, b, ok
	p.update()
}

// selectRange selects from a to b; the keyboard goes on from b.
func (p *htmlPane) selectRange(a, b display.Pos) {
	p.anchor, p.caret, p.marked, p.placed = a, b, true, true
	p.column = p.list.Caret(b).X
	p.update()
}

// placeMarks lays what is found, what is selected and the ring of a link over
// the strips.
func (p *htmlPane) placeMarks() {
	n := 0
	top := (p.scroll.Offset.Y - p.origin().Y) / p.scale()
	bottom := top + p.scroll.Size().Height/p.scale()
	mark := func(a, b display.Pos, c, edge color.Color) {
		for _, r := range p.list.Rects(a, b) {
			if r.Bottom() < top || r.Y > bottom {
				continue
			}
			if n == len(p.boxes) {
				p.boxes = append(p.boxes, canvas.NewRectangle(color.Transparent))
			}
			p.place(p.boxes[n], r)
			box := p.boxes[n]
			box.FillColor, box.StrokeColor, box.StrokeWidth, box.CornerRadius = c, edge, 0, 0
			if edge != nil {
				box.StrokeWidth, box.CornerRadius = 2, 2
			}
			p.objs = append(p.objs, p.boxes[n])
			n++
		}
	}
	for i, m := range p.found {
		if i != p.current && (p.list.Ops[m.From.Op].Rect.Y > bottom || p.list.Ops[m.To.Op].Rect.Bottom() < top) {
			continue
		}
		tint, edge := ColorFound, color.Color(nil)
		if i == p.current {
			tint, edge = ColorFoundCurrent, colour(ColorFoundCurrent)
		}
		mark(m.From, m.To, glaze(colour(tint), 0x50), edge)
	}
	if a, b, ok := p.selected(); ok {
		mark(a, b, glaze(colour(ColorAccent), 0x50), nil)
	}
	p.placeRing()
}

// placeRing outlines the link that has the keyboard in it.
func (p *htmlPane) placeRing() {
	if p.link < 0 || p.link >= len(p.links) || !p.focused {
		return
	}
	for i, r := range p.links[p.link].Areas {
		if i == len(p.rings) {
			ring := canvas.NewRectangle(color.Transparent)
			ring.StrokeWidth, ring.CornerRadius = 2, 3
			p.rings = append(p.rings, ring)
		}
		ring := p.rings[i]
		ring.StrokeColor = colour(ColorFocusRing)
		p.place(ring, r.Grow(2/p.scale()))
		p.objs = append(p.objs, ring)
	}
}

// place puts o over a rectangle of the list.
func (p *htmlPane) place(o fyne.CanvasObject, r display.Rect) {
	at := p.origin()
	o.Move(fyne.NewPos(at.X+r.X*p.scale(), at.Y+r.Y*p.scale()))
	o.Resize(fyne.NewSize(r.W*p.scale(), r.H*p.scale()))
}

// glaze is a colour one can read through.
func glaze(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}

// find marks what look finds; nil ends the search.
func (p *htmlPane) find(look func(*display.List) []display.Match) int {
	p.search, p.found, p.current = look, nil, -1
	if p.list != nil && look != nil {
		p.found = look(p.list)
	}
	if len(p.found) > 0 {
		_, top := p.toList(p.scroll.Offset)
		p.current = 0
		for i, m := range p.found {
			if p.list.Ops[m.From.Op].Rect.Bottom() > top {
				p.current = i
				break
			}
		}
		p.showFound()
	}
	p.update()
	return len(p.found)
}

func (p *htmlPane) findNext(step int) (at, of int) {
	n := len(p.found)
	if n == 0 {
		return 0, 0
	}
	p.current = ((p.current+step)%n + n) % n
	p.showFound()
	return p.current + 1, n
}

func (p *htmlPane) showFound() {
	m := p.found[p.current]
	if r := p.list.Rects(m.From, m.To); len(r) > 0 {
		p.show(r[0])
	}
}
