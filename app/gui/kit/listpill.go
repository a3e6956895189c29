package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/lang"
)

// arrivedPill says how many messages came above what is in sight. A click goes
// there.
type arrivedPill struct {
	widget.BaseWidget
	l     *MessageList
	shown int
	hover bool
	back  *canvas.Rectangle
	icon  *canvas.Image
	text  *canvas.Text
}

func newArrivedPill(l *MessageList) *arrivedPill {
	p := &arrivedPill{l: l, back: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.Transparent)}
	p.icon = &canvas.Image{FillMode: canvas.ImageFillContain}
	p.text.TextSize, p.text.TextStyle.Bold = TextSmall, true
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

// place shows the pill in the middle of the upper edge, while there is
// something to tell.
func (p *arrivedPill) place() {
	n := p.l.arrived
	if n == 0 {
		p.shown = 0
		p.Hide()
		return
	}
	if n != p.shown {
		p.shown = n
		p.text.Text = lang.N(n, "{n} new", "{n} new")
		p.Refresh()
	}
	size := p.MinSize()
	p.Resize(size)
	p.Move(fyne.NewPos((p.l.Size().Width-size.Width)/2, p.l.layer.Position().Y+float32(p.l.covered())+Space2))
	p.Show()
}

// MinSize implements fyne.CanvasObject.
func (p *arrivedPill) MinSize() fyne.Size {
	return fyne.NewSize(textSize(p.text.Text, TextSmall, boldStyle).Width+Space3*2+18, 28)
}

// Tapped goes to the newest.
func (p *arrivedPill) Tapped(*fyne.PointEvent) { p.l.ShowTop() }

// MouseDown keeps the keyboard in the list.
func (p *arrivedPill) MouseDown(*desktop.MouseEvent) { focus(p.l) }

// MouseUp implements desktop.Mouseable.
func (p *arrivedPill) MouseUp(*desktop.MouseEvent) {}

// MouseIn implements desktop.Hoverable.
func (p *arrivedPill) MouseIn(*desktop.MouseEvent) { p.hover = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *arrivedPill) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *arrivedPill) MouseOut() { p.hover = false; p.Refresh() }

// CreateRenderer implements fyne.Widget.
func (p *arrivedPill) CreateRenderer() fyne.WidgetRenderer { return &arrivedPillRenderer{p} }

type arrivedPillRenderer struct{ p *arrivedPill }

func (x *arrivedPillRenderer) MinSize() fyne.Size { return x.p.MinSize() }
func (x *arrivedPillRenderer) Destroy()           {}
func (x *arrivedPillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.p.back, x.p.icon, x.p.text}
}

func (x *arrivedPillRenderer) Layout(s fyne.Size) {
	p := x.p
	p.back.Resize(s)
	p.back.CornerRadius = s.Height / 2
	p.icon.Resize(fyne.NewSquareSize(14))
	p.icon.Move(fyne.NewPos(Space3-2, (s.Height-14)/2))
	t := textSize(p.text.Text, TextSmall, boldStyle)
	p.text.Resize(t)
	p.text.Move(fyne.NewPos(Space3+16, (s.Height-t.Height)/2))
}

func (x *arrivedPillRenderer) Refresh() {
	p := x.p
	p.back.FillColor, p.text.Color = colour(ColorAccent), colour(ColorOnAccent)
	if p.hover {
		p.back.FillColor = blend(p.back.FillColor, colour(ColorHover))
	}
	setIcon(p.icon, IconChevronUp, ColorOnAccent)
	x.Layout(p.Size())
	canvas.Refresh(p)
}
