package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"testing"
	"time"
)

var inks = color.Palette{color.Transparent, color.RGBA{200, 0, 0, 255}, color.RGBA{0, 200, 0, 255}, color.RGBA{0, 0, 200, 255}}

// moving is a GIF of 4 by 4 pixels whose frames are one column each.
func moving(t *testing.T, loops int, disposal ...byte) []byte {
	t.Helper()
	g := &gif.GIF{LoopCount: loops, Config: image.Config{Width: 4, Height: 4, ColorModel: inks}}
	for i, d := range disposal {
		m := image.NewPaletted(image.Rect(i, 0, i+1, 4), inks)
		for k := range m.Pix {
			m.Pix[k] = uint8(i + 1)
		}
		g.Image, g.Delay, g.Disposal = append(g.Image, m), append(g.Delay, i), append(g.Disposal, d)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// columns are the colours of the first row, as numbers of inks.
func columns(m image.Image) (out [4]int) {
	for x := range 4 {
		out[x] = inks.Index(m.At(x, 0))
	}
	return out
}

func TestAnimation(t *testing.T) {
	for _, c := range []struct {
		name     string
		disposal []byte
		want     [][4]int
	}{
		{"frames add up", []byte{gif.DisposalNone, gif.DisposalNone, gif.DisposalNone}, [][4]int{{1}, {1, 2}, {1, 2, 3}, {1}}},
		{"frames are taken away", []byte{gif.DisposalBackground, gif.DisposalBackground, gif.DisposalNone}, [][4]int{{1}, {0, 2}, {0, 0, 3}, {1}}},
		{"what was before comes back", []byte{gif.DisposalNone, gif.DisposalPrevious, gif.DisposalNone}, [][4]int{{1}, {1, 2}, {1, 0, 3}, {1}}},
	} {
		a, err := Animate(moving(t, 0, c.disposal...))
		if err != nil || a == nil {
			t.Fatal(c.name, a, err)
		}
		for i, want := range c.want {
			m, d := a.Next()
			if got := columns(m); got != want || d != usualTime && d != 20*time.Millisecond {
				t.Errorf("%s: frame %d is %v for %v, want %v", c.name, i, got, d, want)
			}
		}
	}
}

func TestAnimationsEnd(t *testing.T) {
	for loops, want := range map[int]int{-1: 2, 0: 2 * maxLoops, 2: 6, 500: 2 * maxLoops} {
		a, err := Animate(moving(t, loops, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		n := 1
		for _, d := a.Next(); d > 0; n++ {
			_, d = a.Next()
		}
		if n != want {
			t.Errorf("loop count %d: %d frames are shown, want %d", loops, n, want)
		}
	}
}

func TestWhatDoesNotMove(t *testing.T) {
	if a, err := Animate(moving(t, 0, 0)); a != nil || err != nil {
		t.Error("one frame moves", err)
	}
	many := moving(t, 0, make([]byte, 3)...)
	one := bytes.IndexByte(many, 0x2c)
	if n, pixels := frames(many); n != 3 || pixels != 12 {
		t.Errorf("%d frames, %d pixels", n, pixels)
	}
	for i := range len(many) { // cut anywhere, nothing panics
		Animate(many[:i])
		frames(many[:i])
	}
	big := bytes.Clone(many)
	copy(big[one+5:], []byte{0xff, 0xff, 0xff, 0xff})
	if a, _ := Animate(big); a != nil {
		t.Error("a frame of four thousand million pixels moves")
	}
}
