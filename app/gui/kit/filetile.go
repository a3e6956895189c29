package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/lang"
)

// Icons of files by their kind.
const (
	IconFileText     IconName = "file-text"
	IconFileCode     IconName = "file-code"
	IconFileTable    IconName = "file-table"
	IconFileCalendar IconName = "file-calendar"
	IconFileContact  IconName = "file-contact"
	IconFileMessage  IconName = "file-message"
	IconFileArchive  IconName = "file-archive"
	IconFileSound    IconName = "file-sound"
	IconFileVideo    IconName = "file-video"
	IconFileProgram  IconName = "file-program"
	IconFileDisk     IconName = "file-disk"
	IconFileKey      IconName = "file-key"
)

const (
	fileTileWidth  float32 = 164
	fileTileHeight float32 = 46
	fileTileSave   float32 = 34 // the part at the right that saves
)

// FileTile is a file with an icon, a name and a line about it. A click or Enter
// opens it, its right end or Ctrl+S saves it, and it has a menu. What is to be
// careful about is marked.
type FileTile struct {
	widget.BaseWidget

	OnOpen func()
	OnSave func()
	OnMenu func(at fyne.Position)
	// OnRune and OnKey get keys the tile has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	sideIcon IconName
	sideTip  string

	name, about, tip string
	icon             IconName
	tone             Tone
	hover, onSave    bool
	focused          bool

	back, ring, under *canvas.Rectangle
	image, save       *canvas.Image
	title, line       *canvas.Text
	fitName, fitAbout fitter
}

// NewFileTile is a tile of a file.
func NewFileTile(name string) *FileTile {
	t := &FileTile{name: name, icon: IconFile, sideIcon: IconSave, sideTip: lang.T("Save… (Ctrl+S)")}
	rect := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	t.back, t.ring, t.under = rect(), rect(), rect()
	t.back.CornerRadius, t.under.CornerRadius, t.ring.CornerRadius, t.ring.StrokeWidth = Radius, Radius, Radius+1, 1.5
	t.image, t.save = &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	t.title, t.line = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	t.title.TextSize, t.line.TextSize = 13, TextSmall
	t.ExtendBaseWidget(t)
	return t
}

// Set says what the file is: its icon, the line below the name, how careful to
// be, and what is shown while the pointer rests on it.
func (t *FileTile) Set(icon IconName, about string, tone Tone, tip string) {
	t.icon, t.about, t.tone, t.tip = icon, about, tone, tip
	t.Refresh()
}

// SetSide makes the right end something else than saving: what OnSave does then.
func (t *FileTile) SetSide(icon IconName, tip string) {
	t.sideIcon, t.sideTip = icon, tip
	t.Refresh()
}

// About is the line below the name.
func (t *FileTile) About() string { return t.about }

// Name is the file's name.
func (t *FileTile) Name() string { return t.name }

// MinSize implements fyne.CanvasObject.
func (t *FileTile) MinSize() fyne.Size { return fyne.NewSize(fileTileWidth, fileTileHeight) }

func call(f func()) {
	if f != nil {
		f()
	}
}

// Tapped opens the file, or saves it.
func (t *FileTile) Tapped(e *fyne.PointEvent) {
	t.tipOff()
	focus(t)
	if e.Position.X >= t.Size().Width-fileTileSave {
		call(t.OnSave)
		return
	}
	call(t.OnOpen)
}

// TappedSecondary opens the menu.
func (t *FileTile) TappedSecondary(e *fyne.PointEvent) {
	t.tipOff()
	focus(t)
	t.menu(e.AbsolutePosition)
}

func (t *FileTile) menu(at fyne.Position) {
	if t.OnMenu != nil {
		t.OnMenu(at)
	}
}

// FocusGained implements fyne.Focusable.
func (t *FileTile) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *FileTile) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune hands single-letter commands to the owner.
func (t *FileTile) TypedRune(r rune) { passRune(t.OnRune, r) }

// TypedKey opens the file or its menu.
func (t *FileTile) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter, e.Name == fyne.KeySpace:
		call(t.OnOpen)
	case isMenuKey(e, keyModifiers()):
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
		t.menu(at.AddXY(Space3, t.Size().Height))
	default:
		passKey(t.OnKey, e)
	}
}

// TypedShortcut saves with Ctrl+S.
func (t *FileTile) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.KeyName == fyne.KeyS && c.Modifier == fyne.KeyModifierShortcutDefault {
		call(t.OnSave)
		return
	}
	forwardShortcut(t, s)
}

// MouseIn implements desktop.Hoverable.
func (t *FileTile) MouseIn(e *desktop.MouseEvent) {
	t.hover = true
	t.MouseMoved(e)
	t.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (t *FileTile) MouseMoved(e *desktop.MouseEvent) {
	on := e.Position.X >= t.Size().Width-fileTileSave
	if s := stageOf(t); s != nil {
		s.showTooltip(t, map[bool]string{true: t.sideTip, false: t.tip}[on])
	}
	if on != t.onSave {
		t.onSave = on
		t.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (t *FileTile) MouseOut() {
	t.hover, t.onSave = false, false
	t.tipOff()
	t.Refresh()
}

func (t *FileTile) tipOff() {
	if s := stageOf(t); s != nil {
		s.hideTooltip()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *FileTile) CreateRenderer() fyne.WidgetRenderer {
	r := &fileTileRenderer{t}
	r.paint()
	return r
}

type fileTileRenderer struct{ t *FileTile }

func (x *fileTileRenderer) MinSize() fyne.Size { return x.t.MinSize() }
func (x *fileTileRenderer) Destroy()           {}
func (x *fileTileRenderer) Objects() []fyne.CanvasObject {
	t := x.t
	return []fyne.CanvasObject{t.back, t.under, t.image, t.title, t.line, t.save, t.ring}
}

func (x *fileTileRenderer) Layout(s fyne.Size) {
	t := x.t
	t.back.Resize(s)
	t.ring.Resize(s)
	t.image.Resize(fyne.NewSquareSize(22))
	t.image.Move(fyne.NewPos(Space3-2, (s.Height-22)/2))
	left := Space3 + 22 + Space2
	room := s.Width - left - fileTileSave
	t.title.Text = t.fitted(room)
	t.line.Text = t.fitAbout.fit(t.about, room, t.line.TextSize, plainStyle)
	above, below := t.title.MinSize().Height, t.line.MinSize().Height
	top := (s.Height - above - below + 2) / 2
	t.title.Move(fyne.NewPos(left, top))
	t.title.Resize(fyne.NewSize(room, above))
	t.line.Move(fyne.NewPos(left, top+above-2))
	t.line.Resize(fyne.NewSize(room, below))
	t.under.Resize(fyne.NewSquareSize(28))
	t.under.Move(fyne.NewPos(s.Width-28-4, (s.Height-28)/2))
	t.save.Resize(fyne.NewSquareSize(18))
	t.save.Move(fyne.NewPos(s.Width-18-9, (s.Height-18)/2))
}

// fitted is the name in its room, cut in the middle: its end says what it is.
func (t *FileTile) fitted(room float32) string {
	const tail = 9 // characters that stay
	r := []rune(t.name)
	if len(r) <= 2*tail || textSize(t.name, t.title.TextSize, plainStyle).Width <= room {
		return t.fitName.fit(t.name, room, t.title.TextSize, plainStyle)
	}
	end := string(r[len(r)-tail:])
	return t.fitName.fit(string(r[:len(r)-tail]), room-textSize(end, t.title.TextSize, plainStyle).Width, t.title.TextSize, plainStyle) + end
}

func (x *fileTileRenderer) paint() {
	t := x.t
	back, tint, line := ColorBar, ColorDim, ColorDim
	switch t.tone {
	case ToneWarning:
		back, tint, line = ColorWarningSoft, ColorWarning, ColorWarning
	case ToneError:
		back, tint, line = ColorErrorSoft, ColorError, ColorError
	}
	t.back.FillColor = colour(back)
	if t.hover && !t.onSave {
		t.back.FillColor = blend(t.back.FillColor, colour(ColorHover))
	}
	t.under.FillColor = color.Transparent
	if t.onSave {
		t.under.FillColor = colour(ColorHover)
	}
	t.title.Color, t.line.Color = colour(ColorText), colour(line)
	t.ring.StrokeColor, t.ring.Hidden = colour(ColorFocusRing), !t.focused
	setIcon(t.image, t.icon, tint)
	setIcon(t.save, t.sideIcon, ColorDim)
}

func (x *fileTileRenderer) Refresh() {
	x.paint()
	x.Layout(x.t.Size())
	canvas.Refresh(x.t)
}
