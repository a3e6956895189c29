package kit

import (
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/render/raster"
)

// A mail that is shown smaller to fit gets larger all the same when that is asked
// for.
func TestZoomIsNotUndoneByFitting(t *testing.T) {
	v, _ := shownHTML(t, 10)
	l := page(10) // 300 wide
	l.Fit = 0.6   // what a layout for a fifth of the room says
	v.SetZoom(2)
	v.SetList(l, raster.New(nil), false)
	if got := v.pane.scale(); got != 2 {
		t.Errorf("at twice the size it is shown at %v", got)
	}
	v.SetZoom(1)
	if got := v.pane.scale(); got != 0.6 {
		t.Errorf("at the usual size it is shown at %v", got)
	}
}

// An HTML mail in a pile paints no more than can be seen of it, and tells the pile
// when it has grown.
func TestPileOfHTML(t *testing.T) {
	pile, p := newParts(t, 4)
	v := NewHTMLView()
	v.SetList(page(500), raster.New(nil), false)
	parts := withHTML{p, v}
	pile.parts = parts
	pile.Begin(1, 0)
	if n := len(v.pane.strips); n > 5 {
		t.Errorf("%d strips for a screen of 300", n)
	}
	pile.ScrollBy(5000)
	if v.pane.scroll.Offset.Y != 5000 || v.Position().Y != 5040 {
		t.Errorf("the mail is at %v, its window at %v", v.pane.scroll.Offset.Y, v.Position().Y)
	}
	pile.End()
	before := pile.layer.Size().Height
	v.SetList(page(600), raster.New(nil), true)
	if got := pile.layer.Size().Height - before; got != 2000 {
		t.Errorf("grown by %v", got)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if pile.Offset() != 0 {
		t.Error("Home did not go to the beginning")
	}
}

// withHTML has a mail in the second place.
type withHTML struct {
	*parts
	v *HTMLView
}

func (w withHTML) Part(i int) fyne.CanvasObject {
	if i == 1 {
		return w.v
	}
	return w.parts.Part(i)
}

func (w withHTML) Height(i int) float32 {
	if i == 1 {
		return Natural(w.v)
	}
	return w.parts.Height(i)
}
