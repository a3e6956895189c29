package raster

import (
	"image/color"
	"math/rand/v2"
	"testing"

	"godwit/app/render/display"
)

func TestDark(t *testing.T) {
	grey := color.NRGBA{240, 240, 240, 255}
	button := color.NRGBA{0, 90, 200, 255}
	light := list(
		display.Op{Kind: display.Fill, Rect: rect(0, 0, 200, 120), Color: paper},
		line("on white", 4, 20, 14, 400, black),
		display.Op{Kind: display.Fill, Rect: rect(0, 30, 200, 30), Color: grey},
		line("on grey", 4, 50, 14, 400, color.NRGBA{90, 90, 90, 255}),
		display.Op{Kind: display.Fill, Rect: rect(0, 60, 100, 30), Color: button},
		line("press", 4, 80, 14, 400, paper),
		line("off the paper", 4, 110, 14, 400, black),
		display.Op{Kind: display.Image, Rect: rect(100, 60, 50, 50), Image: &display.Picture{Ref: "x", Opacity: 1}})
	dark := Dark(light, night)
	if light.Ops[0].Color != paper || light.Ops[1].Color != black {
		t.Error("the list itself was changed")
	}
	if c := dark.Ops[0].Color; luminance(c) > 0.05 {
		t.Errorf("white became %v", c)
	}
	if c := dark.Ops[4].Color; c != button {
		t.Errorf("a button became %v", c)
	}
	if c := dark.Ops[5].Color; c != paper {
		t.Errorf("white on a button became %v", c)
	}
	if *dark.Ops[7].Image != *light.Ops[7].Image {
		t.Error("an image was changed")
	}
	for _, c := range []struct{ text, below int }{{1, 0}, {3, 2}, {5, 4}, {6, 0}} {
		if r := Contrast(dark.Ops[c.text].Color, dark.Ops[c.below].Color); r < textContrast {
			t.Errorf("text %d has a contrast of %.1f", c.text, r)
		}
	}
}

// Whatever the colours, text can be read on what is really below it.
func TestDarkContrast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	any := func() color.NRGBA {
		return color.NRGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
	}
	for range 500 {
		ops := []display.Op{
			{Kind: display.Fill, Rect: rect(0, 0, 200, 120), Color: any()},
			{Kind: display.Fill, Rect: rect(0, 30, 200, 40), Color: color.NRGBA{any().R, any().G, any().B, uint8(r.IntN(256))}},
			line("words", 4, 55, 14, 400, any()),
			{Kind: display.Border, Rect: rect(2, 80, 50, 20), Border: border(display.Solid, 1, any())},
		}
		l := Dark(list(ops...), night)
		ground := over(l.Ops[1].Color, over(l.Ops[0].Color, night))
		if c := Contrast(l.Ops[2].Color, ground); c < textContrast-0.01 {
			t.Fatalf("%v on %v on %v is %v on %v: %.2f", ops[2].Color, ops[1].Color, ops[0].Color, l.Ops[2].Color, ground, c)
		}
		for _, s := range l.Ops[3].Border.Sides {
			if c := Contrast(s.Color, l.Ops[0].Color); c < borderContrast-0.01 {
				t.Fatalf("a border %v on %v: %.2f", s.Color, l.Ops[0].Color, c)
			}
		}
	}
}

func TestReadableKeeps(t *testing.T) {
	if c := Readable(black, paper, 4.5); c != black {
		t.Errorf("black on white became %v", c)
	}
	c := Readable(color.NRGBA{0, 0, 238, 255}, night, 4.5)
	if h := toHSL(c).h; h < 3.5 || h > 4.5 {
		t.Errorf("a blue link became %v", c)
	}
}

func TestHSL(t *testing.T) {
	for _, c := range []color.NRGBA{black, paper, red, blue, night, {12, 200, 77, 255}, {255, 255, 0, 255}} {
		if got := toHSL(c).color(255); apart(got.R, c.R) > 1 || apart(got.G, c.G) > 1 || apart(got.B, c.B) > 1 {
			t.Errorf("%v became %v", c, got)
		}
	}
}

// White on an accent stays white, and the accent becomes as dark as that asks
// for; on a gradient what counts is what is below each end of the text.
func TestDarkAccents(t *testing.T) {
	white := color.NRGBA{255, 255, 255, 255}
	blue, deepBlue, yellow := color.NRGBA{59, 130, 246, 255}, color.NRGBA{30, 58, 138, 255}, color.NRGBA{250, 204, 21, 255}
	l := &display.List{Width: 500, Height: 100}
	l.Add(display.Op{Kind: display.Fill, Rect: rect(0, 0, 500, 50), Color: blue})
	l.Add(display.Op{Kind: display.Text, Rect: rect(10, 10, 100, 20), Color: white, Text: &display.TextLine{}})
	l.Add(display.Op{Kind: display.Gradient, Rect: rect(0, 50, 500, 50), Gradient: &display.GradientStyle{ToX: 500, Stops: []display.Stop{{At: 0, Color: deepBlue}, {At: 1, Color: blue}}}})
	l.Add(display.Op{Kind: display.Text, Rect: rect(10, 60, 80, 20), Color: white, Text: &display.TextLine{}})
	l.Add(display.Op{Kind: display.Text, Rect: rect(400, 60, 80, 20), Color: white, Text: &display.TextLine{}})
	l.Add(display.Op{Kind: display.Fill, Rect: rect(0, 100, 500, 50), Color: yellow})
	d := Dark(l.Done(), night)
	for _, i := range []int{1, 3, 4} {
		if d.Ops[i].Color != white {
			t.Errorf("the text of operation %d is %v", i, d.Ops[i].Color)
		}
	}
	if c := d.Ops[0].Color; Contrast(white, c) < textContrast || Contrast(c, blue) > 1.5 {
		t.Errorf("the blue is %v", c)
	}
	if d.Ops[5].Color != yellow {
		t.Errorf("the yellow is %v", d.Ops[5].Color)
	}
}

// The lines of tables are as black as ink in most mail of word processors.
func TestDarkTableLines(t *testing.T) {
	side := display.Side{Width: 1, Style: display.Solid, Color: color.NRGBA{A: 255}}
	l := &display.List{Width: 100, Height: 100, Ops: []display.Op{
		{Kind: display.Border, Rect: rect(10, 10, 50, 20), Border: &display.BorderStyle{Sides: [4]display.Side{side, side, side, side}}},
	}}
	ground := color.NRGBA{32, 36, 38, 255}
	if k := Contrast(Dark(l.Done(), ground).Ops[0].Border.Sides[0].Color, ground); k < 3 || k > 8 {
		t.Errorf("contrast %.1f", k)
	}
}
