package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// CreateRenderer implements fyne.Widget.
func (l *MessageList) CreateRenderer() fyne.WidgetRenderer { return &listRenderer{l} }

// MinSize implements fyne.CanvasObject.
func (l *MessageList) MinSize() fyne.Size { return fyne.NewSize(160, 96) }

// arrange puts the parts of the list where they belong.
func (l *MessageList) arrange() {
	s, y := l.Size(), float32(0)
	if narrow := s.Width < leastTable; narrow != l.table.narrow && s.Width > 0 {
		was := l.table.on()
		l.table.narrow = narrow
		if was != l.table.on() {
			l.reshape()
			return
		}
	}
	l.head.Hidden = !l.table.on()
	if l.table.on() {
		y = tableHeadHeight
		l.head.Resize(fyne.NewSize(s.Width, y))
		l.table.fit(s.Width)
		l.head.Refresh()
	}
	l.layer.Move(fyne.NewPos(0, y))
	l.layer.Resize(fyne.NewSize(s.Width, max(0, s.Height-y)))
	l.bar.Move(fyne.NewPos(s.Width-barWidth, y))
	l.bar.Resize(fyne.NewSize(barWidth, max(0, s.Height-y)))
}

type listRenderer struct{ l *MessageList }

func (x *listRenderer) Layout(fyne.Size)   { x.l.arrange() }
func (x *listRenderer) MinSize() fyne.Size { return x.l.MinSize() }
func (x *listRenderer) Destroy()           {}
func (x *listRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.l.head, x.l.layer, x.l.bar, x.l.pill}
}

func (x *listRenderer) Refresh() {
	x.l.arrange()
	x.l.head.Refresh()
	x.l.layer.Refresh()
	canvas.Refresh(x.l)
}
