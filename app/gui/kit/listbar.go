package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	barWidth   float32 = 12 // where the pointer finds the bar
	barThin    float32 = 4
	leastThumb float32 = 28
)

// listBar is the scroll bar of a MessageList. The toolkit's own counts in
// float32, and so cannot show every row of a long list.
type listBar struct {
	widget.BaseWidget
	l     *MessageList
	thumb *canvas.Rectangle
	hover bool
	held  bool
	grip  float32 // where on the thumb it is held
}

func newListBar(l *MessageList) *listBar {
	b := &listBar{l: l, thumb: canvas.NewRectangle(color.Transparent)}
	b.ExtendBaseWidget(b)
	return b
}

// place puts the thumb where the list is.
func (b *listBar) place() {
	page, total := b.Size().Height, b.l.ruler.total()
	if page <= 0 || total <= float64(page) {
		b.thumb.Hide()
		return
	}
	h := b.thumbHeight()
	y := float32(b.l.top / (total - float64(page)) * float64(page-h))
	w := barThin
	if b.hover || b.held {
		w = barWidth - 4
	}
	b.thumb.CornerRadius = w / 2
	b.thumb.FillColor = colour("scrollBar")
	b.thumb.Resize(fyne.NewSize(w, h))
	b.thumb.Move(fyne.NewPos(barWidth-w-2, y))
	b.thumb.Show()
}

func (b *listBar) thumbHeight() float32 {
	page := b.Size().Height
	return min(page, max(leastThumb, float32(float64(page)/b.l.ruler.total()*float64(page))))
}

// MouseDown takes hold of the thumb; elsewhere it goes there.
func (b *listBar) MouseDown(e *desktop.MouseEvent) {
	if b.thumb.Hidden {
		return
	}
	b.held, b.grip = true, e.Position.Y-b.thumb.Position().Y
	if h := b.thumbHeight(); b.grip < 0 || b.grip > h {
		b.grip = h / 2
		b.drag(e.Position.Y)
	}
}

// MouseUp lets go.
func (b *listBar) MouseUp(*desktop.MouseEvent) { b.held = false; b.Refresh() }

// Dragged scrolls.
func (b *listBar) Dragged(e *fyne.DragEvent) {
	if b.held {
		b.drag(e.Position.Y)
	}
}

// DragEnd lets go.
func (b *listBar) DragEnd() { b.held = false; b.Refresh() }

func (b *listBar) drag(y float32) {
	page := b.Size().Height
	if way := page - b.thumbHeight(); way > 0 {
		b.l.scrollTo(float64((y-b.grip)/way) * (b.l.ruler.total() - float64(page)))
	}
}

// MouseIn implements desktop.Hoverable.
func (b *listBar) MouseIn(*desktop.MouseEvent) { b.hover = true; b.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (b *listBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *listBar) MouseOut() { b.hover = false; b.Refresh() }

// CreateRenderer implements fyne.Widget.
func (b *listBar) CreateRenderer() fyne.WidgetRenderer {
	return &listBarRenderer{widget.NewSimpleRenderer(b.thumb), b}
}

type listBarRenderer struct {
	fyne.WidgetRenderer
	b *listBar
}

func (x *listBarRenderer) MinSize() fyne.Size { return fyne.NewSize(barWidth, leastThumb) }
func (x *listBarRenderer) Layout(fyne.Size)   { x.b.place() }
func (x *listBarRenderer) Refresh() {
	x.b.place()
	canvas.Refresh(x.b)
}
