package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ desktop.Mouseable      = (*listRow)(nil)
	_ desktop.Hoverable      = (*listRow)(nil)
	_ fyne.Draggable         = (*listRow)(nil)
	_ fyne.SecondaryTappable = (*listRow)(nil)
)

// MouseDown selects at once. The list finds double clicks itself: a widget with
// DoubleTapped gets its single taps late.
func (r *listRow) MouseDown(e *desktop.MouseEvent) {
	focus(r.l)
	l, id := r.l, r.state.msg.ID
	if e.Button == desktop.MouseButtonPrimary && r.onStar(e.Position) {
		l.OnStar(id)
		return
	}
	if e.Button == desktop.MouseButtonPrimary && r.onFold(e.Position) {
		l.OnFold(id, r.state.msg.Fold == Folded)
		return
	}
	ctrl := e.Modifier&commandKeys != 0
	shift := e.Modifier&fyne.KeyModifierShift != 0
	if e.Button == desktop.MouseButtonPrimary && !ctrl && !shift && r.isDouble() && l.OnOpen != nil {
		r.pressedAt = time.Time{}
		l.OnOpen(id)
		return
	}
	r.pressedAt = time.Now()
	if l.sel.contains(id) && !ctrl && !shift { // this may become a drag or a menu: keep the selection
		l.sel.cursor, l.sel.has = id, true
		l.noteCursor()
		l.layer.update(true)
		return
	}
	if e.Button == desktop.MouseButtonSecondary {
		ctrl, shift = false, false
	}
	l.sel.click(r.state.index, ctrl, shift)
	l.selectionMoved()
}

// MouseUp makes a plain click inside a larger selection select that one row.
func (r *listRow) MouseUp(e *desktop.MouseEvent) {
	l := r.l
	if r.dragging || e.Button != desktop.MouseButtonPrimary || e.Modifier != 0 || r.onStar(e.Position) || r.onFold(e.Position) {
		return
	}
	if len(l.sel.ids) > 1 && l.sel.contains(r.state.msg.ID) {
		l.sel.click(r.state.index, false, false)
		l.selectionMoved()
	}
}

func (r *listRow) isDouble() bool {
	return time.Since(r.pressedAt) < fyne.CurrentApp().Driver().DoubleTapDelay()
}

// onStar tells whether a point lies on the star, or on where it would be.
func (r *listRow) onStar(p fyne.Position) bool {
	if r.l.OnStar == nil || r.star.Hidden || !r.state.loaded {
		return false
	}
	return near(r.star, p)
}

// onFold tells whether a point lies on the mark that folds.
func (r *listRow) onFold(p fyne.Position) bool {
	return r.l.OnFold != nil && !r.fold.Hidden && r.state.loaded && near(r.fold, p)
}

// near allows for a hand that is not steady.
func near(o fyne.CanvasObject, p fyne.Position) bool {
	at, s := o.Position(), o.Size()
	return p.X >= at.X-4 && p.X <= at.X+s.Width+4 && p.Y >= at.Y-4 && p.Y <= at.Y+s.Height+4
}

// MouseIn implements desktop.Hoverable.
func (r *listRow) MouseIn(*desktop.MouseEvent) { r.setHover(true) }

// MouseMoved tells all of a text that is cut short.
func (r *listRow) MouseMoved(e *desktop.MouseEvent) {
	whole := r.cutAt(e.Position)
	if whole == r.told {
		return
	}
	r.told = whole
	if s := stageOf(r); s != nil {
		s.showTooltipAt(e.AbsolutePosition, whole)
	}
}

// MouseOut implements desktop.Hoverable.
func (r *listRow) MouseOut() {
	r.setHover(false)
	r.told = ""
	if s := stageOf(r); s != nil {
		s.hideTooltip()
	}
}

// longestTip is what a tooltip of one line has room for.
const longestTip = 160

// cutAt is all of the sender or the subject where the pointer is on one of
// which only the beginning is shown.
func (r *listRow) cutAt(p fyne.Position) string {
	for i, whole := range []string{r.state.msg.Sender, r.state.msg.Subject} {
		l := &r.lines[i]
		at, size := l.first.Position(), l.first.Size()
		if l.first.Hidden || p.X < at.X || p.Y < at.Y || p.Y > at.Y+size.Height {
			continue
		}
		end := at.X + size.Width
		shown := l.first.Text
		for _, t := range l.more {
			shown += t.Text
			end = t.Position().X + t.Size().Width
		}
		if p.X <= end && shown != oneLine(whole) && whole != "" {
			runes := []rune(oneLine(whole))
			if len(runes) > longestTip {
				return string(runes[:longestTip]) + "…"
			}
			return string(runes)
		}
	}
	return ""
}

func (r *listRow) setHover(on bool) {
	if r.hover == on {
		return
	}
	r.hover = on
	r.Refresh()
}

// TappedSecondary asks for the context menu.
func (r *listRow) TappedSecondary(e *fyne.PointEvent) {
	if r.l.OnMenu != nil {
		r.l.OnMenu(e.AbsolutePosition)
	}
}

// Dragged follows the pointer with the selected messages.
func (r *listRow) Dragged(e *fyne.DragEvent) {
	r.dragging, r.dragAt = true, e.AbsolutePosition
	if r.l.OnDrag != nil {
		r.l.OnDrag(e.AbsolutePosition)
	}
}

// DragEnd drops them.
func (r *listRow) DragEnd() {
	if !r.dragging {
		return
	}
	r.dragging = false
	focus(r.l) // releasing over another widget took the keyboard away
	if r.l.OnDrop != nil {
		r.l.OnDrop(r.dragAt)
	}
}
