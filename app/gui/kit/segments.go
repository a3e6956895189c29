package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Segments is a choice of one among a few that are all in sight.
type Segments struct {
	fyne.CanvasObject
	OnChosen func(i int)

	buttons []*Button
	at      int
}

// NewSegments begins with the first; tips are what the choices mean.
func NewSegments(labels, tips []string) *Segments {
	s := &Segments{at: -1}
	row := container.New(layout.NewCustomPaddedHBoxLayout(0))
	for i, label := range labels {
		b := NewButton(Quiet, "", label, func() { s.tapped(i) }).SetSmall()
		b.SetTooltip(tips[i])
		s.buttons = append(s.buttons, b)
		row.Add(b)
	}
	s.CanvasObject = NewFrame(container.New(layout.NewCustomPaddedLayout(1, 1, 1, 1), row))
	s.Choose(0)
	return s
}

// Choose shows another choice; OnChosen is not called.
func (s *Segments) Choose(i int) {
	s.at = i
	for k, b := range s.buttons {
		kind := Quiet
		if k == i {
			kind = Plain
		}
		b.SetKind(kind)
	}
}

// Chosen is which one is.
func (s *Segments) Chosen() int { return s.at }

func (s *Segments) tapped(i int) {
	if i == s.at {
		return
	}
	s.Choose(i)
	if s.OnChosen != nil {
		s.OnChosen(i)
	}
}
