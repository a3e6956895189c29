package mailpage

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"testing"

	"godwit/app/render/text"
	"godwit/sync/htmldoc"
)

func aPNG(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.NRGBA{200, 0, 0, 255}})
	m.SetColorIndex(1, 1, 1)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPictures(t *testing.T) {
	pictures := Decode(t.Context(), []string{"cid:a", "cid:b", "cid:c", "data:image/png;base64,!!"}, map[string][]byte{
		"cid:a": aPNG(t, 30, 20), "cid:b": []byte("no picture"),
	})
	if len(pictures) != 1 || pictures["cid:a"].Bounds().Dx() != 30 {
		t.Fatalf("decoded %v", pictures)
	}
	doc := htmldoc.Tree(`<img src="cid:a"><img src="cid:d"><img src="https://t.example/x.png" width="50" height="40" alt="remote">`)
	for _, dark := range []bool{false, true} {
		p, err := New(context.Background(), doc, Options{Width: 300, Dark: dark, Paper: color.NRGBA{30, 30, 30, 255}, Fonts: text.New(text.Options{}), Pictures: pictures})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Report.Embedded) != 2 || len(p.Report.Images) != 1 || len(p.Wanted) != 1 || p.Wanted[0] != "cid:d" {
			t.Errorf("%+v, wanted %v", p.Report, p.Wanted)
		}
		if p.List.Height < 40 {
			t.Errorf("the blocked picture has lost its room: %v", p.List.Height)
		}
		if c := p.List.Canvas; dark == (c == color.NRGBA{255, 255, 255, 255}) {
			t.Errorf("dark %v: the canvas is %v", dark, c)
		}
	}
}

func TestPixelsAreBounded(t *testing.T) {
	data := aPNG(t, 4000, 4000)
	refs := []string{"cid:a", "cid:b", "cid:c"}
	if got := Decode(t.Context(), refs, map[string][]byte{"cid:a": data, "cid:b": data, "cid:c": data}); len(got) != 2 {
		t.Errorf("%d pictures of 16 million pixels", len(got))
	}
}
