package gui

import (
	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
)

// factRow puts a label beside its value, or above it where there is little room.
type factRow struct{ narrow bool }

const (
	factLabel  float32 = 104
	factNarrow float32 = 340
)

func (l *factRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	label, value := o[0].MinSize(), o[1].MinSize()
	if l.narrow {
		return fyne.NewSize(value.Width, label.Height+value.Height)
	}
	return fyne.NewSize(value.Width, max(label.Height, value.Height))
}

func (l *factRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.narrow = s.Width < factNarrow
	label := o[0].MinSize()
	x, y := factLabel, float32(0)
	if l.narrow {
		x, y = 0, label.Height
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(s.Width, label.Height))
	o[1].Move(fyne.NewPos(x, y))
	o[1].Resize(fyne.NewSize(max(1, s.Width-x), max(1, s.Height-y)))
}

// stepRow is a name, a bar that stands where its step does in the whole, and how
// long it took. Its objects are name, track, bar and duration.
type stepRow struct{ from, to float32 }

const (
	stepName float32 = factLabel
	stepTook float32 = 64
	stepBar  float32 = 8
)

func (l stepRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(stepName+stepTook+60, o[0].MinSize().Height)
}

func (l stepRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	room := max(1, s.Width-stepName-stepTook-kit.Space2)
	y := (s.Height - stepBar) / 2
	o[0].Resize(fyne.NewSize(stepName, s.Height))
	o[1].Move(fyne.NewPos(stepName, y))
	o[1].Resize(fyne.NewSize(room, stepBar))
	wide := max(3, (l.to-l.from)*room)
	o[2].Move(fyne.NewPos(stepName+min(l.from*room, room-wide), y))
	o[2].Resize(fyne.NewSize(wide, stepBar))
	o[3].Move(fyne.NewPos(s.Width-stepTook, 0))
	o[3].Resize(fyne.NewSize(stepTook, s.Height))
}

// marked puts a small picture at the left of its text, in line with the first
// row of it.
type marked struct{ size, gap float32 }

func (l marked) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width+l.size+l.gap, max(m.Height, l.size))
}

func (l marked) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 1))
	o[0].Resize(fyne.NewSquareSize(l.size))
	o[1].Move(fyne.NewPos(l.size+l.gap, 0))
	o[1].Resize(fyne.NewSize(max(1, s.Width-l.size-l.gap), s.Height))
}
