package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Picture is an icon of the family at a size and in a colour of the theme.
type Picture struct {
	widget.BaseWidget
	name  IconName
	tint  fyne.ThemeColorName
	size  float32
	image *canvas.Image
}

// NewPicture shows an icon.
func NewPicture(name IconName, size float32, tint fyne.ThemeColorName) *Picture {
	p := &Picture{name: name, size: size, tint: tint, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows another icon or another colour.
func (p *Picture) Set(name IconName, tint fyne.ThemeColorName) {
	if p.name != name || p.tint != tint {
		p.name, p.tint = name, tint
		p.Refresh()
	}
}

// MinSize implements fyne.CanvasObject.
func (p *Picture) MinSize() fyne.Size { return fyne.NewSquareSize(p.size) }

// CreateRenderer implements fyne.Widget.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	setIcon(p.image, p.name, p.tint)
	return &pictureRenderer{p}
}

type pictureRenderer struct{ p *Picture }

func (x *pictureRenderer) MinSize() fyne.Size           { return x.p.MinSize() }
func (x *pictureRenderer) Destroy()                     {}
func (x *pictureRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{x.p.image} }
func (x *pictureRenderer) Layout(s fyne.Size) {
	x.p.image.Resize(fyne.NewSquareSize(x.p.size))
	x.p.image.Move(fyne.NewPos((s.Width-x.p.size)/2, (s.Height-x.p.size)/2))
}

func (x *pictureRenderer) Refresh() {
	setIcon(x.p.image, x.p.name, x.p.tint)
	canvas.Refresh(x.p)
}
