package raster

import (
	"context"
	"image"
	"strings"
	"testing"

	"godwit/app/render"
	"godwit/app/render/display"
	"godwit/sync/htmldoc"
)

// newsletter has what newsletters have, so many times.
func newsletter(times int) *htmldoc.SafeTree {
	return htmldoc.Tree(`<style>.card{background:#fff;border-radius:8px;box-shadow:0 1px 4px rgba(0,0,0,.2);padding:24px;overflow:hidden}</style>
<body bgcolor="#eeeeee" style="font-family:'Noto Sans'">` + strings.Repeat(`<div class="card">
<table width="100%"><tr><td width="50%"><h2>A heading of some length</h2><p>Words that wrap over several lines, with <b>bold</b> and <a href="https://a.example/">links</a>.</p></td>
<td bgcolor="#224466" style="color:#fff;border:2px solid #000;background:linear-gradient(90deg,#246,#468)">Read <i>more</i> &rarr; 😀</td></tr></table></div>`, times))
}

// What layout makes can be painted, and in the dark it can be read.
func TestLaidOutMail(t *testing.T) {
	l, _, err := render.Layout(context.Background(), newsletter(3), render.Options{Width: 500, Fonts: fonts})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*display.List{l, Dark(l, night)} {
		pic, err := painter().Paint(l, rect(0, 0, 500, 300), 1, night)
		if err != nil {
			t.Fatal(err)
		}
		colours := map[uint32]bool{}
		for i := 0; i < len(pic.Pix); i += 4 {
			colours[uint32(pic.Pix[i])<<16|uint32(pic.Pix[i+1])<<8|uint32(pic.Pix[i+2])] = true
		}
		if len(colours) < 50 {
			t.Errorf("the picture has %d colours", len(colours))
		}
	}
	dark := Dark(l, night)
	if dark.Canvas == l.Canvas || luminance(dark.Canvas) > 0.1 {
		t.Errorf("the canvas became %v", dark.Canvas)
	}
	if !strings.Contains(l.Plain(), "Words that wrap over several lines, with bold and links.") {
		t.Errorf("it says %q", l.Plain())
	}
}

// BenchmarkFirstScreen is what a person waits for who opens a mail: reading,
// laying out and the first 800 pixels, with fonts that are open.
func BenchmarkFirstScreen(b *testing.B) {
	none := func(string) image.Image { return nil }
	source := newsletter(12)
	for b.Loop() {
		l, _, err := render.Layout(context.Background(), source, render.Options{Width: 700, Fonts: fonts})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := New(none).Paint(l, rect(0, 0, 700, 800), 1, paper); err != nil {
			b.Fatal(err)
		}
	}
}
