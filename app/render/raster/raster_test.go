package raster

import (
	"errors"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/theme"

	"godwit/app/render/display"
	"godwit/app/render/text"
)

var update = flag.Bool("update", false, "write the pictures under testdata anew")

var (
	paper = color.NRGBA{255, 255, 255, 255}
	night = color.NRGBA{28, 29, 31, 255}
	black = color.NRGBA{0, 0, 0, 255}
	red   = color.NRGBA{200, 30, 30, 255}
	blue  = color.NRGBA{30, 60, 200, 255}
)

// fonts are Fyne's, which are the same everywhere.
var fonts = text.New(text.Options{Bundled: []text.Bundled{
	{Family: "noto sans", Data: theme.DefaultTextFont().Content()},
	{Family: "noto sans", Data: theme.DefaultTextBoldFont().Content()},
	{Family: "emojione", Data: theme.DefaultEmojiFont().Content(), Emoji: true},
}})

// line is a text at x, with its baseline at y.
func line(s string, x, y, size float32, weight int, col color.NRGBA) display.Op {
	f := fonts.Font(text.Style{Family: "Noto Sans", Size: size, Weight: weight})
	levels, _ := text.Levels([]rune(s), text.Auto)
	run := f.Shape(s, levels[0].RTL())
	return display.Op{
		Kind: display.Text, Color: col,
		Rect: display.Rect{X: x, Y: y - f.Ascent, W: run.Width, H: f.Ascent + f.Descent},
		Text: &display.TextLine{Text: s, Font: f, Baseline: y, Pieces: []display.Piece{{Run: run}}, Before: display.Paragraph},
	}
}

func radii(r float32) (out display.Radii) {
	for i := range out {
		out[i] = display.Corner{X: r, Y: r}
	}
	return out
}

func border(style display.Line, w float32, c color.NRGBA) *display.BorderStyle {
	s := display.Side{Width: w, Style: style, Color: c}
	return &display.BorderStyle{Sides: [4]display.Side{s, s, s, s}}
}

func list(ops ...display.Op) *display.List {
	l := &display.List{Width: 200, Height: 120}
	for _, o := range ops {
		l.Add(o)
	}
	return l.Done()
}

func rect(x, y, w, h float32) display.Rect { return display.Rect{X: x, Y: y, W: w, H: h} }

// checker is a small image with a red and a blue half.
func checker() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		m.SetNRGBA(i%8, i/8, red)
		if (i%8 < 4) == (i/8 < 4) {
			m.SetNRGBA(i%8, i/8, blue)
		}
	}
	return m
}

var scenes = map[string]*display.List{
	"text": list(
		line("Hamburgefonstiv 123", 4, 24, 18, 400, black),
		line("Bold and red", 4, 48, 16, 700, red),
		line("naïve café Ωж", 4, 70, 14, 400, blue),
		line("😀 ⭐ ok", 4, 100, 20, 400, black)),
	"boxes": list(
		display.Op{Kind: display.Fill, Rect: rect(4, 4, 60, 40), Color: blue},
		display.Op{Kind: display.Fill, Rect: rect(70, 4, 60, 40), Color: red, Radii: radii(12)},
		display.Op{Kind: display.Fill, Rect: rect(136, 4, 60, 40), Color: color.NRGBA{0, 0, 0, 128}, Radii: display.Radii{{X: 30, Y: 20}, {X: 30, Y: 20}, {X: 30, Y: 20}, {X: 30, Y: 20}}},
		display.Op{Kind: display.Gradient, Rect: rect(4, 52, 90, 30), Gradient: &display.GradientStyle{FromX: 4, FromY: 52, ToX: 94, ToY: 52, Stops: []display.Stop{{At: 0, Color: red}, {At: 1, Color: blue}}}},
		display.Op{Kind: display.Gradient, Rect: rect(104, 52, 90, 60), Radii: radii(8), Gradient: &display.GradientStyle{FromX: 149, FromY: 82, Radial: true, Radius: display.Corner{X: 45, Y: 30}, Stops: []display.Stop{{At: 0, Color: paper}, {At: 1, Color: black}}}}),
	"borders": list(
		display.Op{Kind: display.Border, Rect: rect(4, 4, 40, 30), Border: border(display.Solid, 1, black)},
		display.Op{Kind: display.Border, Rect: rect(50, 4, 40, 30), Border: border(display.Dashed, 2, red)},
		display.Op{Kind: display.Border, Rect: rect(96, 4, 40, 30), Border: border(display.Dotted, 4, blue)},
		display.Op{Kind: display.Border, Rect: rect(142, 4, 40, 30), Border: border(display.Double, 6, black)},
		display.Op{Kind: display.Border, Rect: rect(4, 44, 40, 30), Border: border(display.Solid, 3, red), Radii: radii(10)},
		display.Op{Kind: display.Border, Rect: rect(50, 44, 40, 30), Border: border(display.Ridge, 6, blue)},
		display.Op{Kind: display.Border, Rect: rect(96, 44, 40, 30), Border: border(display.Inset, 6, color.NRGBA{160, 160, 160, 255})},
		display.Op{Kind: display.Border, Rect: rect(142, 44, 40, 30), Border: &display.BorderStyle{Sides: [4]display.Side{{Width: 8, Style: display.Solid, Color: red}, {Width: 8, Style: display.Solid, Color: blue}, {Width: 8, Style: display.Solid, Color: black}, {}}}},
		display.Op{Kind: display.Border, Rect: rect(4, 84, 80, 30), Radii: radii(6), Border: &display.BorderStyle{Sides: [4]display.Side{{}, {}, {}, {Width: 5, Style: display.Solid, Color: blue}}}}),
	"shadows": list(
		display.Op{Kind: display.Shadow, Rect: rect(20, 14, 60, 40), Shadow: &display.ShadowStyle{DY: 4, Blur: 12, Color: color.NRGBA{0, 0, 0, 128}}},
		display.Op{Kind: display.Shadow, Rect: rect(110, 14, 60, 40), Radii: radii(16), Shadow: &display.ShadowStyle{DX: 4, DY: 4, Blur: 8, Spread: 2, Color: color.NRGBA{200, 0, 0, 200}}},
		display.Op{Kind: display.Shadow, Rect: rect(20, 70, 60, 40), Radii: radii(6), Shadow: &display.ShadowStyle{Blur: 10, Inset: true, Color: black}},
		display.Op{Kind: display.Shadow, Rect: rect(110, 70, 60, 40), Shadow: &display.ShadowStyle{DX: 5, DY: 5, Color: blue}}),
	"images": list(
		display.Op{Kind: display.Image, Rect: rect(4, 4, 48, 48), Image: &display.Picture{Ref: "checker", Opacity: 1}},
		display.Op{Kind: display.Image, Rect: rect(60, 4, 48, 48), Radii: radii(24), Image: &display.Picture{Ref: "checker", Opacity: 1}},
		display.Op{Kind: display.Image, Rect: rect(116, 4, 48, 48), Image: &display.Picture{Ref: "checker", Opacity: 0.4}},
		display.Op{Kind: display.Image, Rect: rect(4, 60, 100, 50), Image: &display.Picture{Ref: "checker", Opacity: 1, Tile: rect(10, 64, 16, 16), RepeatX: true, RepeatY: true}},
		display.Op{Kind: display.Clip, Rect: rect(116, 60, 60, 50), Radii: radii(14)},
		display.Op{Kind: display.Image, Rect: rect(116, 60, 70, 30), Image: &display.Picture{Ref: "checker", Opacity: 1}},
		display.Op{Kind: display.Fill, Rect: rect(116, 90, 70, 30), Color: red},
		display.Op{Kind: display.Unclip},
		display.Op{Kind: display.Fill, Rect: rect(180, 100, 16, 16), Color: black}),
}

func painter() *Painter {
	m := checker()
	return New(func(ref string) image.Image {
		if ref == "checker" {
			return m
		}
		return nil
	})
}

func TestPictures(t *testing.T) {
	for name, l := range scenes {
		t.Run(name, func(t *testing.T) {
			for _, v := range []struct {
				name  string
				list  *display.List
				scale float32
				paper color.NRGBA
			}{
				{name, l, 1, paper},
				{name + "-2x", l, 2, paper},
				{name + "-dark", Dark(l, night), 1, night},
			} {
				got, err := painter().Paint(v.list, rect(0, 0, 200, 120), v.scale, v.paper)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, v.name, got)
			}
		})
	}
}

// compare fails when a picture differs by more than rounding does.
func compare(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s is %v, want %v", name, got.Bounds(), want.Bounds())
	}
	off, sum := 0, 0
	for i := 0; i < len(got.Pix); i += 4 {
		x, y := i/4%got.Rect.Dx(), i/4/got.Rect.Dx()
		c := color.RGBAModel.Convert(want.At(x, y)).(color.RGBA)
		d := max(apart(got.Pix[i], c.R), apart(got.Pix[i+1], c.G), apart(got.Pix[i+2], c.B))
		sum += d
		if d > 24 {
			off++
		}
	}
	if pixels := len(got.Pix) / 4; off > pixels/500 || sum > pixels {
		t.Errorf("%s: %d of %d pixels differ, by %d together", name, off, pixels, sum)
	}
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

// Strips must meet: a picture painted in parts is the one painted at once.
func TestStripsMeet(t *testing.T) {
	for name, l := range scenes {
		for _, scale := range []float32{1, 1.5, 2} {
			p := painter()
			whole, err := p.Paint(l, rect(0, 0, 200, 120), scale, paper)
			if err != nil {
				t.Fatal(err)
			}
			for y := 0; y < 120; y += 40 {
				part, err := p.Paint(l, rect(0, float32(y), 200, 40), scale, paper)
				if err != nil {
					t.Fatal(err)
				}
				at := int(float32(y)*scale) * whole.Stride
				bad := 0
				for i := range part.Pix {
					if apart(part.Pix[i], whole.Pix[at+i]) > 2 {
						bad++
					}
				}
				if bad > 0 {
					t.Errorf("%s at %v: strip %d differs in %d octets", name, scale, y, bad)
				}
			}
		}
	}
}

func TestPaintIsBounded(t *testing.T) {
	l := list(display.Op{Kind: display.Fill, Rect: rect(0, 0, 1e30, 1e30), Color: red, Radii: radii(1e30)},
		display.Op{Kind: display.Image, Rect: rect(-1e9, -1e9, 2e9, 2e9), Image: &display.Picture{Ref: "checker", Opacity: 1}},
		display.Op{Kind: display.Image, Rect: rect(0, 0, 1e6, 1e6), Image: &display.Picture{Ref: "checker", Opacity: 1, Tile: rect(0, 0, 1, 1), RepeatX: true, RepeatY: true}},
		display.Op{Kind: display.Border, Rect: rect(0, 0, 1e9, 100), Border: border(display.Dotted, 1, red)},
		display.Op{Kind: display.Shadow, Rect: rect(0, 0, 1e9, 1e9), Shadow: &display.ShadowStyle{Blur: 1e9, Color: red}},
		display.Op{Kind: display.Unclip})
	if _, err := painter().Paint(l, rect(0, 0, 200, 120), 1, paper); err != nil {
		t.Error(err)
	}
	if _, err := painter().Paint(l, rect(0, 0, 1e6, 1e6), 1, paper); err != ErrTooLarge {
		t.Errorf("a picture of a million by a million: %v", err)
	}
	if _, err := New(func(string) image.Image { panic("broken image") }).Paint(scenes["images"], rect(0, 0, 200, 120), 1, paper); err == nil || !strings.Contains(err.Error(), "broken image") {
		t.Errorf("a panic became %v", err)
	}
}

func TestCachesAreBounded(t *testing.T) {
	p := painter()
	for i := range 40 {
		l := list(display.Op{Kind: display.Image, Rect: rect(0, 0, 1000+float32(i), 1000), Image: &display.Picture{Ref: "checker", Opacity: 1}})
		if _, err := p.Paint(l, rect(0, 0, 10, 10), 1, paper); err != nil {
			t.Fatal(err)
		}
	}
	if p.scaled.held > maxScaled {
		t.Errorf("%d octets of scaled images are kept", p.scaled.held)
	}
}

func BenchmarkStrip(b *testing.B) {
	var ops []display.Op
	for i := range 25 {
		ops = append(ops, display.Op{Kind: display.Fill, Rect: rect(0, float32(i)*20, 700, 19), Color: color.NRGBA{240, 240, 240, 255}},
			line("The quick brown fox jumps over the lazy dog and goes on to the end of the line.", 8, float32(i)*20+15, 14, 400, black))
	}
	l := list(ops...)
	p := painter()
	for b.Loop() {
		if _, err := p.Paint(l, rect(0, 0, 700, 512), 1, paper); err != nil {
			b.Fatal(err)
		}
	}
}

// A mail that paints over the same place again and again is given up.
func TestTooMuchToPaint(t *testing.T) {
	l := &display.List{Width: 500, Height: 500}
	for range 1000 {
		l.Add(display.Op{Kind: display.Gradient, Rect: rect(0, 0, 500, 500), Gradient: &display.GradientStyle{ToX: 500, Stops: []display.Stop{{At: 0}, {At: 1}}}})
	}
	if _, err := painter().Paint(l.Done(), rect(0, 0, 500, 500), 1, paper); !errors.Is(err, ErrTooMuch) {
		t.Errorf("got %v", err)
	}
	if _, err := painter().Paint(l, rect(0, 0, 50, 50), 1, paper); err != nil {
		t.Errorf("a small part of it: %v", err)
	}
}
