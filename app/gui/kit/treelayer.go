package kit

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

const (
	treeRow  float32 = 32 // height of a folder
	treeHead float32 = 40 // height of an account's heading
)

// treeLayer holds the visible rows of a FolderTree.
type treeLayer struct {
	widget.BaseWidget
	t    *FolderTree
	tops []float32 // y of each shown row, and the end
	rows []*treeItem
	objs []fyne.CanvasObject
	look look
}

func newTreeLayer(t *FolderTree) *treeLayer {
	l := &treeLayer{t: t, tops: []float32{0}}
	l.ExtendBaseWidget(l)
	return l
}

func (l *treeLayer) measure() {
	y := Space2
	l.tops = append(l.tops[:0], y)
	for n, i := range l.t.shown {
		switch {
		case l.t.items[i].Head && n == 0:
			y += treeHead - Space1
		case l.t.items[i].Head:
			y += treeHead
		default:
			y += treeRow
		}
		l.tops = append(l.tops, y)
	}
}

// rowAt is the shown row at height y of the layer, or -1.
func (l *treeLayer) rowAt(y float32) int {
	return sort.Search(len(l.tops), func(i int) bool { return l.tops[i] > y }) - 1
}

func (l *treeLayer) MinSize() fyne.Size { return fyne.NewSize(10, l.tops[len(l.tops)-1]+Space2) }

// update binds the visible rows. Rows are reused from the top, so a row that
// shows the same as before costs a comparison.
func (l *treeLayer) update() {
	t := l.t
	size := t.scroll.Size()
	if size.Height <= 0 {
		return
	}
	first := max(0, l.rowAt(t.scroll.Offset.Y))
	l.objs = l.objs[:0]
	n := 0
	for row := first; row < len(t.shown) && l.tops[row] < t.scroll.Offset.Y+size.Height; row++ {
		if n == len(l.rows) {
			l.rows = append(l.rows, newTreeItem(t))
		}
		w := l.rows[n]
		n++
		i := t.shown[row]
		it := t.items[i]
		w.set(treeState{
			item: it, parent: t.hasChildren(i), closed: t.closed[it.ID], focused: t.focused,
			current: it.ID == t.current, cursor: t.focused && it.ID == t.cursor, target: it.ID == t.target && t.target != "",
		})
		w.Resize(fyne.NewSize(size.Width, l.tops[row+1]-l.tops[row]))
		w.Move(fyne.NewPos(0, l.tops[row]))
		l.objs = append(l.objs, w)
	}
	canvas.Refresh(l)
}

func (l *treeLayer) CreateRenderer() fyne.WidgetRenderer { return &treeLayerRenderer{l} }

type treeLayerRenderer struct{ l *treeLayer }

func (x *treeLayerRenderer) Layout(fyne.Size)             { x.l.update() }
func (x *treeLayerRenderer) MinSize() fyne.Size           { return x.l.MinSize() }
func (x *treeLayerRenderer) Objects() []fyne.CanvasObject { return x.l.objs }
func (x *treeLayerRenderer) Destroy()                     {}

// Refresh makes every row take its colours anew when the theme has changed.
func (x *treeLayerRenderer) Refresh() {
	if now := lookNow(); now != x.l.look {
		x.l.look = now
		for _, w := range x.l.rows {
			w.stale = true
		}
	}
	x.l.update()
}
