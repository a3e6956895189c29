package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ButtonKind is the weight of a button among its neighbours.
type ButtonKind int

const (
	Quiet   ButtonKind = iota // no background until the pointer is on it: tool bars
	Plain                     // a grey background: the usual button
	Primary                   // the accent: at most one in a view
	Danger                    // destroys something
)

// Button has an icon, a label, or both. Enter and Space press it; the tooltip
// shows the command's name and key while the pointer rests on it.
type Button struct {
	widget.BaseWidget

	OnTapped func()
	// OnRune and OnKey get keys the button has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	icon     IconName
	label    string
	tooltip  string
	kind     ButtonKind
	disabled bool
	small    bool
	hover    bool
	pressed  bool
	focused  bool
	before   fyne.Focusable // had the keyboard when the pointer went down

	back, ring *canvas.Rectangle
	image      *canvas.Image
	text       *canvas.Text
	fitter     fitter
}

// NewButton is a button with a label; icon may be empty.
func NewButton(kind ButtonKind, icon IconName, label string, tapped func()) *Button {
	b := &Button{OnTapped: tapped, icon: icon, label: label, kind: kind}
	b.back, b.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	b.back.CornerRadius, b.ring.CornerRadius, b.ring.StrokeWidth = Radius, Radius+1, 1.5
	b.image = &canvas.Image{FillMode: canvas.ImageFillContain}
	b.text = canvas.NewText("", color.Transparent)
	b.text.TextSize = TextNormal
	b.ExtendBaseWidget(b)
	return b
}

// NewIconButton is a quiet button with an icon only. The tooltip says what it
// does, since the icon may not.
func NewIconButton(icon IconName, tooltip string, tapped func()) *Button {
	b := NewButton(Quiet, icon, "", tapped)
	b.tooltip = tooltip
	return b
}

// SetTooltip sets what is shown while the pointer rests on the button.
func (b *Button) SetTooltip(s string) { b.tooltip = s }

// SetSmall makes the button 28 units high instead of 36, for use inside rows and bars.
func (b *Button) SetSmall() *Button {
	b.small, b.text.TextSize = true, 13
	b.Refresh()
	return b
}

// SetIcon shows another icon.
func (b *Button) SetIcon(icon IconName) {
	if b.icon != icon {
		b.icon = icon
		b.Refresh()
	}
}

// SetKind gives the button another weight, as to the chosen one of several.
func (b *Button) SetKind(kind ButtonKind) {
	if b.kind != kind {
		b.kind = kind
		b.Refresh()
	}
}

// SetLabel shows another label.
func (b *Button) SetLabel(s string) {
	if b.label != s {
		b.label = s
		b.Refresh()
	}
}

// Label is what it says.
func (b *Button) Label() string { return b.label }

// SetEnabled greys the button out, or back.
func (b *Button) SetEnabled(on bool) {
	if b.disabled == on {
		b.disabled = !on
		b.Refresh()
	}
}

// Enable implements fyne.Disableable.
func (b *Button) Enable() { b.SetEnabled(true) }

// Disable implements fyne.Disableable.
func (b *Button) Disable() { b.SetEnabled(false) }

// Disabled implements fyne.Disableable.
func (b *Button) Disabled() bool { return b.disabled }

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) {
	b.hideTip()
	b.giveBack()
	if !b.disabled && b.OnTapped != nil {
		b.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune hands single-letter commands to the owner.
func (b *Button) TypedRune(r rune) {
	if r != ' ' && b.OnRune != nil {
		b.OnRune(r)
	}
}

// TypedKey presses the button.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		if b.OnKey != nil {
			b.OnKey(e)
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hover = true
	if s := stageOf(b); s != nil {
		s.showTooltip(b, b.tooltip)
	}
	b.Refresh()
}

func (b *Button) hideTip() {
	if s := stageOf(b); s != nil {
		s.hideTooltip()
	}
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.hover, b.pressed = false, false
	b.hideTip()
	b.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (b *Button) MouseDown(*desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil {
		b.before = c.Focused()
	}
	b.pressed = true
	b.hideTip()
	b.Refresh()
}

// giveBack returns the keyboard to what had it before the click: Fyne takes it
// away from everything on a click elsewhere, and a tool bar is no place for it.
func (b *Button) giveBack() {
	before := b.before
	b.before = nil
	c := fyne.CurrentApp().Driver().CanvasForObject(b)
	if before == nil || c == nil || c.Focused() != nil {
		return
	}
	if o, ok := before.(fyne.CanvasObject); ok && o.Visible() {
		c.Focus(before)
	}
}

// MouseUp implements desktop.Mouseable.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.pressed = false; b.Refresh() }

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b}
	r.paint()
	return r
}

func (b *Button) height() float32 {
	if b.small {
		return 28
	}
	return 36
}

// MinSize implements fyne.CanvasObject.
func (b *Button) MinSize() fyne.Size {
	h := b.height()
	if b.label == "" {
		return fyne.NewSquareSize(h)
	}
	w := textSize(b.label, b.text.TextSize, b.textStyle()).Width + 2*Space3
	if b.icon != "" {
		w += b.iconSize() + Space2 - Space1
	}
	return fyne.NewSize(w, h)
}

func (b *Button) iconSize() float32 {
	if b.small {
		return 18
	}
	return 20
}

func (b *Button) textStyle() fyne.TextStyle { return fyne.TextStyle{Bold: b.kind == Primary} }

// look is the colours of the button in its present state.
func (b *Button) look() (fg, bg fyne.ThemeColorName) {
	switch {
	case b.disabled && b.kind == Quiet:
		return "disabled", ""
	case b.disabled:
		return "disabled", "disabledButton"
	case b.kind == Primary:
		return ColorOnAccent, ColorAccent
	case b.kind == Danger:
		return ColorError, ColorErrorSoft
	case b.kind == Plain:
		return ColorText, "button"
	}
	return ColorText, ""
}

type buttonRenderer struct{ b *Button }

func (x *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.b.back, x.b.image, x.b.text, x.b.ring}
}
func (x *buttonRenderer) MinSize() fyne.Size { return x.b.MinSize() }
func (x *buttonRenderer) Destroy()           {}

func (x *buttonRenderer) Layout(s fyne.Size) {
	b := x.b
	b.back.Resize(s)
	b.ring.Resize(s)
	b.text.TextStyle = b.textStyle()
	icon := b.iconSize()
	if b.label == "" {
		b.text.Text = ""
		b.image.Resize(fyne.NewSquareSize(icon))
		b.image.Move(fyne.NewPos((s.Width-icon)/2, (s.Height-icon)/2))
		return
	}
	room := s.Width - 2*Space3
	if b.icon != "" {
		room -= icon + Space1
	}
	b.text.Text = b.fitter.fit(b.label, room+1, b.text.TextSize, b.text.TextStyle)
	size := textSize(b.text.Text, b.text.TextSize, b.text.TextStyle)
	w := size.Width
	if b.icon != "" {
		w += icon + Space1 + 2
	}
	left := (s.Width - w) / 2
	if b.icon != "" {
		b.image.Resize(fyne.NewSquareSize(icon))
		b.image.Move(fyne.NewPos(left-1, (s.Height-icon)/2))
		left += icon + Space1 + 2
	}
	b.text.Resize(size)
	b.text.Move(fyne.NewPos(left, (s.Height-size.Height)/2))
}

func (x *buttonRenderer) Refresh() {
	x.paint()
	x.Layout(x.b.Size())
	canvas.Refresh(x.b)
}

// paint sets the colours of the present state.
func (x *buttonRenderer) paint() {
	b := x.b
	fg, bg := b.look()
	b.text.Color = colour(fg)
	b.back.FillColor = color.Transparent
	if bg != "" {
		b.back.FillColor = colour(bg)
	}
	if !b.disabled && (b.hover || b.pressed) {
		over := colour(ColorHover)
		if b.pressed {
			over = colour("pressed")
		}
		b.back.FillColor = blend(b.back.FillColor, over)
	}
	b.ring.StrokeColor, b.ring.Hidden = colour(ColorFocusRing), !b.focused
	b.image.Hidden = b.icon == ""
	if b.icon != "" {
		setIcon(b.image, b.icon, fg)
	}
}

// blend puts over on top of under.
func blend(under, over color.Color) color.Color {
	u, o := color.NRGBAModel.Convert(under).(color.NRGBA), color.NRGBAModel.Convert(over).(color.NRGBA)
	if u.A == 0 {
		return o
	}
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(255-int(o.A)) + int(b)*int(o.A)) / 255) }
	return color.NRGBA{R: mix(u.R, o.R), G: mix(u.G, o.G), B: mix(u.B, o.B), A: max(u.A, o.A)}
}
