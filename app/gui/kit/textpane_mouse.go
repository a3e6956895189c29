package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/gui/edit"
)

// paneMouse is what the pointer is doing in a pane.
type paneMouse struct {
	presses
	link     string // pressed on
	dragging bool
	start    [2]pos // what the press selected: a drag grows it by as much
	over     bool   // over a link now
}

var (
	_ desktop.Mouseable      = (*textPane)(nil)
	_ desktop.Hoverable      = (*textPane)(nil)
	_ desktop.Cursorable     = (*textPane)(nil)
	_ fyne.Draggable         = (*textPane)(nil)
	_ fyne.SecondaryTappable = (*textPane)(nil)
)

// MouseDown puts the caret: once a place, twice a word, three times a line.
func (p *textPane) MouseDown(e *desktop.MouseEvent) {
	p.tabbed = false
	focus(p.owner)
	at := p.placeAt(e.Position)
	if e.Button != desktop.MouseButtonPrimary {
		a, b := p.doc.selected()
		if at.before(a) || b.before(at) || a == b { // a menu inside the selection keeps it
			p.doc.moveTo(at, false)
		}
		p.moved()
		return
	}
	m := &p.mouse
	m.press(e.Position)
	m.dragging, m.link = false, p.linkAt(e.Position)
	if e.Modifier&fyne.KeyModifierShift != 0 {
		p.doc.moveTo(at, true)
		m.start = [2]pos{p.doc.anchor, p.doc.anchor}
		p.moved()
		return
	}
	a, b := p.unit(at)
	m.start = [2]pos{a, b}
	p.doc.moveTo(a, false)
	p.doc.moveTo(b, true)
	p.moved()
}

// unit is what as many clicks select at a place.
func (p *textPane) unit(at pos) (from, to pos) {
	switch p.mouse.clicks {
	case 2:
		a, b := edit.WordAround(p.doc.lines[at.line], at.col)
		return pos{at.line, a}, pos{at.line, b}
	case 3:
		if at.line+1 < len(p.doc.lines) {
			return pos{at.line, 0}, pos{at.line + 1, 0}
		}
		return pos{at.line, 0}, pos{at.line, len(p.doc.lines[at.line])}
	}
	return at, at
}

// MouseUp opens a link that was pressed and not dragged from.
func (p *textPane) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary && !p.mouse.dragging && p.mouse.clicks == 1 &&
		p.mouse.link != "" && p.mouse.link == p.linkAt(e.Position) && e.Modifier == 0 {
		p.owner.openLink(p.mouse.link)
	}
	p.mouse.link = ""
}

// Dragged extends the selection, and scrolls when the pointer leaves the view.
func (p *textPane) Dragged(e *fyne.DragEvent) {
	p.mouse.dragging = true
	from, to := p.unit(p.placeAt(e.Position))
	a, b := p.mouse.start[0], p.mouse.start[1]
	if from.before(a) {
		p.doc.moveTo(b, false)
		p.doc.moveTo(from, true)
	} else {
		p.doc.moveTo(a, false)
		p.doc.moveTo(to, true)
		if to.before(b) {
			p.doc.moveTo(b, true)
		}
	}
	top, h := p.scroll.Offset.Y, p.scroll.Size().Height
	switch {
	case e.Position.Y < top:
		p.scrollBy(e.Position.Y - top)
	case e.Position.Y > top+h:
		p.scrollBy(e.Position.Y - top - h)
	}
	p.moved()
}

// DragEnd takes the keyboard back, which releasing over another widget took away.
func (p *textPane) DragEnd() { focus(p.owner) }

// TappedSecondary asks the owner for a context menu.
func (p *textPane) TappedSecondary(e *fyne.PointEvent) {
	p.owner.openMenu(e.AbsolutePosition, p.linkAt(e.Position))
}

// MouseIn implements desktop.Hoverable.
func (p *textPane) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved tracks links, for the shape of the pointer and to tell where they
// lead.
func (p *textPane) MouseMoved(e *desktop.MouseEvent) {
	url := p.linkAt(e.Position)
	p.mouse.over = url != ""
	p.hover(url)
}

// MouseOut implements desktop.Hoverable.
func (p *textPane) MouseOut() {
	p.mouse.over = false
	p.hover("")
}

// Cursor implements desktop.Cursorable.
func (p *textPane) Cursor() desktop.Cursor {
	if p.mouse.over {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}

func (p *textPane) moved() {
	p.update()
}
