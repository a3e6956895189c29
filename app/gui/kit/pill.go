package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/lang"
)

// Pill says that something is set which is not usual, and takes it off at its
// cross. A click elsewhere, or Enter, opens what sets it; Delete takes it off.
type Pill struct {
	widget.BaseWidget
	// OnKey gets keys the pill has no use for.
	OnKey func(e *fyne.KeyEvent)

	icon   IconName
	label  string
	open   func()
	remove func()

	hover, focused bool
	back, ring     *canvas.Rectangle
	image, cross   *canvas.Image
	text           *canvas.Text
	fit            fitter
}

const (
	pillHeight float32 = 24
	pillIcon   float32 = 14
	maxPill    float32 = 260
)

// NewPill is a pill; open may be nil where there is nothing to open.
func NewPill(icon IconName, label string, open, remove func()) *Pill {
	p := &Pill{icon: icon, label: oneLine(label), open: open, remove: remove}
	p.back, p.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	p.back.CornerRadius, p.ring.CornerRadius, p.ring.StrokeWidth = pillHeight/2, pillHeight/2, 1.5
	p.text = canvas.NewText("", color.Transparent)
	p.text.TextSize = TextSmall
	p.image, p.cross = &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	p.ExtendBaseWidget(p)
	return p
}

// Label is what it says.
func (p *Pill) Label() string { return p.label }

// Remove takes off what it stands for.
func (p *Pill) Remove() { p.remove() }

// MinSize implements fyne.CanvasObject.
func (p *Pill) MinSize() fyne.Size {
	w := textSize(p.label, TextSmall, plainStyle).Width + 2*Space2 + 2*pillIcon + 2*Space1
	return fyne.NewSize(min(w, maxPill), pillHeight)
}

// Tapped implements fyne.Tappable.
func (p *Pill) Tapped(e *fyne.PointEvent) {
	switch {
	case e.Position.X >= p.Size().Width-pillIcon-2*Space1-2:
		p.remove()
	case p.open != nil:
		p.open()
	}
}

// FocusGained implements fyne.Focusable.
func (p *Pill) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost implements fyne.Focusable.
func (p *Pill) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (p *Pill) TypedRune(rune) {}

// TypedKey opens, or takes off.
func (p *Pill) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if p.open != nil {
			p.open()
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		p.remove()
	default:
		if p.OnKey != nil {
			p.OnKey(e)
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (p *Pill) MouseIn(*desktop.MouseEvent) {
	p.hover = true
	if s := stageOf(p); s != nil && p.MinSize().Width >= maxPill {
		s.showTooltip(p, p.label)
	}
	p.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (p *Pill) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *Pill) MouseOut() {
	p.hover = false
	if s := stageOf(p); s != nil {
		s.hideTooltip()
	}
	p.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string {
	return lang.T("{label}, Delete takes it off", "label", p.label)
}

// AccessibilityRole implements fyne.Accessible.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	r := &pillRenderer{p}
	r.paint()
	return r
}

type pillRenderer struct{ p *Pill }

func (x *pillRenderer) MinSize() fyne.Size { return x.p.MinSize() }
func (x *pillRenderer) Destroy()           {}
func (x *pillRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.p.back, x.p.image, x.p.text, x.p.cross, x.p.ring}
}

func (x *pillRenderer) Layout(s fyne.Size) {
	p := x.p
	p.back.Resize(s)
	p.ring.Resize(s)
	place := func(i *canvas.Image, left float32) {
		i.Resize(fyne.NewSquareSize(pillIcon))
		i.Move(fyne.NewPos(left, (s.Height-pillIcon)/2))
	}
	place(p.image, Space2)
	place(p.cross, s.Width-pillIcon-Space2)
	left := Space2 + pillIcon + Space1
	room := s.Width - 2*left
	p.text.Text = p.fit.fit(p.label, room+1, TextSmall, plainStyle)
	h := p.text.MinSize().Height
	p.text.Move(fyne.NewPos(left, (s.Height-h)/2))
	p.text.Resize(fyne.NewSize(room, h))
}

func (x *pillRenderer) paint() {
	p := x.p
	p.text.Color, p.back.FillColor = colour(ColorText), colour(ColorAccentSoft)
	if p.hover {
		p.back.FillColor = blend(p.back.FillColor, colour(ColorHover))
	}
	p.ring.StrokeColor, p.ring.Hidden = colour(ColorFocusRing), !p.focused
	setIcon(p.image, p.icon, ColorAccent)
	setIcon(p.cross, IconClose, ColorDim)
}

func (x *pillRenderer) Refresh() {
	x.paint()
	x.Layout(x.p.Size())
	canvas.Refresh(x.p)
}
