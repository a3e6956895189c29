package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// StatusItem is one account in the status line: a dot and a few words, and a
// thin bar below them while something is counted. A click asks for details.
type StatusItem struct {
	widget.BaseWidget

	OnTapped func()

	state   AccountState
	text    string
	tip     string
	part    float32 // 0 to 1; below 0 shows no bar
	hover   bool
	dot     *canvas.Circle
	label   *canvas.Text
	back    *canvas.Rectangle
	bar     *canvas.Rectangle
	fit     fitter
	maximum float32
}

// NewStatusItem is an item without words.
func NewStatusItem() *StatusItem {
	s := &StatusItem{part: -1, maximum: 420}
	s.dot, s.label = canvas.NewCircle(color.Transparent), canvas.NewText("", color.Transparent)
	s.back, s.bar = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	s.back.CornerRadius, s.bar.CornerRadius, s.label.TextSize = 4, 1, TextSmall
	s.ExtendBaseWidget(s)
	return s
}

// Set shows a state in words. part is how much of it is done, from 0 to 1;
// below 0 where there is nothing to count. tip is shown while the pointer rests.
func (s *StatusItem) Set(state AccountState, text, tip string, part float32) {
	if s.state == state && s.text == text && s.tip == tip && s.part == part {
		return
	}
	s.state, s.text, s.tip, s.part = state, text, tip, min(part, 1)
	s.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (s *StatusItem) MinSize() fyne.Size {
	w := textSize(oneLine(s.text), TextSmall, plainStyle).Width + 2*Space2
	if s.state != StateNone {
		w += 8 + Space2
	}
	return fyne.NewSize(min(w, s.maximum), 24)
}

// Tapped implements fyne.Tappable.
func (s *StatusItem) Tapped(*fyne.PointEvent) {
	if s.OnTapped != nil {
		s.OnTapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (s *StatusItem) MouseIn(*desktop.MouseEvent) {
	s.hover = s.OnTapped != nil
	if st := stageOf(s); st != nil {
		st.showTooltip(s, s.tip)
	}
	s.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (s *StatusItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (s *StatusItem) MouseOut() {
	s.hover = false
	if st := stageOf(s); st != nil {
		st.hideTooltip()
	}
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *StatusItem) CreateRenderer() fyne.WidgetRenderer {
	r := &statusRenderer{s}
	r.paint()
	return r
}

type statusRenderer struct{ s *StatusItem }

func (x *statusRenderer) MinSize() fyne.Size { return x.s.MinSize() }
func (x *statusRenderer) Destroy()           {}
func (x *statusRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.s.back, x.s.dot, x.s.label, x.s.bar}
}

func (x *statusRenderer) Layout(size fyne.Size) {
	s := x.s
	s.back.Resize(size)
	left := Space2
	if s.state != StateNone {
		s.dot.Resize(fyne.NewSquareSize(8))
		s.dot.Move(fyne.NewPos(left, (size.Height-8)/2))
		left += 8 + Space2
	}
	s.label.Text = s.fit.fit(s.text, size.Width-left-Space2+1, TextSmall, plainStyle)
	h := s.label.MinSize().Height
	s.label.Move(fyne.NewPos(left, (size.Height-h)/2))
	s.label.Resize(fyne.NewSize(size.Width-left, h))
	s.bar.Move(fyne.NewPos(left, size.Height-3))
	s.bar.Resize(fyne.NewSize((size.Width-left-Space2)*max(0, s.part), 2))
}

func (x *statusRenderer) paint() {
	s := x.s
	s.dot.FillColor, s.dot.Hidden = colour(s.state.colour()), s.state == StateNone
	s.label.Color = colour(ColorDim)
	if s.state == StateTrouble {
		s.label.Color = colour(ColorError)
	}
	s.back.FillColor, s.back.Hidden = colour(ColorHover), !s.hover
	s.bar.FillColor, s.bar.Hidden = colour(ColorAccent), s.part < 0
}

func (x *statusRenderer) Refresh() {
	x.paint()
	x.Layout(x.s.Size())
	canvas.Refresh(x.s)
}
