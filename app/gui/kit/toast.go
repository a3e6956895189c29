package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ToastTime is how long a toast stays: long enough to read it and reach Undo.
const ToastTime = 8 * time.Second

// Toast is a message at the bottom of the window that leaves by itself.
type Toast struct {
	Text   string
	Action string // label of the button, such as "Undo"; empty for none
	Do     func() // what the button does; the toast goes first
	Also   string // label of a second one, "" for none
	AlsoDo func()
	Left   func() // it went and no button was pressed: Undo is not to be had any more
}

// ShowToast shows t in place of the toast before it.
func (s *Stage) ShowToast(t Toast) {
	s.HideToast()
	bar := newToastBar(t, s.HideToast)
	s.toasts.Objects = []fyne.CanvasObject{bar}
	s.yield()
	s.placeToasts()
	s.toasts.Refresh()
	bar.leave = after(ToastTime, s.HideToast)
}

// HideToast takes the toast away.
func (s *Stage) HideToast() {
	gone := s.toasts.Objects
	s.toasts.Objects = nil
	s.yield()
	s.toasts.Refresh()
	for _, o := range gone {
		b := o.(*toastBar)
		b.leave.Stop()
		if b.toast.Left != nil && !b.pressed {
			b.toast.Left()
		}
	}
}

// Toast is the one that is shown, if any.
func (s *Stage) Toast() (Toast, bool) {
	if len(s.toasts.Objects) == 0 {
		return Toast{}, false
	}
	return s.toasts.Objects[0].(*toastBar).toast, true
}

// PressToast presses the first button of the toast, for a key that stands for it.
func (s *Stage) PressToast() {
	if len(s.toasts.Objects) > 0 {
		s.toasts.Objects[0].(*toastBar).action.Tapped(nil)
	}
}

func (s *Stage) placeToasts() {
	for _, o := range s.toasts.Objects {
		size := o.MinSize()
		size.Width = min(size.Width, s.Size().Width-2*Space4)
		o.Resize(size)
		bottom := s.Size().Height - 40
		if s.yields {
			bottom = s.Size().Height - Space1
		}
		o.Move(fyne.NewPos((s.Size().Width-size.Width)/2, bottom-size.Height))
	}
}

// yielded is how much lower the content is for a toast.
func (s *Stage) yielded() float32 {
	if !s.yields || len(s.toasts.Objects) == 0 {
		return 0
	}
	return s.toasts.Objects[0].MinSize().Height + 2*Space1
}

// yield makes room for a toast, or takes it back.
func (s *Stage) yield() {
	if s.yields {
		s.content.Resize(s.Size().SubtractWidthHeight(0, s.yielded()))
	}
}

type toastBar struct {
	widget.BaseWidget
	toast  Toast
	back   *canvas.Rectangle
	text   *canvas.Text
	action *textButton
	also   *textButton

	leave   *fyne.Animation
	pressed bool
	fitter  fitter
}

func newToastBar(t Toast, gone func()) *toastBar {
	b := &toastBar{toast: t, back: canvas.NewRectangle(color.Transparent), text: canvas.NewText(t.Text, color.Transparent)}
	b.back.CornerRadius, b.text.TextSize = 8, TextNormal
	b.leave = fyne.NewAnimation(time.Second, func(float32) {})
	button := func(label string, do func()) *textButton {
		w := newTextButton(label, ColorToastAction, func() {
			b.pressed = true
			gone()
			if do != nil {
				do()
			}
		})
		w.Hidden = label == ""
		return w
	}
	b.action, b.also = button(t.Action, t.Do), button(t.Also, t.AlsoDo)
	b.ExtendBaseWidget(b)
	return b
}

func (b *toastBar) MinSize() fyne.Size {
	w := textSize(b.toast.Text, TextNormal, plainStyle).Width + 2*Space4
	for _, a := range b.buttons() {
		w += a.MinSize().Width + Space2
	}
	return fyne.NewSize(w, 44)
}

// buttons are those that there are, from the right.
func (b *toastBar) buttons() []*textButton {
	var all []*textButton
	for _, a := range []*textButton{b.action, b.also} {
		if !a.Hidden {
			all = append(all, a)
		}
	}
	return all
}

func (b *toastBar) CreateRenderer() fyne.WidgetRenderer {
	r := &toastRenderer{b}
	r.paint()
	return r
}

type toastRenderer struct{ b *toastBar }

func (x *toastRenderer) MinSize() fyne.Size { return x.b.MinSize() }
func (x *toastRenderer) Destroy()           {}
func (x *toastRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.b.back, x.b.text, x.b.also, x.b.action}
}

func (x *toastRenderer) Layout(s fyne.Size) {
	b := x.b
	b.back.Resize(s)
	room, right := s.Width-2*Space4, s.Width-Space2
	for _, a := range b.buttons() {
		size := a.MinSize()
		right -= size.Width
		a.Resize(size)
		a.Move(fyne.NewPos(right, (s.Height-size.Height)/2))
		right -= Space1
		room -= size.Width + Space1
	}
	b.text.Text = b.fitter.fit(b.toast.Text, room+1, TextNormal, plainStyle)
	h := b.text.MinSize().Height
	b.text.Resize(fyne.NewSize(room, h))
	b.text.Move(fyne.NewPos(Space4, (s.Height-h)/2))
}

func (x *toastRenderer) paint() {
	x.b.back.FillColor, x.b.text.Color = colour(ColorToast), colour(ColorToastText)
}

func (x *toastRenderer) Refresh() {
	x.paint()
	x.Layout(x.b.Size())
	canvas.Refresh(x.b)
}

// textButton is a bold word that can be tapped, for coloured bars.
type textButton struct {
	widget.BaseWidget
	label  string
	tint   fyne.ThemeColorName
	tapped func()
	hover  bool
	text   *canvas.Text
	back   *canvas.Rectangle
}

func newTextButton(label string, tint fyne.ThemeColorName, tapped func()) *textButton {
	t := &textButton{label: label, tint: tint, tapped: tapped}
	t.text, t.back = canvas.NewText(label, color.Transparent), canvas.NewRectangle(color.Transparent)
	t.text.TextSize, t.text.TextStyle, t.back.CornerRadius = TextNormal, boldStyle, Radius
	t.ExtendBaseWidget(t)
	return t
}

func (t *textButton) Tapped(*fyne.PointEvent) { t.tapped() }

func (t *textButton) MinSize() fyne.Size {
	return fyne.NewSize(textSize(t.label, TextNormal, boldStyle).Width+2*Space2, 32)
}

func (t *textButton) CreateRenderer() fyne.WidgetRenderer {
	r := &tintRenderer{widget.NewSimpleRenderer(container.NewStack(t.back, container.NewCenter(t.text))), t}
	t.paint()
	return r
}

func (t *textButton) paint() {
	t.text.Color, t.back.FillColor = colour(t.tint), color.Transparent
	if t.hover {
		t.back.FillColor = fade(colour(t.tint), 0x28)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *textButton) MouseIn(*desktop.MouseEvent) { t.hover = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (t *textButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *textButton) MouseOut() { t.hover = false; t.Refresh() }

// tintRenderer takes the colours of a textButton from the theme before it draws.
type tintRenderer struct {
	fyne.WidgetRenderer
	t *textButton
}

func (x *tintRenderer) Refresh() {
	x.t.paint()
	x.WidgetRenderer.Refresh()
}

// fade is c with this much of it left.
func fade(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}
