package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// NoteLine is an icon and a sentence beside it, which wraps. It can be a button:
// a click, Enter or Space asks for more.
type NoteLine struct {
	widget.BaseWidget

	OnTapped func() // nil: it only says something
	// OnRune and OnKey get keys the line has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	tone    Tone
	icon    IconName
	hover   bool
	focused bool

	back, ring *canvas.Rectangle
	image      *canvas.Image
	text       *Paragraph
}

// noteIcon is the icon's size, notePad what is left free around.
const (
	noteIcon float32 = 16
	notePad          = Space1
)

// NewNoteLine says text in a tone.
func NewNoteLine(tone Tone, icon IconName, text string) *NoteLine {
	n := &NoteLine{image: &canvas.Image{FillMode: canvas.ImageFillContain}, text: NewParagraph("", TextSmall, ColorDim)}
	n.back, n.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	n.back.CornerRadius, n.ring.CornerRadius, n.ring.StrokeWidth = Radius, Radius, 1.5
	n.ExtendBaseWidget(n)
	n.Set(tone, icon, text)
	return n
}

// Set says something else.
func (n *NoteLine) Set(tone Tone, icon IconName, text string) {
	n.tone, n.icon = tone, icon
	n.text.SetText(oneLine(text))
	n.Refresh()
}

// Text is what is said.
func (n *NoteLine) Text() string { return n.text.Text() }

func (n *NoteLine) left() float32 { return notePad + noteIcon + Space2 }

// MinSize is the height that the text has at the present width.
func (n *NoteLine) MinSize() fyne.Size {
	size := n.text.MinSize()
	return fyne.NewSize(size.Width+n.left()+notePad, max(size.Height, noteIcon)+2*2)
}

// Resize wraps the text anew.
func (n *NoteLine) Resize(s fyne.Size) {
	n.text.Resize(fyne.NewSize(max(1, s.Width-n.left()-notePad), max(0, s.Height-2*2)))
	n.BaseWidget.Resize(s)
}

// Tapped implements fyne.Tappable.
func (n *NoteLine) Tapped(*fyne.PointEvent) {
	if n.OnTapped != nil {
		n.OnTapped()
	}
}

// Cursor implements desktop.Cursorable.
func (n *NoteLine) Cursor() desktop.Cursor {
	if n.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained implements fyne.Focusable.
func (n *NoteLine) FocusGained() { n.focused = n.OnTapped != nil; n.Refresh() }

// FocusLost implements fyne.Focusable.
func (n *NoteLine) FocusLost() { n.focused = false; n.Refresh() }

// TypedRune hands single-letter commands to the owner.
func (n *NoteLine) TypedRune(r rune) {
	if r != ' ' && n.OnRune != nil {
		n.OnRune(r)
	}
}

// TypedKey presses the line.
func (n *NoteLine) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		n.Tapped(nil)
	default:
		if n.OnKey != nil {
			n.OnKey(e)
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (n *NoteLine) MouseIn(*desktop.MouseEvent) { n.hover = n.OnTapped != nil; n.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (n *NoteLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (n *NoteLine) MouseOut() { n.hover = false; n.Refresh() }

// CreateRenderer implements fyne.Widget.
func (n *NoteLine) CreateRenderer() fyne.WidgetRenderer {
	r := &noteLineRenderer{n}
	r.paint()
	return r
}

type noteLineRenderer struct{ n *NoteLine }

func (x *noteLineRenderer) MinSize() fyne.Size { return x.n.MinSize() }
func (x *noteLineRenderer) Destroy()           {}
func (x *noteLineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.n.back, x.n.image, x.n.text, x.n.ring}
}

func (x *noteLineRenderer) Layout(s fyne.Size) {
	n := x.n
	n.back.Resize(s)
	n.ring.Resize(s)
	n.image.Resize(fyne.NewSquareSize(noteIcon))
	n.image.Move(fyne.NewPos(notePad, 2+(n.text.lineHeight()-noteIcon)/2))
	n.text.Move(fyne.NewPos(n.left(), 2))
}

// paint sets the colours: the words stand out only where they should.
func (x *noteLineRenderer) paint() {
	n := x.n
	tint, words, back := ColorDim, ColorDim, fyne.ThemeColorName("")
	switch n.tone {
	case ToneSuccess:
		tint = ColorSuccess
	case ToneWarning:
		tint, words = ColorWarning, ColorText
	case ToneError:
		tint, words, back = ColorError, ColorText, ColorErrorSoft
	}
	n.back.FillColor = color.Transparent
	if back != "" {
		n.back.FillColor = colour(back)
	}
	if n.hover {
		n.back.FillColor = blend(n.back.FillColor, colour(ColorHover))
	}
	n.ring.StrokeColor, n.ring.Hidden = colour(ColorFocusRing), !n.focused
	n.text.tint = words
	setIcon(n.image, n.icon, tint)
}

func (x *noteLineRenderer) Refresh() {
	x.paint()
	x.Layout(x.n.Size())
	x.n.text.Refresh()
	canvas.Refresh(x.n)
}
