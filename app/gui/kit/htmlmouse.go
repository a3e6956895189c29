package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/render/display"
)

// htmlMouse is what the pointer is doing in an htmlPane.
type htmlMouse struct {
	presses
	link     string // pressed on
	dragging bool
	start    [2]display.Pos // what the press selected: a drag grows it by as much
	over     string         // the link that OnHover was told of
	onText   bool
}

var (
	_ desktop.Mouseable      = (*htmlPane)(nil)
	_ desktop.Hoverable      = (*htmlPane)(nil)
	_ desktop.Cursorable     = (*htmlPane)(nil)
	_ fyne.Draggable         = (*htmlPane)(nil)
	_ fyne.SecondaryTappable = (*htmlPane)(nil)
)

// placeAt is the place in the text nearest to a point of the pane.
func (p *htmlPane) placeAt(at fyne.Position) (display.Pos, bool) {
	if p.list == nil {
		return display.Pos{}, false
	}
	x, y := p.toList(at)
	pos, _, ok := p.list.TextAt(x, y)
	return pos, ok
}

// linkAt is the link at a point of the pane, or "".
func (p *htmlPane) linkAt(at fyne.Position) string {
	if p.list == nil || at.Y < p.headerHeight() {
		return ""
	}
	x, y := p.toList(at)
	return p.list.At(x, y).Link
}

// MouseDown begins a selection: one press a place, two a word, three a block.
func (p *htmlPane) MouseDown(e *desktop.MouseEvent) {
	p.link = -1
	focus(p.owner)
	at, ok := p.placeAt(e.Position)
	if e.Button != desktop.MouseButtonPrimary {
		return // a menu keeps the selection
	}
	m := &p.mouse
	m.press(e.Position)
	m.dragging, m.link = false, p.linkAt(e.Position)
	if !ok {
		return
	}
	if e.Modifier&fyne.KeyModifierShift != 0 && p.placed {
		m.start = [2]display.Pos{p.anchor, p.anchor}
		p.selectRange(p.anchor, at)
		return
	}
	a, b := p.unit(at)
	m.start = [2]display.Pos{a, b}
	p.selectRange(a, b)
}

// unit is what as many presses select at a place.
func (p *htmlPane) unit(at display.Pos) (from, to display.Pos) {
	switch p.mouse.clicks {
	case 2:
		return p.list.WordAt(at)
	case 3:
		return p.list.BlockAt(at)
	}
	return at, at
}

// MouseUp opens a link that was pressed and not dragged from.
func (p *htmlPane) MouseUp(e *desktop.MouseEvent) {
	m := &p.mouse
	if e.Button == desktop.MouseButtonPrimary && !m.dragging && m.clicks == 1 &&
		m.link != "" && m.link == p.linkAt(e.Position) && e.Modifier == 0 {
		p.openLink(m.link)
	}
	m.link = ""
}

func (p *htmlPane) openLink(url string) {
	if p.owner.OnLink != nil {
		p.owner.OnLink(url)
	}
}

// Dragged extends the selection, and scrolls when the pointer leaves the view.
func (p *htmlPane) Dragged(e *fyne.DragEvent) {
	at, ok := p.placeAt(e.Position)
	if !ok {
		return
	}
	p.mouse.dragging = true
	from, to := p.unit(at)
	a, b := p.mouse.start[0], p.mouse.start[1]
	switch {
	case from.Before(a):
		p.selectRange(b, from)
	case b.Before(to):
		p.selectRange(a, to)
	default:
		p.selectRange(a, b)
	}
	top, h := p.scroll.Offset.Y, p.scroll.Size().Height
	switch {
	case e.Position.Y < top:
		p.scrollBy(e.Position.Y - top)
	case e.Position.Y > top+h:
		p.scrollBy(e.Position.Y - top - h)
	}
}

// DragEnd takes the keyboard back, which releasing over another widget took away.
func (p *htmlPane) DragEnd() { focus(p.owner) }

// TappedSecondary asks the owner for a context menu.
func (p *htmlPane) TappedSecondary(e *fyne.PointEvent) {
	if p.owner.OnMenu != nil {
		p.owner.OnMenu(e.AbsolutePosition, p.linkAt(e.Position))
	}
}

// MouseIn implements desktop.Hoverable.
func (p *htmlPane) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved tracks links, to tell where they lead, and text.
func (p *htmlPane) MouseMoved(e *desktop.MouseEvent) {
	p.hover(p.linkAt(e.Position))
	p.mouse.onText = false
	if p.list != nil {
		x, y := p.toList(e.Position)
		_, p.mouse.onText, _ = p.list.TextAt(x, y)
	}
}

// MouseOut implements desktop.Hoverable.
func (p *htmlPane) MouseOut() {
	p.hover("")
	p.mouse.onText = false
}

func (p *htmlPane) hover(url string) {
	if url != p.mouse.over {
		p.mouse.over = url
		if p.owner.OnHover != nil {
			p.owner.OnHover(url)
		}
	}
}

// Cursor implements desktop.Cursorable.
func (p *htmlPane) Cursor() desktop.Cursor {
	switch {
	case p.mouse.over != "":
		return desktop.PointerCursor
	case p.mouse.onText:
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}
