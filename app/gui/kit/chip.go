package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/lang"
)

const chipHeight float32 = 26

// chip is a person in an address field: a name in a pill, with a cross to take
// it out. One that cannot be written to is red; one with something to think of
// first has a mark, and says it in its tooltip.
type chip struct {
	widget.BaseWidget
	f        *AddressField
	person   Recipient
	note     string // what to think of before writing there
	selected bool
	hover    bool
	mods     fyne.KeyModifier // held at the last press
	tapped   time.Time
	dragged  bool
	dragAt   fyne.Position
	wide     float32 // as it would like to be; 0: not measured

	back  *canvas.Rectangle
	text  *canvas.Text
	mark  *canvas.Image
	cross *canvas.Image
	fit   fitter
}

func newChip(f *AddressField, r Recipient) *chip {
	c := &chip{f: f, person: r}
	c.back, c.text = canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Transparent)
	c.back.CornerRadius, c.text.TextSize = chipHeight/2, 13
	c.mark, c.cross = &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	c.review()
	c.ExtendBaseWidget(c)
	return c
}

// review asks again what to think of first.
func (c *chip) review() {
	note := ""
	if c.f.Note != nil && c.person.Problem == "" {
		note = c.f.Note(c.person)
	}
	if note != c.note {
		c.note, c.wide = note, 0
	}
}

// maxChip keeps a pasted monster from taking the whole window.
const maxChip float32 = 280

// chipMark is the mark's size, and the gap behind it.
const chipMark float32 = 14

func (c *chip) marked() bool { return c.note != "" || c.person.Problem != "" }

// left is where the name begins.
func (c *chip) left() float32 {
	if c.marked() {
		return Space2 + chipMark + Space1
	}
	return Space3
}

// MinSize implements fyne.CanvasObject.
func (c *chip) MinSize() fyne.Size {
	if c.wide == 0 {
		c.wide = min(textSize(oneLine(cutText(c.person.String(), maxFitBytes)), 13, plainStyle).Width+c.left()+16+10, maxChip)
	}
	return fyne.NewSize(c.wide, chipHeight)
}

// cutText bounds a text; it may end in half a character, which is not shown.
func cutText(s string, n int) string { return s[:min(len(s), n)] }

func (c *chip) onCross(p fyne.Position) bool { return p.X >= c.Size().Width-24 }

// MouseDown selects at once. The field keeps its chips while it loses the keyboard.
func (c *chip) MouseDown(e *desktop.MouseEvent) {
	c.f.holding = c.f.entry.focused
	c.mods = e.Modifier
	if !c.onCross(e.Position) {
		c.f.press(c, e.Modifier)
	}
}

// MouseUp implements desktop.Mouseable.
func (c *chip) MouseUp(*desktop.MouseEvent) {}

// Tapped removes at the cross; twice in a row opens the address for editing.
func (c *chip) Tapped(e *fyne.PointEvent) {
	c.hideTip()
	switch {
	case c.onCross(e.Position):
		c.f.removeAll([]*chip{c})
	case c.mods != 0:
	case time.Since(c.tapped) < fyne.CurrentApp().Driver().DoubleTapDelay():
		c.f.edit(c)
	default:
		c.tapped = time.Now()
		c.f.selectOnly(c)
	}
	c.f.FocusEntry()
}

// TappedSecondary asks for the menu of the selected chips.
func (c *chip) TappedSecondary(e *fyne.PointEvent) {
	c.hideTip()
	c.f.FocusEntry()
	c.f.menu(e.AbsolutePosition)
}

// Dragged follows the pointer with the selected people.
func (c *chip) Dragged(e *fyne.DragEvent) {
	c.dragged, c.dragAt = true, e.AbsolutePosition
	c.f.drag(e.AbsolutePosition)
}

// DragEnd drops them.
func (c *chip) DragEnd() {
	if c.dragged {
		c.dragged = false
		c.f.drop(c.dragAt)
	}
}

func (c *chip) tip() string {
	switch {
	case c.person.Problem != "":
		return c.person.Problem + " " + lang.T("Double click to change it.")
	case c.note != "" && c.person.Name != "":
		return c.person.Address + " – " + c.note
	case c.note != "":
		return c.note
	}
	return c.person.Address
}

// MouseIn shows the whole address as tooltip, or what is the matter with it.
func (c *chip) MouseIn(*desktop.MouseEvent) {
	c.hover = true
	if s := stageOf(c); s != nil {
		s.showTooltip(c, c.tip())
	}
	c.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (c *chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *chip) MouseOut() {
	c.hover = false
	c.hideTip()
	c.Refresh()
}

func (c *chip) hideTip() {
	if s := stageOf(c); s != nil {
		s.hideTooltip()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{c}
	r.paint()
	return r
}

type chipRenderer struct{ c *chip }

func (x *chipRenderer) MinSize() fyne.Size { return x.c.MinSize() }
func (x *chipRenderer) Destroy()           {}
func (x *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.c.back, x.c.mark, x.c.text, x.c.cross}
}

func (x *chipRenderer) Layout(s fyne.Size) {
	c := x.c
	c.back.Resize(s)
	c.mark.Resize(fyne.NewSquareSize(chipMark))
	c.mark.Move(fyne.NewPos(Space2, (s.Height-chipMark)/2))
	room := s.Width - c.left() - 16 - 10
	c.text.Text = c.fit.fit(c.person.String(), room+1, 13, plainStyle)
	h := c.text.MinSize().Height
	c.text.Move(fyne.NewPos(c.left(), (s.Height-h)/2))
	c.text.Resize(fyne.NewSize(room, h))
	c.cross.Resize(fyne.NewSquareSize(14))
	c.cross.Move(fyne.NewPos(s.Width-14-8, (s.Height-14)/2))
}

func (x *chipRenderer) paint() {
	c := x.c
	fg, bg, mark, icon := ColorText, ColorBadge, ColorWarning, IconWarning
	if c.person.Problem != "" {
		fg, bg, mark, icon = ColorError, ColorErrorSoft, ColorError, IconError
	}
	if c.selected {
		fg, bg, mark = ColorOnAccent, ColorAccent, ColorOnAccent
	}
	c.text.Color, c.back.FillColor = colour(fg), colour(bg)
	if c.hover {
		c.back.FillColor = blend(c.back.FillColor, colour(ColorHover))
	}
	c.mark.Hidden = !c.marked()
	setIcon(c.mark, icon, mark)
	setIcon(c.cross, IconClose, fg)
}

func (x *chipRenderer) Refresh() {
	x.paint()
	x.Layout(x.c.Size())
	canvas.Refresh(x.c)
}
