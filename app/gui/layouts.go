package gui

import "fyne.io/fyne/v2"

// column puts objects below each other across the whole width. It asks each
// again for its height once it has its width, for texts that wrap.
type column struct{ gap float32 }

func (l column) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, c := range o {
		if c.Visible() {
			m := c.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
			shown++
		}
	}
	return size.AddWidthHeight(0, l.gap*float32(max(0, shown-1)))
}

func (l column) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		c.Resize(fyne.NewSize(s.Width, c.MinSize().Height))
		h := c.MinSize().Height
		c.Resize(fyne.NewSize(s.Width, h))
		c.Move(fyne.NewPos(0, y))
		y += h + l.gap
	}
}

// besides puts its first object at the left and the others at the right end,
// all at the top.
type besides struct{ gap float32 }

func (l besides) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, c := range o {
		m := c.MinSize()
		size = fyne.NewSize(size.Width+m.Width+l.gap, max(size.Height, m.Height))
	}
	return size
}

func (l besides) Layout(o []fyne.CanvasObject, s fyne.Size) {
	right := s.Width
	for i := len(o) - 1; i > 0; i-- {
		m := o[i].MinSize()
		right -= m.Width
		o[i].Move(fyne.NewPos(right, 0))
		o[i].Resize(m)
		right -= l.gap
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(max(0, right), s.Height))
}

// middle centres its object vertically across the whole width.
type middle struct{}

func (middle) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (middle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(0, (s.Height-h)/2))
	o[0].Resize(fyne.NewSize(s.Width, h))
}

// wide gives its object at least a width, and no more than most where that is
// not 0, in the middle.
type wide struct{ least, most float32 }

func (l wide) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Max(fyne.NewSize(l.least, 0))
}

func (l wide) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := s.Width
	if l.most > 0 {
		w = min(w, l.most)
	}
	o[0].Move(fyne.NewPos((s.Width-w)/2, 0))
	o[0].Resize(fyne.NewSize(w, s.Height))
}

// between puts its first object on top, its last at the bottom and the middle
// one in what is left, without gaps.
type between struct{}

func (between) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, c := range o {
		m := c.MinSize()
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
	}
	return size
}

func (between) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top, bottom := o[0], o[len(o)-1]
	top.Resize(fyne.NewSize(s.Width, top.MinSize().Height))
	topH, bottomH := top.MinSize().Height, float32(0)
	top.Move(fyne.Position{})
	top.Resize(fyne.NewSize(s.Width, topH))
	if len(o) > 2 {
		bottomH = bottom.MinSize().Height
		bottom.Move(fyne.NewPos(0, s.Height-bottomH))
		bottom.Resize(fyne.NewSize(s.Width, bottomH))
	}
	o[1].Move(fyne.NewPos(0, topH))
	o[1].Resize(fyne.NewSize(s.Width, max(0, s.Height-topH-bottomH)))
}
