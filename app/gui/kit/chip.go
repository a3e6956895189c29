package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const chipHeight float32 = 26

// Chip is a person in an address field: a name in a pill, with a cross to take
// it out. One that cannot be written to is red.
type Chip struct {
	widget.BaseWidget
	person   Recipient
	remove   func()
	edit     func()
	selected bool
	hover    bool

	back  *canvas.Rectangle
	text  *canvas.Text
	cross *canvas.Image
	fit   fitter
}

func newChip(r Recipient, remove, edit func()) *Chip {
	c := &Chip{person: r, remove: remove, edit: edit}
	c.back, c.text = canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Transparent)
	c.back.CornerRadius, c.text.TextSize = chipHeight/2, 13
	c.cross = &canvas.Image{FillMode: canvas.ImageFillContain}
	c.ExtendBaseWidget(c)
	return c
}

// maxChip keeps a pasted monster from taking the whole window.
const maxChip float32 = 280

// MinSize implements fyne.CanvasObject.
func (c *Chip) MinSize() fyne.Size {
	w := textSize(oneLine(c.person.String()), 13, plainStyle).Width + Space3 + 16 + 10
	return fyne.NewSize(min(w, maxChip), chipHeight)
}

// Tapped removes at the cross; elsewhere it opens the address for editing.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	if e.Position.X >= c.Size().Width-24 {
		c.remove()
		return
	}
	c.edit()
}

// MouseIn shows the whole address as tooltip.
func (c *Chip) MouseIn(*desktop.MouseEvent) {
	c.hover = true
	tip := c.person.Address
	if !c.person.Valid {
		tip = "This is not an address mail can be sent to"
	}
	if s := stageOf(c); s != nil {
		s.showTooltip(c, tip)
	}
	c.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (c *Chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *Chip) MouseOut() {
	c.hover = false
	if s := stageOf(c); s != nil {
		s.hideTooltip()
	}
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{c}
	r.paint()
	return r
}

type chipRenderer struct{ c *Chip }

func (x *chipRenderer) MinSize() fyne.Size { return x.c.MinSize() }
func (x *chipRenderer) Destroy()           {}
func (x *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.c.back, x.c.text, x.c.cross}
}

func (x *chipRenderer) Layout(s fyne.Size) {
	c := x.c
	c.back.Resize(s)
	room := s.Width - Space3 - 16 - 10
	c.text.Text = c.fit.fit(c.person.String(), room+1, 13, plainStyle)
	h := c.text.MinSize().Height
	c.text.Move(fyne.NewPos(Space3, (s.Height-h)/2))
	c.text.Resize(fyne.NewSize(room, h))
	c.cross.Resize(fyne.NewSquareSize(14))
	c.cross.Move(fyne.NewPos(s.Width-14-8, (s.Height-14)/2))
}

func (x *chipRenderer) paint() {
	c := x.c
	fg, bg := ColorText, ColorBadge
	if !c.person.Valid {
		fg, bg = ColorError, ColorErrorSoft
	}
	if c.selected {
		fg, bg = ColorOnAccent, ColorAccent
	}
	c.text.Color, c.back.FillColor = colour(fg), colour(bg)
	if c.hover {
		c.back.FillColor = blend(c.back.FillColor, colour(ColorHover))
	}
	setIcon(c.cross, IconClose, fg)
}

func (x *chipRenderer) Refresh() {
	x.paint()
	x.Layout(x.c.Size())
	canvas.Refresh(x.c)
}
