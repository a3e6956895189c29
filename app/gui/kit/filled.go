package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// filled is content on a background of the theme, which it follows.
type filled struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tint    fyne.ThemeColorName
	back    *canvas.Rectangle
}

// Filled puts content on a colour of the theme, edge to edge.
func Filled(content fyne.CanvasObject, tint fyne.ThemeColorName) fyne.CanvasObject {
	return newFilled(content, tint)
}

func newFilled(content fyne.CanvasObject, tint fyne.ThemeColorName) *filled {
	f := &filled{content: content, tint: tint, back: canvas.NewRectangle(colour(tint))}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer implements fyne.Widget.
func (f *filled) CreateRenderer() fyne.WidgetRenderer { return &filledRenderer{f} }

type filledRenderer struct{ f *filled }

func (x *filledRenderer) Layout(s fyne.Size) { x.f.back.Resize(s); x.f.content.Resize(s) }
func (x *filledRenderer) MinSize() fyne.Size { return x.f.content.MinSize() }
func (x *filledRenderer) Destroy()           {}
func (x *filledRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.f.back, x.f.content}
}
func (x *filledRenderer) Refresh() {
	x.f.back.FillColor = colour(x.f.tint)
	canvas.Refresh(x.f)
}
