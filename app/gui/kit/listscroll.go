package kit

import "fyne.io/fyne/v2"

// sighting is where a row was seen: so and so far below the upper edge of the list.
type sighting struct {
	id   int64
	down float64
}

// Scrolled implements fyne.Scrollable.
func (r *listLayer) Scrolled(e *fyne.ScrollEvent) {
	dy := e.Scrolled.DY
	if dy == 0 {
		dy = e.Scrolled.DX // Shift and the wheel
	}
	r.l.scrollTo(r.l.top - float64(dy))
}

// scrollTo shows the list from y on.
func (l *MessageList) scrollTo(y float64) {
	l.top = l.clamp(y)
	if l.top == 0 {
		l.arrived = 0
	}
	l.layer.update(false)
	l.noteSights()
}

func (l *MessageList) clamp(y float64) float64 {
	return max(0, min(y, l.ruler.total()-float64(l.layer.Size().Height)))
}

// covered is how much of the upper edge a heading hides that stays in sight.
func (l *MessageList) covered() float64 {
	if len(l.ruler.groups) == 0 {
		return 0
	}
	return l.ruler.head
}

// ShowRow scrolls as little as needed to make row i visible.
func (l *MessageList) ShowRow(i int) {
	y, page := l.ruler.row(i), float64(l.layer.Size().Height)
	switch {
	case y < l.top+l.covered():
		if i == 0 {
			y = 0
		}
		l.scrollTo(y - l.covered())
	case y+l.ruler.height > l.top+page:
		l.scrollTo(y + l.ruler.height - page)
	}
}

// ScrollBy shows what lies further down, or up.
func (l *MessageList) ScrollBy(dy float32) { l.scrollTo(l.top + float64(dy)) }

// ShowTop goes to the first row.
func (l *MessageList) ShowTop() { l.scrollTo(0) }

// pageRows is how many whole rows fit, less one that stays for orientation.
func (l *MessageList) pageRows() int {
	return max(1, int(float64(l.layer.Size().Height)/l.ruler.height)-1)
}

// noteSights remembers where the visible rows stand, to hold them there when
// others come or go.
func (l *MessageList) noteSights() {
	l.sights = l.sights[:0]
	first, last := l.visible()
	for i := first; i <= last; i++ {
		l.sights = append(l.sights, sighting{l.rows.ID(i), l.ruler.row(i) - l.top})
	}
	l.firstAt = first
}

// hold scrolls so that the first row that was in sight and is still there
// stays where it was, and counts what came above it.
func (l *MessageList) hold() {
	if l.top == 0 {
		return // the very top shows what arrives
	}
	for k, p := range l.sights {
		i, ok := l.rows.IndexOf(p.id)
		if !ok {
			continue
		}
		l.top = l.clamp(l.ruler.row(i) - p.down)
		if more := i - (l.firstAt + k); more > 0 && !l.folding && !l.untold {
			l.arrived += more
		}
		return
	}
	l.top = l.clamp(l.top)
}

// visible is the range of rows in sight; last < first: none.
func (l *MessageList) visible() (first, last int) {
	h := float64(l.layer.Size().Height)
	return l.ruler.at(l.top), min(l.ruler.rows-1, l.ruler.at(l.top+h))
}

// Settle does something that puts the rows in another order: the list does not
// hold what was in sight, but shows the message of the cursor, or the first rows.
func (l *MessageList) Settle(change func()) {
	l.top, l.sights, l.arrived = 0, nil, 0
	change()
	l.top, l.sights, l.arrived = 0, nil, 0
	l.layer.update(false)
	l.noteSights()
	if _, ok := l.sel.index(l.sel.cursor); ok && l.cursorAt >= l.pageRows() {
		l.scrollTo(l.ruler.row(l.cursorAt) - float64(l.layer.Size().Height)/2)
	}
}
