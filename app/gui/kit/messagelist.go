package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// MessageRows is what a MessageList shows. All calls come from the UI goroutine
// and must return at once: a row that is not in memory is reported as such and
// drawn as a skeleton; its owner fetches it and calls RowsChanged.
type MessageRows interface {
	ListOrder
	// Row is row i, and whether it is loaded.
	Row(i int) (MessageRow, bool)
}

// MessageList is the list of messages: up to about 200,000 rows (beyond that a
// float32 cannot place a row to the pixel), of which only the visible ones
// exist. Selection is by id. It draws with canvas primitives only.
type MessageList struct {
	widget.BaseWidget

	// OnSelected is called after the user changed the selection.
	OnSelected func()
	// OnOpen is called on double click and Enter.
	OnOpen func(id int64)
	// OnMenu asks for a context menu for the selected messages, at a position on the canvas.
	OnMenu func(at fyne.Position)
	// OnStar is called for a click on the star of a row.
	OnStar func(id int64)
	// OnDrag follows the pointer while the selected messages are dragged; OnDrop ends it.
	OnDrag func(at fyne.Position)
	OnDrop func(at fyne.Position)
	// OnRune gets characters, such as single-letter commands, and OnKey the named
	// keys the list has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	rows    MessageRows
	sel     *selection
	density Density
	empty   string
	fitter  fitter

	scroll  *container.Scroll
	layer   *listLayer
	focused bool

	loading bool     // keys wait for the rows
	held    []func() // and what they will do

	topID    int64   // the first visible row, by id ...
	topInset float32 // ... and how far it is scrolled out
	cursorAt int     // last known row of the cursor
}

// NewMessageList shows rows, two lines each.
func NewMessageList(rows MessageRows) *MessageList {
	l := &MessageList{rows: rows, sel: newSelection(rows)}
	l.layer = newListLayer(l)
	l.scroll = container.NewVScroll(l.layer)
	l.scroll.OnScrolled = func(fyne.Position) { l.scrolled() }
	l.ExtendBaseWidget(l)
	return l
}

// SetDensity chooses how much each row shows.
func (l *MessageList) SetDensity(d Density) {
	if d == l.density {
		return
	}
	first := l.firstRow()
	l.density = d
	l.layer.reset()
	l.RowsChanged()
	l.scrollTo(float32(first) * l.rowHeight())
}

// SetEmptyText is what an empty list says in its middle.
func (l *MessageList) SetEmptyText(s string) {
	l.empty = s
	l.layer.update(true)
}

// RowsChanged must be called after rows came, went, moved, were loaded or
// changed. It costs no more than the visible rows, and redraws only those that
// differ. The rows on screen stay where they are when others arrive above them,
// unless the list stands at its very top.
func (l *MessageList) RowsChanged() {
	changed := l.sel.drop(l.cursorAt)
	l.noteCursor()
	if l.scroll.Offset.Y > 0 {
		if i, ok := l.rows.IndexOf(l.topID); ok {
			l.scroll.Offset.Y = l.clamp(float32(i)*l.rowHeight() + l.topInset)
		} else {
			l.scroll.Offset.Y = l.clamp(l.scroll.Offset.Y)
		}
	}
	l.layer.Resize(fyne.NewSize(l.scroll.Size().Width, l.layer.MinSize().Height))
	l.scroll.Refresh() // which refreshes the layer, and that asks for the rows
	l.noteTop()
	if changed && l.OnSelected != nil {
		l.OnSelected()
	}
}

// Reset forgets selection and scroll position: the list now shows another folder.
func (l *MessageList) Reset() {
	l.sel = newSelection(l.rows)
	l.cursorAt = 0
	l.held = nil
	l.scroll.Offset.Y = 0
	l.topID, l.topInset = 0, 0
	l.RowsChanged()
}

// maxHeld bounds the keys that wait for rows.
const maxHeld = 16

// SetLoading tells that the rows are on their way, or here. Keys that are
// pressed meanwhile are kept, and act once there is something to act on.
func (l *MessageList) SetLoading(on bool) {
	l.loading = on
	for !l.loading && len(l.held) > 0 {
		act := l.held[0]
		l.held = l.held[1:]
		act()
	}
}

// hold keeps a key for later; false when it can act now.
func (l *MessageList) hold(act func()) bool {
	if !l.loading {
		return false
	}
	if len(l.held) < maxHeld {
		l.held = append(l.held, act)
	}
	return true
}

// Selected is the ids of the selected messages in the order of the list.
func (l *MessageList) Selected() []int64 { return l.sel.selected() }

// Cursor is the message the keyboard is on.
func (l *MessageList) Cursor() (id int64, ok bool) { return l.sel.cursor, l.sel.has }

// Select selects exactly these messages, scrolls to the first one and does not
// call OnSelected.
func (l *MessageList) Select(ids ...int64) {
	l.sel.set(ids)
	l.noteCursor()
	if len(ids) > 0 {
		if i, ok := l.rows.IndexOf(ids[0]); ok {
			l.ShowRow(i)
		}
	}
	l.layer.update(true)
}

// SelectAll selects every message of the list.
func (l *MessageList) SelectAll() {
	l.sel.all()
	l.selectionMoved()
}

// MoveCursor takes the cursor by delta rows and selects what it reaches, as the arrow
// keys do.
func (l *MessageList) MoveCursor(delta int) {
	l.sel.move(delta, false, false)
	l.selectionMoved()
}

// ShowRow scrolls as little as needed to make row i visible.
func (l *MessageList) ShowRow(i int) {
	h := l.rowHeight()
	y, page := float32(i)*h, l.scroll.Size().Height
	switch top := l.scroll.Offset.Y; {
	case y < top:
		l.scrollTo(y)
	case y+h > top+page:
		l.scrollTo(y + h - page)
	}
}

// CreateRenderer implements fyne.Widget.
func (l *MessageList) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(l.scroll)
}

// Resize implements fyne.CanvasObject.
func (l *MessageList) Resize(s fyne.Size) {
	l.BaseWidget.Resize(s)
	l.layer.update(false)
}

// MinSize implements fyne.CanvasObject.
func (l *MessageList) MinSize() fyne.Size { return fyne.NewSize(160, 96) }

func (l *MessageList) rowHeight() float32 { return l.density.RowHeight() }

func (l *MessageList) firstRow() int { return int(l.scroll.Offset.Y / l.rowHeight()) }

// pageRows is how many whole rows fit, less one that stays for orientation.
func (l *MessageList) pageRows() int { return max(1, int(l.scroll.Size().Height/l.rowHeight())-1) }

func (l *MessageList) selectionMoved() {
	l.noteCursor()
	l.ShowRow(l.cursorAt)
	l.layer.update(true)
	if l.OnSelected != nil {
		l.OnSelected()
	}
}

func (l *MessageList) noteCursor() {
	if i, ok := l.sel.index(l.sel.cursor); ok {
		l.cursorAt = i
	}
}

// noteTop remembers the first visible row, to hold it when rows arrive above.
func (l *MessageList) noteTop() {
	if i := l.firstRow(); i >= 0 && i < l.rows.Count() {
		l.topID, l.topInset = l.rows.ID(i), l.scroll.Offset.Y-float32(i)*l.rowHeight()
	}
}

func (l *MessageList) clamp(y float32) float32 {
	return max(0, min(y, float32(l.rows.Count())*l.rowHeight()-l.scroll.Size().Height))
}

// scrollTo moves and redraws: Scroll.ScrollToOffset neither clamps nor calls
// OnScrolled.
func (l *MessageList) scrollTo(y float32) {
	l.scroll.ScrollToOffset(fyne.NewPos(0, l.clamp(y)))
	l.scrolled()
}

func (l *MessageList) scrolled() {
	l.layer.update(false)
	l.noteTop()
}
