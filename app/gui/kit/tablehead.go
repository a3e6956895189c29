package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	tableHeadHeight float32 = 30
	grab            float32 = 5 // how near to an edge of a column the pointer takes it
)

// tableHead is the line above a table: it names the columns, sorts by a click,
// and changes their widths by dragging an edge.
type tableHead struct {
	widget.BaseWidget
	l     *MessageList
	back  *canvas.Rectangle
	line  *canvas.Rectangle
	cells []headCell
	over  float32  // where the pointer is; negative: elsewhere
	told  ColumnID // the column that the tooltip is of
	held  int      // the column whose right edge is dragged; -1: none
}

// headCell draws one column's name.
type headCell struct {
	text  *canvas.Text
	icon  *canvas.Image
	arrow *canvas.Image
	edge  *canvas.Rectangle
	tint  *canvas.Rectangle // under the pointer
}

func newTableHead(l *MessageList) *tableHead {
	h := &tableHead{l: l, back: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent), over: -1, held: -1}
	h.ExtendBaseWidget(h)
	h.Hidden = true
	return h
}

// edge is the column whose right edge is at x, -1 where none is.
func (h *tableHead) edge(x float32) int {
	spans := h.l.table.spans
	subject := false
	for i, s := range spans {
		// The subject takes what is left, so what is right of it grows to the left.
		at, column := s.x+s.w, s.column
		if s.id == ColumnSubject {
			subject = true
		}
		if subject {
			if i+1 == len(spans) {
				return -1
			}
			column = spans[i+1].column
		}
		if k := kindOf(h.l.table.columns[column].ID); x > at-grab && x < at+grab && k.icon == "" {
			return column
		}
	}
	return -1
}

// column is the one at x.
func (h *tableHead) column(x float32) (span, bool) {
	for _, s := range h.l.table.spans {
		if x >= s.x && x < s.x+s.w {
			return s, true
		}
	}
	return span{}, false
}

// Tapped sorts.
func (h *tableHead) Tapped(e *fyne.PointEvent) {
	s, ok := h.column(e.Position.X)
	if ok && h.edge(e.Position.X) < 0 && kindOf(s.id).sorts && h.l.OnSort != nil {
		h.l.OnSort(s.id)
	}
}

// TappedSecondary offers the columns.
func (h *tableHead) TappedSecondary(e *fyne.PointEvent) {
	if h.l.OnColumnMenu != nil {
		h.l.OnColumnMenu(e.AbsolutePosition)
	}
}

// MouseDown takes an edge, and keeps the keyboard in the list.
func (h *tableHead) MouseDown(e *desktop.MouseEvent) {
	focus(h.l)
	h.held = h.edge(e.Position.X)
}

// MouseUp implements desktop.Mouseable.
func (h *tableHead) MouseUp(*desktop.MouseEvent) {}

// Dragged makes the column wider or narrower.
func (h *tableHead) Dragged(e *fyne.DragEvent) {
	if h.held < 0 {
		return
	}
	t := &h.l.table
	c := &t.columns[h.held]
	by := e.Dragged.DX
	for _, s := range t.spans { // right of the subject it is the left edge that moves
		if s.id == ColumnSubject {
			by = -by
			break
		}
		if s.column == h.held {
			break
		}
	}
	c.Width = max(kindOf(c.ID).least, min(c.Width+by, 600))
	h.l.arrange()
	h.l.layer.age()
	h.l.layer.update(true)
}

// DragEnd reports the new widths.
func (h *tableHead) DragEnd() {
	if h.held >= 0 && h.l.OnColumns != nil {
		h.l.OnColumns(h.l.table.columns)
	}
	h.held = -1
}

// Cursor implements desktop.Cursorable.
func (h *tableHead) Cursor() desktop.Cursor {
	if h.held >= 0 || h.edge(h.over) >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements desktop.Hoverable.
func (h *tableHead) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (h *tableHead) MouseMoved(e *desktop.MouseEvent) {
	h.over = e.Position.X
	h.Refresh()
	at, _ := h.column(h.over)
	if at.id == h.told {
		return
	}
	h.told = at.id
	if s := stageOf(h); s != nil {
		s.hideTooltip()
		if k := kindOf(at.id); k.icon != "" { // it has no other name in sight
			s.showTooltipAt(e.AbsolutePosition, k.title())
		}
	}
}

// MouseOut implements desktop.Hoverable.
func (h *tableHead) MouseOut() {
	h.over, h.told = -1, ""
	if s := stageOf(h); s != nil {
		s.hideTooltip()
	}
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer { return &tableHeadRenderer{h} }

type tableHeadRenderer struct{ h *tableHead }

func (x *tableHeadRenderer) MinSize() fyne.Size { return fyne.NewSize(160, tableHeadHeight) }
func (x *tableHeadRenderer) Destroy()           {}
func (x *tableHeadRenderer) Layout(fyne.Size)   { x.h.draw() }
func (x *tableHeadRenderer) Refresh() {
	x.h.draw()
	canvas.Refresh(x.h)
}

func (x *tableHeadRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{x.h.back}
	for i := range x.h.l.table.spans {
		if i < len(x.h.cells) {
			c := x.h.cells[i]
			out = append(out, c.tint, c.text, c.icon, c.arrow, c.edge)
		}
	}
	return append(out, x.h.line)
}

func (h *tableHead) draw() {
	s, t := h.Size(), &h.l.table
	h.back.FillColor, h.line.FillColor = colour(ColorList), colour(ColorLine)
	h.back.Resize(s)
	h.line.Resize(fyne.NewSize(s.Width, 1))
	h.line.Move(fyne.NewPos(0, s.Height-1))
	for len(h.cells) < len(t.spans) {
		c := headCell{
			text: canvas.NewText("", color.Transparent), icon: &canvas.Image{FillMode: canvas.ImageFillContain},
			arrow: &canvas.Image{FillMode: canvas.ImageFillContain}, edge: canvas.NewRectangle(color.Transparent), tint: canvas.NewRectangle(color.Transparent),
		}
		c.text.TextSize = TextSmall
		h.cells = append(h.cells, c)
	}
	for i, sp := range t.spans {
		h.drawCell(&h.cells[i], sp, i+1 == len(t.spans))
	}
}

func (h *tableHead) drawCell(c *headCell, sp span, last bool) {
	t, k, height := &h.l.table, kindOf(sp.id), h.Size().Height
	sorted := t.sort == sp.id
	ink := ColorDim
	if sorted {
		ink = ColorText
	}
	c.tint.FillColor, c.tint.Hidden = colour(ColorHover), !k.sorts || h.over < sp.x || h.over >= sp.x+sp.w
	c.tint.Move(fyne.NewPos(sp.x, 0))
	c.tint.Resize(fyne.NewSize(sp.w, height))
	c.edge.FillColor, c.edge.Hidden = colour(ColorLine), last
	c.edge.Move(fyne.NewPos(sp.x+sp.w-1, 7))
	c.edge.Resize(fyne.NewSize(1, height-14))

	c.icon.Hidden, c.arrow.Hidden, c.text.Text = k.icon == "", !sorted || k.icon != "", ""
	if k.icon != "" {
		setIcon(c.icon, k.icon, ink)
		c.icon.Move(fyne.NewPos(sp.x+(sp.w-16)/2, (height-16)/2))
		c.icon.Resize(fyne.NewSquareSize(16))
		return
	}
	room := sp.w - 2*cellPad
	if sorted {
		arrow := IconChevronDown
		if t.asc {
			arrow = IconChevronUp
		}
		setIcon(c.arrow, arrow, ink)
		room -= 14 + Space1
	}
	c.text.TextStyle.Bold = sorted
	c.text.Color = colour(ink)
	c.text.Text = h.l.fitter.fit(k.title(), room, TextSmall, c.text.TextStyle)
	size := textSize(c.text.Text, TextSmall, c.text.TextStyle)
	x := sp.x + cellPad
	if k.right {
		x = sp.x + sp.w - cellPad - size.Width
		if sorted {
			x -= 14 + Space1
		}
	}
	c.text.Move(fyne.NewPos(x, (height-size.Height)/2))
	c.text.Resize(size)
	c.arrow.Move(fyne.NewPos(x+size.Width+Space1, (height-14)/2))
	c.arrow.Resize(fyne.NewSquareSize(14))
}
