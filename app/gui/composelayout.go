package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/app/gui/kit"
)

// ends puts one object at the left end and one at the right.
type ends struct{}

func (ends) MinSize(o []fyne.CanvasObject) fyne.Size {
	l, r := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(l.Width+r.Width, max(l.Height, r.Height))
}

func (ends) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l, r := o[0].MinSize(), o[1].MinSize()
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(l.Width, s.Height))
	o[1].Move(fyne.NewPos(s.Width-r.Width, 0))
	o[1].Resize(fyne.NewSize(r.Width, s.Height))
}

// barRow is ends with less in them where there is little room: first a button goes
// without its name, then the choice goes that a menu has as well.
type barRow struct{ named, short, choice fyne.CanvasObject }

func (l barRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, ends{}.MinSize(o).Height)
}

func (l barRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, less := range []struct{ named, choice bool }{{true, true}, {false, true}, {false, false}} {
		setVisible(l.named, less.named)
		setVisible(l.short, !less.named)
		setVisible(l.choice, less.choice)
		if (ends{}).MinSize(o).Width+kit.Space2 <= s.Width {
			break
		}
	}
	ends{}.Layout(o, s)
}

// stacked puts bar, fields, text, files and foot below each other; the text takes
// what is left. The order is that of the Tab key: fields, text, files, foot, bar.
func stacked(bar, fields, text, files, foot fyne.CanvasObject) *fyne.Container {
	return container.New(stack{}, fields, text, files, foot, bar)
}

type stack struct{}

func (stack) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(420, 360) }

func (stack) Layout(o []fyne.CanvasObject, s fyne.Size) {
	fields, text, files, foot, bar := o[0], o[1], o[2], o[3], o[4]
	barH := bar.MinSize().Height
	bar.Move(fyne.Position{})
	bar.Resize(fyne.NewSize(s.Width, barH))
	fields.Resize(fyne.NewSize(s.Width, fields.MinSize().Height))
	fieldsH := min(fields.MinSize().Height, s.Height*0.6) // for the width it has now
	fields.Move(fyne.NewPos(0, barH))
	fields.Resize(fyne.NewSize(s.Width, fieldsH))
	bottom := s.Height
	for _, below := range []fyne.CanvasObject{foot, files} {
		h := float32(0)
		if below.Visible() {
			below.Resize(fyne.NewSize(s.Width, below.MinSize().Height))
			h = below.MinSize().Height
		}
		bottom -= h
		below.Move(fyne.NewPos(0, bottom))
		below.Resize(fyne.NewSize(s.Width, h))
	}
	text.Move(fyne.NewPos(0, barH+fieldsH))
	text.Resize(fyne.NewSize(s.Width, max(40, bottom-barH-fieldsH)))
}

// relayout makes room after fields came or went.
func (c *composer) relayout() {
	if c.parts != nil {
		c.parts.Refresh()
	}
}

// footRow puts its first object at the left, the last at the right, and between
// them those for which there is room; the ones at the end go first.
type footRow struct{ gap float32 }

func (l footRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	first, last := o[0].MinSize(), o[len(o)-1].MinSize()
	return fyne.NewSize(first.Width, max(first.Height, last.Height))
}

func (l footRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	place := func(c fyne.CanvasObject, x, width float32) {
		h := c.MinSize().Height
		c.Move(fyne.NewPos(x, (s.Height-h)/2))
		c.Resize(fyne.NewSize(max(0, width), h))
	}
	last := o[len(o)-1]
	x := float32(0)
	for _, c := range o[:len(o)-1] {
		w := c.MinSize().Width
		if w == 0 || !c.Visible() {
			continue
		}
		if x > 0 && x+w > s.Width-last.MinSize().Width-l.gap {
			place(c, x, 0)
			continue
		}
		place(c, x, w)
		x += w + l.gap
	}
	w := min(last.MinSize().Width, s.Width-x)
	place(last, s.Width-w, w)
}
