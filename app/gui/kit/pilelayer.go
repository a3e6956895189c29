package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// pileLayer is what a Pile scrolls: as tall as all its parts.
type pileLayer struct {
	widget.BaseWidget
	p     *Pile
	wheel *wheel
	objs  []fyne.CanvasObject
}

func newPileLayer(p *Pile) *pileLayer {
	l := &pileLayer{p: p, wheel: &wheel{p: p}}
	l.wheel.ExtendBaseWidget(l.wheel)
	l.ExtendBaseWidget(l)
	return l
}

// put places the parts in sight, and the wheel over them.
func (l *pileLayer) put() {
	p := l.p
	top, view := p.scroll.Offset.Y, p.scroll.Size()
	first, last := p.InSight()
	l.objs = l.objs[:0]
	for i := first; i <= last; i++ {
		o := p.parts.Part(i)
		from, to := p.tops[i], p.tops[i+1]
		if v, ok := o.(piled); ok {
			v.join(p)
			seen := max(from, top)
			place(o, seen, fyne.NewSize(view.Width, max(1, min(to, top+view.Height)-seen)))
			v.setTop(seen - from)
		} else {
			place(o, from, fyne.NewSize(view.Width, to-from))
		}
		if p.parts.Height(i) != to-from && i < len(p.ids)-1 || p.parts.Height(i) > to-from {
			p.again = true
		}
		l.objs = append(l.objs, o)
	}
	l.wheel.Move(fyne.NewPos(0, top))
	l.wheel.Resize(view)
	l.objs = append(l.objs, l.wheel)
	canvas.Refresh(l)
}

// place moves o, and lays it out anew only when it has another size.
func place(o fyne.CanvasObject, y float32, size fyne.Size) {
	if o.Size() != size {
		o.Resize(size)
	}
	o.Move(fyne.NewPos(0, y))
}

func (l *pileLayer) MinSize() fyne.Size {
	if n := len(l.p.tops); n > 0 {
		return fyne.NewSize(10, l.p.tops[n-1])
	}
	return fyne.NewSize(10, 10)
}

// CreateRenderer implements fyne.Widget.
func (l *pileLayer) CreateRenderer() fyne.WidgetRenderer { return &pileLayerRenderer{l} }

type pileLayerRenderer struct{ l *pileLayer }

func (x *pileLayerRenderer) Layout(fyne.Size)             {}
func (x *pileLayerRenderer) MinSize() fyne.Size           { return x.l.MinSize() }
func (x *pileLayerRenderer) Objects() []fyne.CanvasObject { return x.l.objs }
func (x *pileLayerRenderer) Destroy()                     {}
func (x *pileLayerRenderer) Refresh()                     { canvas.Refresh(x.l) }

// wheel lies over the parts and takes the turns of the mouse wheel, which the
// views below would keep for themselves. All else passes through: Fyne looks for
// what takes an event, not for what is on top.
type wheel struct {
	widget.BaseWidget
	p *Pile
}

// Scrolled scrolls the pile; sideways, the view below the pointer.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DX != 0 && e.Scrolled.DY == 0 {
		at := e.Position.AddXY(0, w.p.scroll.Offset.Y)
		for _, o := range w.p.layer.objs {
			if v, ok := o.(*HTMLView); ok && at.Y >= o.Position().Y && at.Y < o.Position().Y+o.Size().Height {
				v.pane.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(e.Scrolled.DX, 0)})
			}
		}
		return
	}
	w.p.scroll.Scrolled(e)
}

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}
