package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/gui/edit"
)

// editMouse is what the pointer is doing in an editor.
type editMouse struct {
	presses
	start [2]edit.Pos // what the press selected: a drag grows it by as much
	drag  fyne.Position
	over  bool            // over the sign of a fold
	held  bool            // the press was on the selection: a drag takes it along
	drop  *edit.Caret     // where it would be put
	creep *fyne.Animation // scrolls while a drag is outside
	crept time.Time
}

var (
	_ desktop.Mouseable      = (*editPane)(nil)
	_ desktop.Hoverable      = (*editPane)(nil)
	_ desktop.Cursorable     = (*editPane)(nil)
	_ fyne.Draggable         = (*editPane)(nil)
	_ fyne.SecondaryTappable = (*editPane)(nil)
)

// MouseDown puts the caret: once a place, twice a word, three times a line. The
// middle button copies the selection to where it is pressed; the selections of
// other programs are out of the toolkit's reach.
func (p *editPane) MouseDown(e *desktop.MouseEvent) {
	focus(p.owner)
	if line := p.foldAt(e.Position); line >= 0 && e.Button == desktop.MouseButtonPrimary {
		p.mouse.clicks = 0
		p.doc.ToggleFold(line)
		p.fit()
		p.owner.caretMoved()
		return
	}
	at := p.placeAt(e.Position)
	switch e.Button {
	case desktop.MouseButtonSecondary: // a menu inside the selection keeps it
		if a, b := p.doc.Selected(); a == b || at.Pos.Before(a) || b.Before(at.Pos) {
			p.doc.MoveTo(at.Pos, false)
		}
	case desktop.MouseButtonTertiary:
		s := p.doc.SelectedText()
		p.doc.MoveTo(at.Pos, false)
		if s != "" {
			p.owner.Insert(s)
			return
		}
	default:
		p.press(e, at)
	}
	p.owner.caretMoved()
}

// selects says whether a place is within the selection.
func (p *editPane) selects(at edit.Pos) bool {
	a, b := p.doc.Selected()
	return a != b && a.Before(at) && at.Before(b)
}

func (p *editPane) press(e *desktop.MouseEvent, at edit.Caret) {
	m := &p.mouse
	m.press(e.Position)
	m.held, m.drop = false, nil
	switch {
	case e.Modifier&fyne.KeyModifierShift != 0:
		from, to := p.doc.Selected()
		anchor := from
		if p.doc.Caret().Pos == from {
			anchor = to
		}
		m.start = [2]edit.Pos{anchor, anchor}
		p.doc.MoveTo(at.Pos, true)
	case m.clicks == 1 && p.selects(at.Pos):
		m.held = true
	case m.clicks > 1:
		a, b := p.unit(at.Pos)
		m.start = [2]edit.Pos{a, b}
		p.doc.Select(a, b)
	default:
		m.start = [2]edit.Pos{at.Pos, at.Pos}
		p.click(e.Position, false)
	}
}

// click puts the caret at a point, on the side of the character that was hit.
func (p *editPane) click(at fyne.Position, extend bool) {
	if row := p.rowAt(at.Y); row >= 0 && row < p.doc.Rows.Count() {
		p.doc.Click(row, at.X-editLeft, extend)
		return
	}
	p.doc.MoveTo(p.placeAt(at).Pos, extend)
}

// unit is what as many clicks select at a place.
func (p *editPane) unit(at edit.Pos) (from, to edit.Pos) {
	switch p.mouse.clicks {
	case 2:
		a, b := edit.WordAround(p.doc.Text.Line(at.Line), at.Col)
		return edit.Pos{Line: at.Line, Col: a}, edit.Pos{Line: at.Line, Col: b}
	case 3:
		if at.Line+1 < p.doc.Text.Lines() {
			return p.doc.LineStart(at), edit.Pos{Line: at.Line + 1}
		}
		return p.doc.LineStart(at), p.doc.LineEnd(at)
	}
	return at, at
}

// MouseUp puts the caret where the selection was pressed and not dragged.
func (p *editPane) MouseUp(e *desktop.MouseEvent) {
	if p.mouse.held && p.mouse.drop == nil {
		p.mouse.held = false
		p.click(e.Position, false)
		p.owner.caretMoved()
	}
}

// Dragged extends the selection, and scrolls while the pointer is out of view.
func (p *editPane) Dragged(e *fyne.DragEvent) {
	if p.mouse.clicks == 0 {
		return // the press was on a fold
	}
	p.mouse.drag = e.Position.Subtract(fyne.NewPos(0, p.scroll.Offset.Y)) // in the view
	if p.mouse.held {
		at := p.placeAt(e.Position)
		p.mouse.drop = &at
		p.blink.restart()
		p.update()
		return
	}
	p.grow()
	if p.beyond() == 0 {
		p.stopCreep()
		return
	}
	if p.mouse.creep == nil {
		p.mouse.crept = time.Now()
		p.mouse.creep = fyne.NewAnimation(time.Second, func(float32) { p.creepOn(time.Since(p.mouse.crept)) })
		p.mouse.creep.RepeatCount = fyne.AnimationRepeatForever
		p.mouse.creep.Start()
	}
}

// beyond is how far the pointer is above or below the view.
func (p *editPane) beyond() float32 {
	y, h := p.mouse.drag.Y, p.scroll.Size().Height
	return min(0, y) + max(0, y-h)
}

// creepOn scrolls by what the pointer's distance asks for in a time.
func (p *editPane) creepOn(since time.Duration) {
	p.mouse.crept = time.Now()
	p.scrollTo(p.scroll.Offset.Y + p.beyond()*float32(min(since, 100*time.Millisecond).Seconds())*10)
	p.grow()
}

func (p *editPane) stopCreep() {
	if p.mouse.creep != nil {
		p.mouse.creep.Stop()
		p.mouse.creep = nil
	}
}

// grow extends the selection to the pointer.
func (p *editPane) grow() {
	point := p.mouse.drag.Add(fyne.NewPos(0, p.scroll.Offset.Y))
	a, b := p.mouse.start[0], p.mouse.start[1]
	switch from, to := p.unit(p.placeAt(point).Pos); {
	case p.mouse.clicks == 1:
		p.doc.Select(a, a)
		p.click(point, true)
	case from.Before(a):
		p.doc.Select(b, from)
	default:
		_, end := edit.Ordered(b, to)
		p.doc.Select(a, end)
	}
	p.blink.restart()
	p.update()
}

// DragEnd puts down what was dragged along, with Ctrl a copy of it, and takes the
// keyboard back, which releasing over another widget took away.
func (p *editPane) DragEnd() {
	p.stopCreep()
	if to := p.mouse.drop; to != nil {
		p.mouse.held, p.mouse.drop = false, nil
		p.doc.Carry(to.Pos, keyModifiers()&fyne.KeyModifierControl != 0)
		p.owner.edited()
	}
	focus(p.owner)
}

// TappedSecondary opens the context menu.
func (p *editPane) TappedSecondary(e *fyne.PointEvent) {
	p.owner.openMenu(e.AbsolutePosition, p.placeAt(e.Position).Pos)
}

// foldAt is the line whose fold a point is on, or -1.
func (p *editPane) foldAt(at fyne.Position) int {
	row := p.rowAt(at.Y)
	if row < 0 || row >= p.doc.Rows.Count() {
		return -1
	}
	line, part := p.doc.Rows.LineOf(row)
	if p.doc.Rows.Folded(line) > 0 {
		return line
	}
	if level, _ := edit.QuoteLevel(p.doc.Text.Line(line)); at.X < editLeft && part == 0 && level > 0 && p.beginsQuote(line) {
		return line
	}
	return -1
}

// MouseIn implements desktop.Hoverable.
func (p *editPane) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved tracks the signs of folds, for the shape of the pointer.
func (p *editPane) MouseMoved(e *desktop.MouseEvent) { p.mouse.over = p.foldAt(e.Position) >= 0 }

// MouseOut implements desktop.Hoverable.
func (p *editPane) MouseOut() { p.mouse.over = false }

// Cursor implements desktop.Cursorable.
func (p *editPane) Cursor() desktop.Cursor {
	if p.mouse.over {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}
