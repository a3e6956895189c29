package gui

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/gif"
	"testing"
)

func TestPicturesMove(t *testing.T) {
	g := &gif.GIF{LoopCount: -1}
	for i := range 3 {
		m := image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{color.White, color.NRGBA{uint8(80 * i), 0, 0, 255}})
		for k := range m.Pix {
			m.Pix[k] = 1
		}
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 2)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	ref := "data:image/gif;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
	s := readHTML(t, `<p>Look</p><img src="`+ref+`">`)
	html := s.shell.reader.html
	s.until("the last frame", func() bool {
		frame := html.moving.Frame(ref)
		if frame == nil {
			return false
		}
		r, _, _, _ := frame.At(1, 1).RGBA()
		return r>>8 == 160
	})
}
