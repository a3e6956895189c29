package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// dropRenderer draws a list that drops down from a field: rows of one height,
// below each other on a card.
type dropRenderer struct {
	list fyne.Widget
	back *canvas.Rectangle
	high float32
	rows func() []fyne.CanvasObject // those in use
}

func (x *dropRenderer) MinSize() fyne.Size { return x.list.MinSize() }
func (x *dropRenderer) Destroy()           {}
func (x *dropRenderer) Objects() []fyne.CanvasObject {
	return slices.Concat([]fyne.CanvasObject{x.back}, x.rows())
}

func (x *dropRenderer) Layout(size fyne.Size) {
	x.back.Resize(size)
	for i, row := range x.rows() {
		row.Move(fyne.NewPos(Space1, Space1+float32(i)*x.high))
		row.Resize(fyne.NewSize(size.Width-2*Space1, x.high))
	}
}

func (x *dropRenderer) Refresh() {
	x.back.FillColor, x.back.StrokeColor = colour("menuBackground"), colour(ColorLine)
	x.Layout(x.list.Size())
	for _, row := range x.rows() {
		row.Refresh()
	}
	canvas.Refresh(x.list)
}
