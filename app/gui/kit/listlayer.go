package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// listLayer is what a MessageList scrolls: as tall as all rows, holding widgets
// for the visible ones only, which it reuses.
type listLayer struct {
	widget.BaseWidget
	l     *MessageList
	rows  map[int]*listRow
	free  []*listRow
	objs  []fyne.CanvasObject
	empty *canvas.Text
	look  look // of the theme the rows were drawn in
}

func newListLayer(l *MessageList) *listLayer {
	r := &listLayer{l: l, rows: map[int]*listRow{}, empty: canvas.NewText("", nil)}
	r.empty.TextSize = TextNormal
	r.ExtendBaseWidget(r)
	return r
}

func (r *listLayer) CreateRenderer() fyne.WidgetRenderer { return &listLayerRenderer{r} }

func (r *listLayer) MinSize() fyne.Size {
	return fyne.NewSize(10, float32(r.l.rows.Count())*r.l.rowHeight())
}

// reset drops the row widgets: their shape has changed.
func (r *listLayer) reset() {
	clear(r.rows)
	r.free = nil
}

// update places a widget on every visible row. With rebind it also asks for the
// contents of rows that were there before; a row that did not change costs a
// comparison.
func (r *listLayer) update(rebind bool) {
	l := r.l
	size := l.scroll.Size()
	if size.Height <= 0 || size.Width <= 0 {
		return
	}
	h, top := l.rowHeight(), l.scroll.Offset.Y
	first := max(0, int(top/h))
	last := min(l.rows.Count()-1, int((top+size.Height)/h))
	for i, row := range r.rows {
		if i < first || i > last {
			delete(r.rows, i)
			r.free = append(r.free, row)
		}
	}
	r.objs = r.objs[:0]
	for i := first; i <= last; i++ {
		row, bound := r.rows[i]
		if !bound {
			row = r.take()
			r.rows[i] = row
		}
		row.Resize(fyne.NewSize(size.Width, h))
		row.Move(fyne.NewPos(0, float32(i)*h))
		if !bound || rebind {
			m, loaded := l.rows.Row(i)
			if !loaded {
				m = MessageRow{ID: l.rows.ID(i)}
			}
			row.set(rowState{
				index: i, msg: m, loaded: loaded, focused: l.focused,
				selected: l.sel.contains(m.ID), cursor: l.focused && l.sel.isCursor(m.ID),
			})
		}
		r.objs = append(r.objs, row)
	}
	if l.rows.Count() == 0 && l.empty != "" {
		r.placeEmpty(size)
	}
	canvas.Refresh(r)
}

func (r *listLayer) take() *listRow {
	if k := len(r.free); k > 0 {
		row := r.free[k-1]
		r.free = r.free[:k-1]
		return row
	}
	return newListRow(r.l)
}

func (r *listLayer) placeEmpty(size fyne.Size) {
	r.empty.Text = r.l.fitter.fit(r.l.empty, size.Width-2*Space4, TextNormal, plainStyle)
	r.empty.Color = colour(ColorDim)
	s := r.empty.MinSize()
	r.empty.Resize(s)
	r.empty.Move(fyne.NewPos((size.Width-s.Width)/2, max(Space4, size.Height/3)))
	r.objs = append(r.objs, r.empty)
}

type listLayerRenderer struct{ r *listLayer }

func (x *listLayerRenderer) Layout(fyne.Size)             { x.r.update(false) }
func (x *listLayerRenderer) MinSize() fyne.Size           { return x.r.MinSize() }
func (x *listLayerRenderer) Objects() []fyne.CanvasObject { return x.r.objs }
func (x *listLayerRenderer) Destroy()                     {}

// Refresh makes every row take its colours anew when the theme has changed.
func (x *listLayerRenderer) Refresh() {
	if now := lookNow(); now != x.r.look {
		x.r.look = now
		for _, row := range x.r.rows {
			row.stale = true
		}
		for _, row := range x.r.free {
			row.stale = true
		}
	}
	x.r.update(true)
}
