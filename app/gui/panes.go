package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
)

// Widths at which the panes change their number.
const (
	threePanes float32 = 1100
	besidePane float32 = leastTree + leastList + leastReader // all three, the tree at its least
	twoPanes   float32 = 700

	leastTree, leastList, leastReader float32 = 176, 260, 400

	leastHeight float32 = 180 // of the list and the reader, one above the other
)

// pane is one of the three.
type pane int

const (
	treePane pane = iota
	listPane
	readerPane
)

// panes puts the folder tree, the list and the reader side by side with
// dividers that can be dragged; in a narrow window tree and list take turns, in
// a very narrow one all three.
type panes struct {
	widget.BaseWidget

	onResized func() // a divider was let go
	onFolded  func() // fewer panes than three now, or all of them

	tree, list, reader fyne.CanvasObject
	divide             [3]*divider
	treeWidth          float32
	listWidth          float32
	listHeight         float32 // where the reader is below it
	stacked            bool    // the reader is below the list, where there is room
	hideReader         bool
	single             bool // one pane at a time
	double             bool // the reader, and beside it the tree or the list
	front              pane // the one that shows when single, and who has the left when double
}

func newPanes(tree, list, reader fyne.CanvasObject) *panes {
	p := &panes{tree: tree, list: list, reader: reader, front: listPane}
	p.divide[0] = newDivider(p, &p.treeWidth)
	p.divide[1] = newDivider(p, &p.listWidth)
	p.divide[2] = newDivider(p, &p.listHeight)
	p.ExtendBaseWidget(p)
	return p
}

// bring shows a pane where only one has room.
func (p *panes) bring(which pane) {
	if p.front != which {
		p.front = which
		if p.folded() || p.hideReader {
			p.Refresh()
		}
	}
}

// stack puts the reader below the list, or beside it.
func (p *panes) stack(on bool) {
	if p.stacked != on {
		p.stacked = on
		p.Refresh()
	}
}

// folded reports whether not every pane has room.
func (p *panes) folded() bool { return p.single || p.double }

// hide keeps the reader away, or shows it again.
func (p *panes) hide(on bool) {
	p.hideReader = on
	if p.front == readerPane {
		p.front = listPane
	}
	p.Refresh()
}

// covered reports whether the reader has the place of the list.
func (p *panes) covered() bool {
	return p.front == readerPane && (p.single || p.double || p.hideReader)
}

func (p *panes) CreateRenderer() fyne.WidgetRenderer { return &panesRenderer{p} }

type panesRenderer struct{ p *panes }

func (x *panesRenderer) Objects() []fyne.CanvasObject {
	p := x.p
	return []fyne.CanvasObject{p.tree, p.list, p.reader, p.divide[0], p.divide[1], p.divide[2]}
}
func (x *panesRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 240) }
func (x *panesRenderer) Destroy()           {}
func (x *panesRenderer) Refresh() {
	x.Layout(x.p.Size())
	canvas.Refresh(x.p)
}

func (x *panesRenderer) Layout(s fyne.Size) {
	p := x.p
	was := p.folded()
	p.single = s.Width > 0 && s.Width < twoPanes
	p.double = s.Width >= twoPanes && s.Width < besidePane
	p.divide[2].Hide()
	switch {
	case p.single:
		x.one(s)
	case p.double:
		x.two(s)
	case p.stacked && s.Height >= 2*leastHeight:
		x.above(s)
	default:
		x.beside(s)
	}
	if p.hideReader && p.front == readerPane && !p.single {
		p.reader.Show()
		p.reader.Move(p.list.Position())
		p.reader.Resize(p.list.Size())
		p.list.Hide()
	}
	if was != p.folded() && p.onFolded != nil {
		p.onFolded()
	}
}

// two puts the reader beside the tree or the list.
func (x *panesRenderer) two(s fyne.Size) {
	p := x.p
	left := max(leastList, min(p.listWidth, s.Width-leastReader))
	if p.hideReader {
		left = s.Width
	}
	put(p.tree, 0, left, s.Height, p.front == treePane)
	put(p.list, 0, left, s.Height, p.front != treePane)
	put(p.reader, left, s.Width-left, s.Height, !p.hideReader)
	p.divide[0].Hide()
	put(p.divide[1], left-3, 6, s.Height, !p.hideReader)
}

func (x *panesRenderer) one(s fyne.Size) {
	p := x.p
	for which, o := range []fyne.CanvasObject{p.tree, p.list, p.reader} {
		put(o, 0, s.Width, s.Height, pane(which) == p.front)
	}
	p.divide[0].Hide()
	p.divide[1].Hide()
}

func (x *panesRenderer) beside(s fyne.Size) {
	p := x.p
	tree := p.treeWidth
	if s.Width < threePanes {
		tree = leastTree
	}
	list := p.listWidth
	if p.hideReader {
		list = s.Width - tree
	} else {
		list = max(leastList, min(list, s.Width-tree-leastReader))
	}
	put(p.tree, 0, tree, s.Height, true)
	put(p.list, tree, list, s.Height, true)
	put(p.reader, tree+list, s.Width-tree-list, s.Height, !p.hideReader)
	put(p.divide[0], tree-3, 6, s.Height, s.Width >= threePanes)
	put(p.divide[1], tree+list-3, 6, s.Height, !p.hideReader)
}

// above puts the list on top of the reader, and the tree beside both.
func (x *panesRenderer) above(s fyne.Size) {
	p := x.p
	tree := p.treeWidth
	if s.Width < threePanes {
		tree = leastTree
	}
	list := max(leastHeight, min(p.listHeight, s.Height-leastHeight))
	if p.hideReader {
		list = s.Height
	}
	put(p.tree, 0, tree, s.Height, true)
	put(p.list, tree, s.Width-tree, list, true)
	put(p.reader, tree, s.Width-tree, s.Height-list, !p.hideReader)
	p.reader.Move(fyne.NewPos(tree, list))
	put(p.divide[0], tree-3, 6, s.Height, s.Width >= threePanes)
	p.divide[1].Hide()
	put(p.divide[2], tree, s.Width-tree, 6, !p.hideReader)
	p.divide[2].Move(fyne.NewPos(tree, list-3))
}

func put(o fyne.CanvasObject, left, width, height float32, show bool) {
	if !show {
		o.Hide()
		return
	}
	o.Show()
	o.Move(fyne.NewPos(left, 0))
	o.Resize(fyne.NewSize(width, height))
}

// divider is the strip between two panes that can be dragged.
type divider struct {
	widget.BaseWidget
	p     *panes
	width *float32 // of the pane left of it; the height of the one above it
	line  *canvas.Rectangle
	hover bool
}

func newDivider(p *panes, width *float32) *divider {
	d := &divider{p: p, width: width, line: canvas.NewRectangle(color.Transparent)}
	d.ExtendBaseWidget(d)
	return d
}

// level tells a divider between panes that stand one above the other.
func (d *divider) level() bool { return d == d.p.divide[2] }

func (d *divider) Dragged(e *fyne.DragEvent) {
	if d.level() {
		*d.width = max(leastHeight, min(*d.width+e.Dragged.DY, d.p.Size().Height-leastHeight))
		d.p.Refresh()
		return
	}
	least, most := leastTree, float32(400)
	if d == d.p.divide[1] {
		least, most = leastList, max(leastList, d.p.Size().Width-d.p.treeWidth-leastReader)
	}
	*d.width = max(least, min(*d.width+e.Dragged.DX, most))
	d.p.Refresh()
}

func (d *divider) DragEnd() {
	if d.p.onResized != nil {
		d.p.onResized()
	}
}

func (d *divider) Cursor() desktop.Cursor {
	if d.level() {
		return desktop.VResizeCursor
	}
	return desktop.HResizeCursor
}
func (d *divider) MouseIn(*desktop.MouseEvent)    { d.hover = true; d.Refresh() }
func (d *divider) MouseMoved(*desktop.MouseEvent) {}
func (d *divider) MouseOut()                      { d.hover = false; d.Refresh() }

func (d *divider) CreateRenderer() fyne.WidgetRenderer {
	r := &dividerRenderer{widget.NewSimpleRenderer(d.line), d}
	r.paint()
	return r
}

type dividerRenderer struct {
	fyne.WidgetRenderer
	d *divider
}

func (x *dividerRenderer) MinSize() fyne.Size { return fyne.NewSize(6, 6) }
func (x *dividerRenderer) Layout(s fyne.Size) {
	x.d.line.Move(fyne.NewPos(2, 0))
	x.d.line.Resize(fyne.NewSize(2, s.Height))
	if x.d.level() {
		x.d.line.Move(fyne.NewPos(0, 3))
		x.d.line.Resize(fyne.NewSize(s.Width, 1))
	}
}

func (x *dividerRenderer) Refresh() {
	x.paint()
	canvas.Refresh(x.d)
}

func (x *dividerRenderer) paint() {
	x.d.line.FillColor = color.Transparent
	if x.d.level() { // two planes of nearly one colour
		x.d.line.FillColor = x.d.Theme().Color(kit.ColorLine, fyne.CurrentApp().Settings().ThemeVariant())
	}
	if x.d.hover {
		x.d.line.FillColor = x.d.Theme().Color(kit.ColorFocusRing, fyne.CurrentApp().Settings().ThemeVariant())
	}
}
