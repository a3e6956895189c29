package kit

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"godwit/app/render/display"
	"godwit/app/render/raster"
)

// A picture that has changed is painted anew where it is in sight, and the rest
// of the mail is not.
func TestRepaint(t *testing.T) {
	test.NewTempApp(t)
	v := NewHTMLView()
	painted := 0
	v.Work = func(work, done func()) { painted++; work(); done() }
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	l := &display.List{Width: 300, Height: 2000}
	l.Add(display.Op{Kind: display.Image, Rect: display.Rect{Y: 20, W: 50, H: 50}, Image: &display.Picture{Ref: "cid:a", Opacity: 1}})
	l.Add(display.Op{Kind: display.Image, Rect: display.Rect{Y: 1900, W: 50, H: 50}, Image: &display.Picture{Ref: "cid:b", Opacity: 1}})
	ink := color.NRGBA{200, 0, 0, 255}
	v.SetList(l.Done(), raster.New(func(string) image.Image { return image.NewUniform(ink) }), false)
	_ = w.Canvas().Capture()
	if !v.Shows("cid:a") || v.Shows("cid:b") || v.Shows("cid:c") {
		t.Error("what is in sight is wrong")
	}
	painted = 0
	v.Repaint("cid:b")
	v.Repaint("cid:c")
	if painted != 0 {
		t.Errorf("%d strips were painted for a picture out of sight", painted)
	}
	s := v.pane.strips[0]
	before := s.pic
	v.Repaint("cid:a")
	if painted != 1 || s.pic == before || s.busy {
		t.Errorf("%d strips were painted", painted)
	}
	v.ScrollToEnd()
	if v.Shows("cid:a") || !v.Shows("cid:b") {
		t.Error("after scrolling what is in sight is wrong")
	}
}

// Strips that come into sight take the rasters of those that have left it.
func TestRastersAreUsedAgain(t *testing.T) {
	v, w := shownHTML(t, 300)
	seen := map[any]bool{}
	for range 60 {
		v.pane.scrollBy(100)
		_ = w.Canvas().Capture()
		for _, s := range v.pane.strips {
			seen[s.raster] = true
		}
		v.SetList(page(300), raster.New(nil), true)
	}
	if len(seen) > 8 {
		t.Errorf("%d rasters for a view of 300 pixels", len(seen))
	}
}
