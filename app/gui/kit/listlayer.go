package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// listLayer is the window on the rows of a MessageList. It holds widgets for
// the visible ones only, which it reuses, and headings above them. Being
// scrollable, it is clipped.
type listLayer struct {
	widget.BaseWidget
	l     *MessageList
	rows  map[int]*listRow
	free  []*listRow
	heads []*groupHead
	objs  []fyne.CanvasObject
	empty *emptyList
	look  look // of the theme the rows were drawn in
}

func newListLayer(l *MessageList) *listLayer {
	r := &listLayer{l: l, rows: map[int]*listRow{}, empty: newEmptyList()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *listLayer) CreateRenderer() fyne.WidgetRenderer { return &listLayerRenderer{r} }

// reset drops the row widgets: their shape has changed.
func (r *listLayer) reset() {
	clear(r.rows)
	r.free = nil
}

// age makes every row draw itself anew at the next update, though it shows the
// same: the theme or the columns have changed.
func (r *listLayer) age() {
	for _, row := range r.rows {
		row.stale = true
	}
	for _, row := range r.free {
		row.stale = true
	}
}

// update places a widget on every visible row. With rebind it also asks for the
// contents of rows that were there before; a row that did not change costs a
// comparison.
func (r *listLayer) update(rebind bool) {
	l := r.l
	size := r.Size()
	if size.Height <= 0 || size.Width <= 0 {
		return
	}
	first, last := l.visible()
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
		row.Resize(fyne.NewSize(size.Width, l.rowHeight()))
		row.Move(fyne.NewPos(0, float32(l.ruler.row(i)-l.top)))
		if !bound || rebind {
			r.bind(row, i)
		}
		r.objs = append(r.objs, row)
	}
	r.placeHeads(size)
	if l.ruler.rows == 0 && len(l.ruler.groups) == 0 && r.empty.text.Text() != "" {
		r.empty.place(size)
		r.objs = append(r.objs, r.empty.box)
	}
	l.bar.Refresh()
	l.pill.place()
	canvas.Refresh(r)
}

// bind makes a widget show row i.
func (r *listLayer) bind(row *listRow, i int) {
	l := r.l
	m, loaded := l.rows.Row(i)
	if !loaded {
		m = MessageRow{ID: l.rows.ID(i)}
	}
	row.set(rowState{
		index: i, msg: m, loaded: loaded, focused: l.focused,
		selected: l.sel.contains(m.ID), cursor: l.focused && l.sel.isCursor(m.ID),
	})
}

func (r *listLayer) take() *listRow {
	if k := len(r.free); k > 0 {
		row := r.free[k-1]
		r.free = r.free[:k-1]
		return row
	}
	return newListRow(r.l)
}

// placeHeads puts the headings that are in sight. The one that the first row
// belongs to stays at the upper edge until the next pushes it out.
func (r *listLayer) placeHeads(size fyne.Size) {
	ruler, top := &r.l.ruler, r.l.top
	n := 0
	for g := max(0, ruler.group(top)); g < len(ruler.groups); g++ {
		y := ruler.heading(g) - top
		if y > float64(size.Height) {
			break
		}
		if y < 0 {
			y = 0
			if g+1 < len(ruler.groups) {
				y = min(0, ruler.heading(g+1)-top-ruler.head)
			}
		}
		if n == len(r.heads) {
			r.heads = append(r.heads, newGroupHead(r.l))
		}
		h := r.heads[n]
		h.Resize(fyne.NewSize(size.Width, groupHeight))
		h.Move(fyne.NewPos(0, float32(y)))
		h.set(ruler.groups[g])
		r.objs = append(r.objs, h)
		n++
	}
}

type listLayerRenderer struct{ r *listLayer }

// Layout follows another size; more may be in sight.
func (x *listLayerRenderer) Layout(fyne.Size) {
	x.r.l.top = x.r.l.clamp(x.r.l.top)
	x.r.update(false)
	x.r.l.noteSights()
}
func (x *listLayerRenderer) MinSize() fyne.Size           { return fyne.NewSize(10, 10) }
func (x *listLayerRenderer) Objects() []fyne.CanvasObject { return x.r.objs }
func (x *listLayerRenderer) Destroy()                     {}

// Refresh makes every row take its colours anew when the theme has changed.
func (x *listLayerRenderer) Refresh() {
	if now := lookNow(); now != x.r.look {
		x.r.look = now
		x.r.age()
		for _, h := range x.r.heads {
			h.bound = false
		}
	}
	x.r.update(true)
}
