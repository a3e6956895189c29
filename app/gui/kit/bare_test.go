package kit

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestBareFields: they have no frame, also after they were drawn anew, and the
// theme of everything else, since the toolkit keeps fonts for each other one.
func TestBareFields(t *testing.T) {
	test.NewTempApp(t)
	entry, choice := NewBareField("Subject"), NewBareSelect([]string{"ada@example.org"})
	w := test.NewTempWindow(t, container.NewVBox(entry, choice))
	people := NewAddressField("To", nil)
	frame := func(o fyne.Widget) (fill, stroke color.Color) {
		r := test.WidgetRenderer(o)
		r.Refresh()
		back := r.Objects()[0].(*canvas.Rectangle)
		if edge, ok := r.Objects()[1].(*canvas.Rectangle); ok {
			return back.FillColor, edge.StrokeColor
		}
		return back.FillColor, color.Transparent
	}
	for name, o := range map[string]fyne.Widget{"entry": entry, "choice": choice, "addresses": people.entry} {
		if fill, stroke := frame(o); fill != color.Transparent || stroke != color.Transparent {
			t.Errorf("%s: background %v, border %v", name, fill, stroke)
		}
		if th := o.(interface{ Theme() fyne.Theme }).Theme(); th != fyne.CurrentApp().Settings().Theme() {
			t.Errorf("%s has a theme of its own: %T", name, th)
		}
	}
	w.Canvas().Focus(choice)
	if fill, _ := frame(choice); fill == color.Transparent {
		t.Error("nothing tells that the keyboard is on the choice")
	}
}
