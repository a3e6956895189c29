package kit

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestFileTile(t *testing.T) {
	test.NewTempApp(t)
	name := "Insurance policy for the crossing, signed by all parties.pdf.exe"
	tile := NewFileTile(name)
	w := test.NewTempWindow(t, tile)
	w.Resize(fyne.NewSize(200, 60))
	tile.Set(IconFileProgram, "Program · 80 kB", ToneError, "It is a program.")
	if got := tile.title.Text; len(got) >= len(name) || !strings.HasPrefix(got, "Insur") || !strings.HasSuffix(got, ".pdf.exe") {
		t.Errorf("the name is cut to %q: its end must stay", got)
	}
	var did []string
	tile.OnOpen = func() { did = append(did, "open") }
	tile.OnSave = func() { did = append(did, "save") }
	tile.OnMenu = func(fyne.Position) { did = append(did, "menu") }
	tile.OnKey = func(e *fyne.KeyEvent) { did = append(did, string(e.Name)) }
	tile.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	tile.Tapped(&fyne.PointEvent{Position: fyne.NewPos(tile.Size().Width-10, 20)})
	tile.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	tile.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault})
	tile.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	tile.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := strings.Join(did, " "); got != "open save open save menu Escape" {
		t.Errorf("it did %s", got)
	}
}

func TestPictureView(t *testing.T) {
	test.NewTempApp(t)
	v := NewPictureView()
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	v.SetImage(image.NewNRGBA(image.Rect(0, 0, 1600, 600)))
	if v.Zoom() != 0.25 || v.made != image.Pt(400, 150) || v.image.Position() != fyne.NewPos(0, 75) {
		t.Errorf("zoom %v, %v pixels at %v", v.Zoom(), v.made, v.image.Position())
	}
	v.TypedRune('1')
	if v.Zoom() != 1 || v.made != image.Pt(1600, 600) || v.scroll.Offset != fyne.NewPos(600, 150) {
		t.Errorf("zoom %v, %v pixels, scrolled to %v: the middle must stay", v.Zoom(), v.made, v.scroll.Offset)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if v.scroll.Offset.X != 660 {
		t.Errorf("scrolled to %v", v.scroll.Offset)
	}
	v.SetZoom(1000)
	if v.Zoom() != 8 || max(v.made.X, v.made.Y) > maxShown {
		t.Errorf("zoom %v, %v pixels", v.Zoom(), v.made)
	}
	v.SetImage(image.NewNRGBA(image.Rect(0, 0, 30, 20)))
	if v.Zoom() != 1 || v.made != image.Pt(30, 20) {
		t.Errorf("a small picture is shown at %v, %v pixels", v.Zoom(), v.made)
	}
	key := ""
	v.OnKey = func(e *fyne.KeyEvent) { key = string(e.Name) }
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if key != "Left" {
		t.Error("nothing to scroll, and the key is kept")
	}
}
