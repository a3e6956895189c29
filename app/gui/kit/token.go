package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Token is a short text that is a button too, such as a person: a name and
// behind it an address. Nothing of the address is ever cut off: where there is
// little room it goes below the name, and on from row to row.
type Token struct {
	widget.BaseWidget

	OnTapped func(at fyne.Position) // at is its lower left corner on the canvas
	// OnRune and OnKey get keys the token has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	name, text string
	size       float32 // of the name
	pill       bool    // on a ground of its own
	tooltip    string

	hover, focused bool
	back, ring     *canvas.Rectangle
	nameOf         *canvas.Text
	rows           []*canvas.Text
	chars          advances
	fit            fitter
	width          float32 // that the rows are for
	beside         bool    // name and text are in one row
}

// NewToken shows name, bold, and text. With pill it has a ground.
func NewToken(size float32, pill bool) *Token {
	t := &Token{size: size, pill: pill, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent), nameOf: canvas.NewText("", nil)}
	t.back.CornerRadius, t.ring.CornerRadius, t.ring.StrokeWidth = Radius, Radius, 1.5
	t.chars = advances{size: t.textSize()}
	t.ExtendBaseWidget(t)
	return t
}

// textSize is the size of the second text.
func (t *Token) textSize() float32 { return min(t.size, TextSmall) }

// Set shows another name and text, and what is told while the pointer rests.
func (t *Token) Set(name, text, tooltip string) {
	t.name, t.text, t.tooltip = oneLine(name), oneLine(text), tooltip
	t.wrap(t.width)
	t.Refresh()
}

// Text is what is shown.
func (t *Token) Text() string {
	if t.name == "" || t.text == "" {
		return t.name + t.text
	}
	return t.name + " " + t.text
}

func (t *Token) pad() float32 {
	if t.pill {
		return Space2
	}
	return Space1
}

// Wide is the width it has in one row.
func (t *Token) Wide() float32 {
	w := 2 * t.pad()
	if t.name != "" {
		w += textSize(t.name, t.size, boldStyle).Width
	}
	if t.text != "" {
		w += textSize(t.text, t.textSize(), plainStyle).Width
	}
	if t.name != "" && t.text != "" {
		w += Space2
	}
	return w + 1
}

// rowHeight is that of one row of either text.
func (t *Token) rowHeight() float32 { return float32(int(t.size*1.4 + 0.5)) }

// wrap divides the text into rows for a width.
func (t *Token) wrap(width float32) {
	t.width = width
	t.rows = t.rows[:0]
	t.beside = width >= t.Wide() || width <= 0
	if t.text == "" {
		return
	}
	room := width - 2*t.pad()
	from, at := 0, float32(0)
	if !t.beside {
		for i, r := range t.text {
			w := t.chars.of(r)
			if at+w > room && i > from {
				t.rows = append(t.rows, canvas.NewText(t.text[from:i], nil))
				from, at = i, 0
				if len(t.rows) == 8 { // a monster, not an address
					return
				}
			}
			at += w
		}
	}
	t.rows = append(t.rows, canvas.NewText(t.text[from:], nil))
}

// MinSize is the height that the texts have at the present width.
func (t *Token) MinSize() fyne.Size {
	rows := max(1, len(t.rows))
	if !t.beside && t.name != "" {
		rows = 1 + len(t.rows)
	}
	h := float32(rows) * t.rowHeight()
	if t.pill {
		h += 4
	}
	return fyne.NewSize(min(t.Wide(), 120), h)
}

// Resize wraps the text anew.
func (t *Token) Resize(s fyne.Size) {
	if s.Width != t.width {
		t.wrap(s.Width)
	}
	t.BaseWidget.Resize(s)
	t.Refresh()
}

// Tapped implements fyne.Tappable.
func (t *Token) Tapped(*fyne.PointEvent) {
	if s := stageOf(t); s != nil {
		s.hideTooltip()
	}
	if t.OnTapped != nil {
		t.OnTapped(fyne.CurrentApp().Driver().AbsolutePositionForObject(t).AddXY(0, t.Size().Height))
	}
}

// TappedSecondary opens the same.
func (t *Token) TappedSecondary(e *fyne.PointEvent) {
	if t.OnTapped != nil {
		t.OnTapped(e.AbsolutePosition)
	}
}

// Cursor implements desktop.Cursorable.
func (t *Token) Cursor() desktop.Cursor {
	if t.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained implements fyne.Focusable.
func (t *Token) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *Token) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune hands single-letter commands to the owner.
func (t *Token) TypedRune(r rune) { passRune(t.OnRune, r) }

// TypedKey presses the token.
func (t *Token) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.Tapped(nil)
	default:
		passKey(t.OnKey, e)
	}
}

// MouseIn shows the tooltip.
func (t *Token) MouseIn(*desktop.MouseEvent) {
	t.hover = t.OnTapped != nil
	if s := stageOf(t); s != nil && t.tooltip != "" {
		s.showTooltip(t, t.tooltip)
	}
	t.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (t *Token) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *Token) MouseOut() {
	t.hover = false
	if s := stageOf(t); s != nil {
		s.hideTooltip()
	}
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Token) CreateRenderer() fyne.WidgetRenderer {
	x := &tokenRenderer{t}
	x.paint()
	return x
}

type tokenRenderer struct{ t *Token }

func (x *tokenRenderer) MinSize() fyne.Size { return x.t.MinSize() }
func (x *tokenRenderer) Destroy()           {}
func (x *tokenRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{x.t.back, x.t.nameOf}
	for _, r := range x.t.rows {
		objects = append(objects, r)
	}
	return append(objects, x.t.ring)
}

func (x *tokenRenderer) Layout(s fyne.Size) {
	t := x.t
	t.back.Resize(s)
	t.ring.Resize(s)
	left, top, h := t.pad(), float32(0), t.rowHeight()
	if t.pill {
		top = 2
	}
	t.nameOf.Text, t.nameOf.TextSize, t.nameOf.TextStyle = t.fit.fit(t.name, s.Width-2*t.pad()+1, t.size, boldStyle), t.size, boldStyle
	name := t.nameOf.MinSize()
	t.nameOf.Move(fyne.NewPos(left, top+(h-name.Height)/2))
	t.nameOf.Resize(name)
	if t.name != "" {
		if t.beside {
			left += name.Width + Space2
		} else {
			top += h
		}
	}
	for i, r := range t.rows {
		r.TextSize = t.textSize()
		size := r.MinSize()
		drop := float32(0) // the baselines of both texts are one
		if t.beside && t.name != "" {
			drop = (t.size - t.textSize()) * 0.3
		}
		r.Move(fyne.NewPos(left, top+float32(i)*h+(h-size.Height)/2+drop))
		r.Resize(size)
	}
}

func (x *tokenRenderer) paint() {
	t := x.t
	t.back.FillColor = color.Transparent
	if t.pill {
		t.back.FillColor = colour(ColorBadge)
	}
	if t.hover {
		t.back.FillColor = blend(t.back.FillColor, colour(ColorHover))
	}
	t.ring.StrokeColor, t.ring.Hidden = colour(ColorFocusRing), !t.focused
	t.nameOf.Color = colour(ColorText)
	for _, r := range t.rows {
		r.Color = colour(ColorDim)
	}
}

func (x *tokenRenderer) Refresh() {
	x.paint()
	x.Layout(x.t.Size())
	canvas.Refresh(x.t)
}
