package gui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/model"
)

// TestComposeBarFits: at each width no button covers another, with the longest
// name that Send has.
func TestComposeBarFits(t *testing.T) {
	s := demo(t)
	c := s.written("narrow")
	c.writing.Draft.SendAt = model.Laters(now())[0].At
	c.bar.show()
	for _, width := range []float32{420, 430, 500, 600, 820, 1400} {
		c.win.Resize(fyne.NewSize(width, 700))
		var right float32
		left, ends := c.bar.row.Objects[0].(*fyne.Container), c.bar.row.Objects[1].(*fyne.Container)
		for _, o := range slices.Concat(left.Objects, ends.Objects) {
			if !o.Visible() {
				continue
			}
			at := s.s.fyne.Driver().AbsolutePositionForObject(o)
			if at.X < right || at.X+o.Size().Width > width {
				t.Errorf("%v wide: %T from %v to %v, the one before it ends at %v", width, o, at.X, at.X+o.Size().Width, right)
			}
			right = at.X + o.Size().Width
		}
	}
}
