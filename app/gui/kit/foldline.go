package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// FoldLineHeight is the height of a FoldLine.
const FoldLineHeight float32 = 48

// FoldLine is a message folded to one line: a face, a name, the first words and
// a date. A click, Enter or Space opens it.
type FoldLine struct {
	widget.BaseWidget

	OnOpen func()
	// OnRune and OnKey get keys the line has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	face           fyne.CanvasObject
	name, text     string
	date           string
	bold, files    bool
	hover, focused bool

	back, edge, ring       *canvas.Rectangle
	nameOf, textOf, dateOf *canvas.Text
	clip                   *canvas.Image
	fit                    fitter
}

// NewFoldLine is a line with a face at its left.
func NewFoldLine(face fyne.CanvasObject) *FoldLine {
	l := &FoldLine{face: face, clip: &canvas.Image{FillMode: canvas.ImageFillContain}}
	l.back, l.edge, l.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	l.ring.StrokeWidth, l.ring.CornerRadius = 1.5, Radius
	l.nameOf, l.textOf, l.dateOf = canvas.NewText("", nil), canvas.NewText("", nil), canvas.NewText("", nil)
	l.nameOf.TextSize, l.textOf.TextSize, l.dateOf.TextSize = TextNormal, TextNormal, TextSmall
	l.ExtendBaseWidget(l)
	return l
}

// Set says what the line shows; bold is for what is not read, files for one with
// attachments.
func (l *FoldLine) Set(name, text, date string, bold, files bool) {
	l.name, l.text, l.date, l.bold, l.files = name, text, date, bold, files
	l.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (l *FoldLine) MinSize() fyne.Size { return fyne.NewSize(160, FoldLineHeight) }

// Tapped implements fyne.Tappable.
func (l *FoldLine) Tapped(*fyne.PointEvent) {
	if l.OnOpen != nil {
		l.OnOpen()
	}
}

// Cursor implements desktop.Cursorable.
func (l *FoldLine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (l *FoldLine) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost implements fyne.Focusable.
func (l *FoldLine) FocusLost() { l.focused = false; l.Refresh() }

// TypedRune hands single-letter commands to the owner.
func (l *FoldLine) TypedRune(r rune) { passRune(l.OnRune, r) }

// TypedKey opens the message.
func (l *FoldLine) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.Tapped(nil)
	default:
		passKey(l.OnKey, e)
	}
}

// MouseIn implements desktop.Hoverable.
func (l *FoldLine) MouseIn(*desktop.MouseEvent) { l.hover = true; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *FoldLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *FoldLine) MouseOut() { l.hover = false; l.Refresh() }

// CreateRenderer implements fyne.Widget.
func (l *FoldLine) CreateRenderer() fyne.WidgetRenderer {
	x := &foldLineRenderer{l}
	x.paint()
	return x
}

type foldLineRenderer struct{ l *FoldLine }

func (x *foldLineRenderer) MinSize() fyne.Size { return x.l.MinSize() }
func (x *foldLineRenderer) Destroy()           {}
func (x *foldLineRenderer) Objects() []fyne.CanvasObject {
	l := x.l
	return []fyne.CanvasObject{l.back, l.edge, l.face, l.nameOf, l.textOf, l.clip, l.dateOf, l.ring}
}

// Layout gives the date its room first, then the name, then the words.
func (x *foldLineRenderer) Layout(s fyne.Size) {
	l := x.l
	l.back.Resize(s)
	l.edge.Resize(fyne.NewSize(s.Width, 1))
	l.ring.Move(fyne.NewPos(Space1, 3))
	l.ring.Resize(fyne.NewSize(s.Width-2*Space1, s.Height-5))
	const face = 28
	l.face.Resize(fyne.NewSquareSize(face))
	l.face.Move(fyne.NewPos(Space6+6, (s.Height-face)/2)) // its middle where that of an open card is
	put := func(t *canvas.Text, value string, at, room float32) float32 {
		t.Text = l.fit.fit(value, room, t.TextSize, t.TextStyle)
		size := t.MinSize()
		t.Move(fyne.NewPos(at, (s.Height-size.Height)/2))
		t.Resize(size)
		return size.Width
	}
	right := s.Width - Space4
	right -= textSize(oneLine(l.date), TextSmall, plainStyle).Width
	put(l.dateOf, l.date, right, s.Width)
	if l.clip.Hidden = !l.files; l.files {
		right -= 14 + Space2
		l.clip.Resize(fyne.NewSquareSize(14))
		l.clip.Move(fyne.NewPos(right, (s.Height-14)/2))
	}
	left := Space6 + 40 + Space3
	room := max(0, right-Space3-left)
	width := put(l.nameOf, l.name, left, min(room, max(room*0.4, 120)))
	rest := room - width - Space3
	l.textOf.Hidden = rest < 60
	put(l.textOf, l.text, left+width+Space3, max(0, rest))
}

func (x *foldLineRenderer) paint() {
	l := x.l
	l.back.FillColor, l.edge.FillColor = colour(ColorPaper), colour(ColorLine)
	if l.hover {
		l.back.FillColor = blend(colour(ColorPaper), colour(ColorHover))
	}
	l.ring.StrokeColor, l.ring.Hidden = colour(ColorFocusRing), !l.focused
	l.nameOf.Color, l.textOf.Color, l.dateOf.Color = colour(ColorText), colour(ColorDim), colour(ColorDim)
	l.nameOf.TextStyle.Bold = l.bold
	setIcon(l.clip, IconAttachment, ColorDim)
}

func (x *foldLineRenderer) Refresh() {
	x.paint()
	x.Layout(x.l.Size())
	canvas.Refresh(x.l)
}
