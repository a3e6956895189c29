package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Text is one line in a colour of the theme, cut with an ellipsis when it is
// wider than its place. It has no padding, so that baselines can be aligned.
type Text struct {
	widget.BaseWidget
	value  string
	size   float32
	tint   fyne.ThemeColorName
	bold   bool
	align  fyne.TextAlign
	flex   bool
	text   *canvas.Text
	line   pieceTexts
	fitter fitter
}

// NewText is a line of this size and colour.
func NewText(value string, size float32, tint fyne.ThemeColorName) *Text {
	t := &Text{value: value, size: size, tint: tint, text: canvas.NewText("", color.Transparent)}
	t.line.first = t.text
	t.ExtendBaseWidget(t)
	return t
}

// SetText shows another text.
func (t *Text) SetText(s string) {
	if t.value != s {
		t.value = s
		t.Refresh()
	}
}

// Text is what is shown, uncut.
func (t *Text) Text() string { return t.value }

// SetColour takes another colour of the theme.
func (t *Text) SetColour(tint fyne.ThemeColorName) {
	if t.tint != tint {
		t.tint = tint
		t.Refresh()
	}
}

// SetBold makes the text bold, or regular again.
func (t *Text) SetBold(on bool) *Text {
	if t.bold != on {
		t.bold = on
		t.Refresh()
	}
	return t
}

// SetAlign places a text that is narrower than its place.
func (t *Text) SetAlign(a fyne.TextAlign) *Text {
	t.align = a
	t.Refresh()
	return t
}

// SetFlexible lets the text be cut by layouts that ask for its least width.
func (t *Text) SetFlexible() *Text {
	t.flex = true
	return t
}

func (t *Text) style() fyne.TextStyle { return fyne.TextStyle{Bold: t.bold} }

// MinSize implements fyne.CanvasObject.
func (t *Text) MinSize() fyne.Size {
	size := textSize("M", t.size, t.style())
	size.Width = piecesWidth(oneLine(t.value), t.size, t.style())
	if t.flex {
		size.Width = min(size.Width, 40)
	}
	return size
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t}
	r.Refresh()
	return r
}

type textRenderer struct{ t *Text }

func (x *textRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{x.t.text}
	for _, t := range x.t.line.more {
		out = append(out, t)
	}
	return out
}
func (x *textRenderer) MinSize() fyne.Size { return x.t.MinSize() }
func (x *textRenderer) Destroy()           {}

func (x *textRenderer) Layout(s fyne.Size) {
	t := x.t
	h := textSize("M", t.size, t.style()).Height
	t.line.set(t.fitter.fit(t.value, s.Width+1, t.size, t.style()), fyne.NewPos(0, (s.Height-h)/2), s.Width, h)
}

func (x *textRenderer) Refresh() {
	t := x.t
	t.text.Color, t.text.TextSize, t.text.TextStyle, t.text.Alignment = colour(t.tint), t.size, t.style(), t.align
	x.Layout(t.Size())
	canvas.Refresh(t)
}
