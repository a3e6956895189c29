package kit

import (
	"fyne.io/fyne/v2"
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

// MessageList is the list of messages, as cards or as a table, of which only
// the visible rows exist: a million cost no more than ten. Selection is by id.
// It draws with canvas primitives only.
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
	// OnFold asks to show, or to hide, the rows that belong below one.
	OnFold func(id int64, open bool)
	// OnGroup asks to fold a group, or to unfold it.
	OnGroup func(title string, fold bool)
	// OnSort is called for a click on the head of a column.
	OnSort func(c ColumnID)
	// OnColumns is called after the width of a column was changed.
	OnColumns func(columns []Column)
	// OnColumnMenu asks for a choice of columns.
	OnColumnMenu func(at fyne.Position)
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
	table   table
	fitter  fitter
	marks   RowMarks

	layer   *listLayer
	bar     *listBar
	head    *tableHead
	pill    *arrivedPill
	focused bool

	loading bool      // keys wait for the rows
	held    []heldKey // what was pressed meanwhile

	ruler    ruler
	top      float64    // how far it is scrolled
	sights   []sighting // the rows that were in sight
	firstAt  int        // where the first of them was
	folding  bool       // rows come and go because groups are folded, not with the mail
	arrived  int        // rows that came above what is in sight
	untold   bool       // nobody is told of them
	cursorAt int        // last known row of the cursor
}

// NewMessageList shows rows, two lines each.
func NewMessageList(rows MessageRows) *MessageList {
	l := &MessageList{rows: rows, sel: newSelection(rows)}
	l.layer, l.bar, l.head, l.pill = newListLayer(l), newListBar(l), newTableHead(l), newArrivedPill(l)
	l.measure()
	l.ExtendBaseWidget(l)
	return l
}

// measure takes the sizes that places are counted with.
func (l *MessageList) measure() {
	l.ruler.rows, l.ruler.height, l.ruler.head = l.rows.Count(), float64(l.rowHeight()), float64(groupHeight)
}

// SetDensity chooses how much each row shows.
func (l *MessageList) SetDensity(d Density) {
	if d != l.density {
		l.density = d
		l.reshape()
	}
}

// reshape draws rows of another shape, the first of them where it was.
func (l *MessageList) reshape() {
	first := l.ruler.at(l.top)
	inset := l.top - l.ruler.row(first)
	l.layer.reset()
	l.top, l.sights = 0, nil
	l.measure()
	l.arrange()
	l.RowsChanged()
	l.scrollTo(l.ruler.row(first) + min(inset, 0))
}

// SetEmptyText is what an empty list says; "" for nothing.
func (l *MessageList) SetEmptyText(s string) { l.SetEmpty("", s, "") }

// SetEmpty is what an empty list says, with a picture and a note, either of
// which may be "".
func (l *MessageList) SetEmpty(icon IconName, text, note string) {
	l.layer.empty.set(icon, text, note)
	l.layer.update(true)
}

// HideArrivals shows a list to which nothing comes from elsewhere: no pill says
// that there are new rows above.
func (l *MessageList) HideArrivals() { l.untold = true }

// SetGroups puts headings between the rows, from the next RowsChanged on. They
// are in the order of their rows.
func (l *MessageList) SetGroups(groups []RowGroup) { l.ruler.groups = groups }

// RowsChanged must be called after rows came, went, moved, were loaded or
// changed. It costs no more than the visible rows, and redraws only those that
// differ. The rows on screen stay where they are when others arrive above them,
// unless the list stands at its very top.
func (l *MessageList) RowsChanged() {
	changed := l.sel.drop(l.cursorAt)
	l.measure()
	l.noteCursor()
	l.hold()
	l.layer.Refresh()
	l.noteSights()
	if changed && l.OnSelected != nil {
		l.OnSelected()
	}
}

// RowsFolded is RowsChanged for rows that were hidden, or shown again, because
// a person wished it.
func (l *MessageList) RowsFolded() {
	l.folding = true
	l.RowsChanged()
	l.folding = false
}

// Reset forgets selection and scroll position: the list now shows another folder.
func (l *MessageList) Reset() {
	l.sel = newSelection(l.rows)
	l.cursorAt, l.arrived = 0, 0
	l.held, l.sights = nil, nil
	l.top = 0
	l.RowsChanged()
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
	l.noteCursor()
	l.layer.update(true)
	if l.OnSelected != nil {
		l.OnSelected()
	}
}

// MoveCursor takes the cursor by delta rows and selects what it reaches, as the arrow
// keys do.
func (l *MessageList) MoveCursor(delta int) {
	l.sel.move(delta, false, false)
	l.selectionMoved()
}

func (l *MessageList) rowHeight() float32 {
	if l.table.on() {
		return DensityCompact.RowHeight()
	}
	return l.density.RowHeight()
}

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
