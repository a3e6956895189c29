package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// fieldIcon is a small button inside a field, for the pointer only: Tab goes
// from field to field and never stops at it.
type fieldIcon struct {
	widget.BaseWidget
	tapped  func()
	icon    IconName
	tooltip string
	hover   bool
	back    *canvas.Rectangle
	image   *canvas.Image
}

func newFieldIcon(icon IconName, tooltip string, tapped func()) *fieldIcon {
	f := &fieldIcon{tapped: tapped, icon: icon, tooltip: tooltip}
	f.back = canvas.NewRectangle(color.Transparent)
	f.back.CornerRadius = Radius
	f.image = &canvas.Image{FillMode: canvas.ImageFillContain}
	f.ExtendBaseWidget(f)
	return f
}

func (f *fieldIcon) setIcon(icon IconName) {
	f.icon = icon
	f.Refresh()
}

// Tapped implements fyne.Tappable.
func (f *fieldIcon) Tapped(*fyne.PointEvent) { f.tapped() }

// Cursor implements desktop.Cursorable.
func (f *fieldIcon) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// MouseIn implements desktop.Hoverable.
func (f *fieldIcon) MouseIn(*desktop.MouseEvent) {
	if s := stageOf(f); s != nil {
		s.showTooltip(f, f.tooltip)
	}
	f.hover = true
	f.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (f *fieldIcon) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (f *fieldIcon) MouseOut() {
	if s := stageOf(f); s != nil {
		s.hideTooltip()
	}
	f.hover = false
	f.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (f *fieldIcon) CreateRenderer() fyne.WidgetRenderer {
	r := &fieldIconRenderer{f}
	r.paint()
	return r
}

type fieldIconRenderer struct{ f *fieldIcon }

func (x *fieldIconRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(28) }
func (x *fieldIconRenderer) Destroy()           {}
func (x *fieldIconRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.f.back, x.f.image}
}

func (x *fieldIconRenderer) Layout(s fyne.Size) {
	x.f.back.Resize(s)
	x.f.image.Resize(fyne.NewSquareSize(18))
	x.f.image.Move(fyne.NewPos((s.Width-18)/2, (s.Height-18)/2))
}

func (x *fieldIconRenderer) Refresh() {
	x.paint()
	canvas.Refresh(x.f)
}

func (x *fieldIconRenderer) paint() {
	x.f.back.FillColor = color.Transparent
	if x.f.hover {
		x.f.back.FillColor = colour(ColorHover)
	}
	setIcon(x.f.image, x.f.icon, ColorText)
}
