package kit

import (
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"godwit/app/render/display"
	"godwit/app/render/raster"
	"godwit/app/render/text"
)

var htmlFonts = text.New(text.Options{Bundled: []text.Bundled{{Family: "noto sans", Data: theme.DefaultTextFont().Content()}}})

// page is a list of so many lines of 20 pixels, every fifth of them a link.
func page(lines int) *display.List {
	f := htmlFonts.Font(text.Style{Family: "Noto Sans", Size: 14, Weight: 400})
	l := &display.List{Width: 300, Height: float32(lines) * 20}
	for i := range lines {
		s := "some words of line " + string(rune('A'+i%26))
		run := f.Shape(s, false)
		y := float32(i) * 20
		o := display.Op{
			Kind: display.Text, Color: color.NRGBA{A: 255}, Rect: display.Rect{Y: y, W: run.Width, H: 20},
			Text: &display.TextLine{Text: s, Font: f, Baseline: y + 15, Pieces: []display.Piece{{Run: run}}, Before: display.NewLine},
		}
		if i%5 == 0 {
			o.Link = "https://example.org/" + s[len(s)-1:]
		}
		l.Add(o)
	}
	return l.Done()
}

func shownHTML(t *testing.T, lines int) (*HTMLView, fyne.Window) {
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	v := NewHTMLView()
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	v.SetList(page(lines), raster.New(nil), false)
	return v, w
}

// at is a point of the pane in the middle of a line.
func at(v *HTMLView, x float32, line int) fyne.Position {
	return v.pane.origin().AddXY(x, float32(line)*20+10)
}

func pressHTML(v *HTMLView, p fyne.Position, mods fyne.KeyModifier) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mods}
	v.pane.MouseDown(e)
	v.pane.MouseUp(e)
}

func TestHTMLSelection(t *testing.T) {
	v, _ := shownHTML(t, 30)
	pressHTML(v, at(v, 50, 1), 0)
	if s := v.SelectedText(); s != "" {
		t.Errorf("a click selects %q", s)
	}
	pressHTML(v, at(v, 50, 1), 0)
	if s := v.SelectedText(); s != "words" {
		t.Errorf("a double click selects %q", s)
	}
	pressHTML(v, at(v, 50, 1), 0)
	if s := v.SelectedText(); s != "some words of line B" {
		t.Errorf("a triple click selects %q", s)
	}
	pressHTML(v, at(v, 0, 3), 0)
	pressHTML(v, at(v, 399, 4), fyne.KeyModifierShift)
	if s := v.SelectedText(); s != "some words of line D\nsome words of line E" {
		t.Errorf("shift and a click select %q", s)
	}
	v.Copy()
	if s := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(s, "some words of line D") {
		t.Errorf("%q was copied", s)
	}
	v.SelectAll()
	if s := v.SelectedText(); strings.Count(s, "\n") != 29 {
		t.Errorf("all is %q", s)
	}
}

func TestHTMLDrag(t *testing.T) {
	v, _ := shownHTML(t, 30)
	from := at(v, 0, 2)
	v.pane.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
	v.pane.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(v, 399, 3)}})
	v.pane.DragEnd()
	if s := v.SelectedText(); s != "some words of line C\nsome words of line D" {
		t.Errorf("a drag selects %q", s)
	}
	v.pane.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(v, 0, 0)}})
	if s := v.SelectedText(); s != "some words of line A\nsome words of line B\n" && s != "some words of line A\nsome words of line B" {
		t.Errorf("a drag upwards selects %q", s)
	}
}

func TestHTMLLinks(t *testing.T) {
	v, w := shownHTML(t, 30)
	var opened, over []string
	v.OnLink = func(url string) { opened = append(opened, url) }
	v.OnHover = func(url string) { over = append(over, url) }
	pressHTML(v, at(v, 30, 5), 0)
	pressHTML(v, at(v, 30, 6), 0)
	if len(opened) != 1 || opened[0] != "https://example.org/F" {
		t.Errorf("opened %q", opened)
	}
	v.pane.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(v, 30, 5)}})
	if v.pane.Cursor() != desktop.PointerCursor {
		t.Error("no hand over a link")
	}
	v.pane.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(v, 30, 6)}})
	if v.pane.Cursor() != desktop.TextCursor {
		t.Error("no text cursor over text")
	}
	v.pane.MouseOut()
	if len(over) != 2 || over[0] != "https://example.org/F" || over[1] != "" {
		t.Errorf("hovered %q", over)
	}
	w.Canvas().Focus(v)
	for i := range 3 {
		if !v.AcceptsTab() {
			t.Fatalf("no link after %d", i)
		}
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(opened) != 2 || opened[1] != "https://example.org/K" {
		t.Errorf("by keyboard: %q", opened)
	}
	for v.AcceptsTab() {
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	}
	if v.pane.link != 5 || v.pane.scroll.Offset.Y == 0 {
		t.Errorf("the last link is %d, scrolled to %v", v.pane.link, v.pane.scroll.Offset.Y)
	}
}

func TestHTMLScrollAndStrips(t *testing.T) {
	v, w := shownHTML(t, 2000)
	header := canvas.NewRectangle(color.Black)
	header.SetMinSize(fyne.NewSize(10, 60))
	v.SetHeader(header)
	if y := v.pane.origin().Y; y != 60+htmlInset {
		t.Errorf("the mail starts at %v", y)
	}
	seen := 0
	v.OnKey = func(*fyne.KeyEvent) { seen++ }
	for range 20 {
		v.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		w.Canvas().Capture()
		if n := len(v.pane.strips); n > 5 {
			t.Fatalf("%d strips at once", n)
		}
	}
	if y := v.pane.scroll.Offset.Y; y < 20*200 {
		t.Errorf("after twenty pages it is at %v", y)
	}
	v.ScrollToEnd()
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if seen != 1 {
		t.Error("the space at the end was not handed on")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if v.pane.scroll.Offset.Y != 0 {
		t.Error("Home does not go to the top")
	}
	dark := 0
	pic := w.Canvas().Capture().(*image.NRGBA)
	for x := range 200 {
		for y := 60; y < 200; y++ {
			if c := pic.NRGBAAt(x, y); c.R < 100 {
				dark++
			}
		}
	}
	if dark < 200 {
		t.Errorf("%d dark pixels where there is text", dark)
	}
}

func TestHTMLFind(t *testing.T) {
	v, _ := shownHTML(t, 100)
	if n := v.Find("LINE c"); n != 4 {
		t.Errorf("found %d times", n)
	}
	if at, of := v.FindNext(1); at != 2 || of != 4 || v.pane.scroll.Offset.Y == 0 {
		t.Errorf("the next is %d of %d at %v", at, of, v.pane.scroll.Offset.Y)
	}
	if at, _ := v.FindNext(-2); at != 4 {
		t.Errorf("two back is %d", at)
	}
	if n := v.Find(""); n != 0 {
		t.Errorf("nothing is found %d times", n)
	}
}

func TestHTMLWidthAndZoom(t *testing.T) {
	v, w := shownHTML(t, 100)
	var asked []float32
	v.OnWidth = func(w float32) { asked = append(asked, w) }
	w.Resize(fyne.NewSize(500, 300))
	v.SetZoom(2)
	v.SetZoom(100)
	want := []float32{500 - 2*htmlInset, (500 - 2*htmlInset) / 2, (500 - 2*htmlInset) / MaxZoom}
	if len(asked) != 3 || asked[0] != want[0] || asked[1] != want[1] || asked[2] != want[2] {
		t.Errorf("asked for %v, want %v", asked, want)
	}
	v.SetZoom(1)
	v.pane.scrollTo(1000)
	v.SetList(page(200), raster.New(nil), true)
	if y := v.pane.scroll.Offset.Y; y < 1900 || y > 2100 {
		t.Errorf("twice as long it is at %v", y)
	}
	v.SetList(page(200), raster.New(nil), false)
	if y := v.pane.scroll.Offset.Y; y != 0 {
		t.Errorf("another mail starts at %v", y)
	}
}

func TestHTMLKeyboardSelection(t *testing.T) {
	v, _ := shownHTML(t, 10)
	pressHTML(v, at(v, 0, 1), 0)
	for range 4 {
		v.pane.extend(fyne.KeyRight)
	}
	if s := v.SelectedText(); s != "some" {
		t.Errorf("four to the right are %q", s)
	}
	v.pane.extend(fyne.KeyDown)
	if s := v.SelectedText(); s != "some words of line B\nsome" {
		t.Errorf("a line down is %q", s)
	}
	v.pane.extend(fyne.KeyUp)
	v.pane.extend(fyne.KeyLeft)
	if s := v.SelectedText(); s != "som" {
		t.Errorf("back is %q", s)
	}
}

func TestHTMLWorksElsewhere(t *testing.T) {
	v, w := shownHTML(t, 500)
	var jobs []func()
	v.Work = func(work, done func()) { jobs = append(jobs, func() { work(); done() }) }
	v.pane.slow = true
	v.SetList(page(500), raster.New(nil), false)
	w.Canvas().Capture()
	if len(jobs) == 0 {
		t.Fatal("slow strips are painted in place")
	}
	for len(jobs) > 0 {
		next := jobs[0]
		jobs = jobs[1:]
		next()
	}
	w.Canvas().Capture()
	if s := v.pane.strips[0]; s.pic == nil || s.busy {
		t.Error("the first strip is not there")
	}
}

func TestHTMLErrorIsToldOnce(t *testing.T) {
	v, w := shownHTML(t, 1)
	var told []error
	v.OnError = func(err error) { told = append(told, err) }
	broken := &display.List{Width: 300, Height: 1000}
	broken.Add(display.Op{Kind: display.Image, Rect: display.Rect{W: 300, H: 1000}, Image: &display.Picture{Opacity: 1}})
	v.SetList(broken.Done(), raster.New(func(string) image.Image { panic(errors.New("bad image")) }), false)
	w.Canvas().Capture()
	v.ScrollToEnd()
	w.Canvas().Capture()
	if len(told) != 1 || !strings.Contains(told[0].Error(), "bad image") {
		t.Errorf("told %v", told)
	}
	v.SetList(nil, nil, false)
	w.Canvas().Capture()
	if v.Text() != "" || v.SelectedText() != "" || v.Find("x") != 0 {
		t.Error("nothing has text")
	}
	v.SelectAll()
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
}

func BenchmarkHTMLScroll(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	v := NewHTMLView()
	w := test.NewTempWindow(b, v)
	w.Resize(fyne.NewSize(760, 700))
	v.SetList(page(5000), raster.New(nil), false)
	y := float32(0)
	for b.Loop() {
		y += 40
		if y > 90_000 {
			y = 0
		}
		v.pane.scrollTo(y)
		for i, s := range v.pane.strips {
			if s.pic == nil {
				v.pane.paint(i, s, 760, 256)
			}
		}
	}
}
