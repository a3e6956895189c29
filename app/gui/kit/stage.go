package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Stage is the content of a window: the views, and above them what floats and
// must not take clicks from what is below: toasts, tooltips, the ghost of
// dragged messages. Fyne's own overlays would swallow every click. Give it to
// Window.SetContent as it is: widgets find it there.
type Stage struct {
	widget.BaseWidget
	content fyne.CanvasObject
	toasts  *fyne.Container
	drop    *fyne.Container // a list that hangs from a field
	tip     *floatLabel
	ghost   *floatLabel
	waiting *fyne.Animation // until a tooltip shows
	yields  bool            // the content makes room for a toast
	laidOut fyne.Size
}

// NewStage shows content.
func NewStage(content fyne.CanvasObject) *Stage {
	s := &Stage{content: content, toasts: container.NewWithoutLayout(), drop: container.NewWithoutLayout()}
	s.tip, s.ghost = newFloatLabel(TextSmall), newFloatLabel(TextNormal)
	s.ExtendBaseWidget(s)
	return s
}

// YieldToToasts keeps toasts off the content: it is shorter while there is one,
// as where somebody writes just above the lower edge.
func (s *Stage) YieldToToasts() { s.yields = true }

// SetContent replaces the views, and keeps what floats.
func (s *Stage) SetContent(content fyne.CanvasObject) {
	s.content = content
	s.Refresh()
}

// ShowGhost draws a label that follows the pointer during a drag.
func (s *Stage) ShowGhost(text string, at fyne.Position) {
	s.ghost.show(text)
	s.ghost.Move(s.inside(s.within(at).AddXY(12, 16), s.ghost.Size()))
	canvas.Refresh(s)
}

// HideGhost ends it.
func (s *Stage) HideGhost() {
	s.ghost.Hide()
	canvas.Refresh(s)
}

// tooltipDelay keeps a pointer in passing from raising tooltips.
const tooltipDelay = 600 * time.Millisecond

// showTooltip shows text below o after a while.
func (s *Stage) showTooltip(o fyne.CanvasObject, text string) {
	s.hideTooltip()
	if text == "" {
		return
	}
	s.waiting = after(tooltipDelay, func() {
		at := s.within(fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
		s.tip.show(text)
		size := s.tip.Size()
		p := at.AddXY((o.Size().Width-size.Width)/2, o.Size().Height+Space1)
		if p.Y+size.Height > s.Size().Height {
			p.Y = at.Y - size.Height - Space1
		}
		s.tip.Move(s.inside(p, size))
		canvas.Refresh(s)
	})
}

// showTooltipAt shows text below a place on the canvas after a while: what a
// part of o, which is large, has no room for.
func (s *Stage) showTooltipAt(at fyne.Position, text string) {
	s.hideTooltip()
	if text == "" {
		return
	}
	s.waiting = after(tooltipDelay, func() {
		s.tip.show(text)
		size := s.tip.Size()
		at := s.within(at)
		p := at.AddXY(0, 20)
		if p.Y+size.Height > s.Size().Height {
			p.Y = at.Y - size.Height - Space2
		}
		s.tip.Move(s.inside(p, size))
		canvas.Refresh(s)
	})
}

func (s *Stage) hideTooltip() {
	if s.waiting != nil {
		s.waiting.Stop()
		s.waiting = nil
	}
	if s.tip.Visible() {
		s.tip.Hide()
		canvas.Refresh(s)
	}
}

// showDrop hangs a list from below an object, or from above where there is no room.
func (s *Stage) showDrop(list, from fyne.CanvasObject) {
	at := s.within(fyne.CurrentApp().Driver().AbsolutePositionForObject(from))
	size := list.MinSize().Max(fyne.NewSize(min(from.Size().Width, 480), 0))
	list.Resize(size)
	p := at.AddXY(0, from.Size().Height+2)
	if p.Y+size.Height > s.Size().Height {
		p.Y = at.Y - size.Height - 2
	}
	list.Move(s.inside(p, size))
	s.drop.Objects = []fyne.CanvasObject{list}
	s.drop.Refresh()
}

// hideDrop takes the list away.
func (s *Stage) hideDrop(list fyne.CanvasObject) {
	if len(s.drop.Objects) > 0 && s.drop.Objects[0] == list {
		s.drop.Objects = nil
		s.drop.Refresh()
	}
}

// within is a place on the canvas as a place on the stage, which has a menu bar
// above it.
func (s *Stage) within(at fyne.Position) fyne.Position {
	return at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s))
}

// inside moves p so that something of this size stays within the window.
func (s *Stage) inside(p fyne.Position, size fyne.Size) fyne.Position {
	p.X = max(Space1, min(p.X, s.Size().Width-size.Width-Space1))
	p.Y = max(Space1, min(p.Y, s.Size().Height-size.Height-Space1))
	return p
}

// stageOf is the stage of the window that shows o, or nil.
func stageOf(o fyne.CanvasObject) *Stage {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	s, _ := c.Content().(*Stage)
	return s
}

// after calls do on the UI goroutine once d has passed, unless it is stopped:
// an animation is the one clock that needs no goroutine here. A driver without
// a clock ends animations as they start; then do is never called.
func after(d time.Duration, do func()) *fyne.Animation {
	running := false
	a := fyne.NewAnimation(d, func(done float32) {
		if running && done == 1 {
			do()
		}
	})
	a.Curve = fyne.AnimationLinear
	a.Start()
	running = true
	return a
}

// CreateRenderer implements fyne.Widget.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer { return &stageRenderer{s} }

type stageRenderer struct{ s *Stage }

func (x *stageRenderer) Objects() []fyne.CanvasObject {
	s := x.s
	return []fyne.CanvasObject{s.content, s.drop, s.toasts, s.tip, s.ghost}
}
func (x *stageRenderer) MinSize() fyne.Size { return x.s.content.MinSize() }
func (x *stageRenderer) Destroy()           {}
func (x *stageRenderer) Layout(size fyne.Size) {
	s := x.s
	s.content.Resize(size.SubtractWidthHeight(0, s.yielded()))
	if size != s.laidOut { // a layout that only follows a label's new size must not hide it
		s.laidOut = size
		s.hideTooltip()
	}
	s.placeToasts()
}

func (x *stageRenderer) Refresh() {
	x.Layout(x.s.Size())
	canvas.Refresh(x.s)
}

// floatLabel is a short text on a dark rounded box.
type floatLabel struct {
	widget.BaseWidget
	back *canvas.Rectangle
	text *canvas.Text
}

func newFloatLabel(size float32) *floatLabel {
	f := &floatLabel{back: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
	f.back.CornerRadius, f.text.TextSize = Radius, size
	f.ExtendBaseWidget(f)
	f.Hide()
	return f
}

func (f *floatLabel) show(s string) {
	f.text.Text = s
	f.text.Color, f.back.FillColor = colour(ColorToastText), colour(ColorToast)
	f.Resize(f.MinSize())
	f.Show()
	f.Refresh()
}

func (f *floatLabel) MinSize() fyne.Size { return f.text.MinSize().AddWidthHeight(2*Space2, Space2) }

func (f *floatLabel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(f.back, container.NewCenter(f.text)))
}
