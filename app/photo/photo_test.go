package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"godwit/app/render/picture"
)

// halves is a picture that is red on its left and blue on its right.
func halves(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{200, 20, 20, 255}
			if x >= w/2 {
				c = color.NRGBA{20, 20, 200, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

// photograph is a JPEG that was held so, with a place, a comment, and more after
// its end.
func photograph(t testing.TB, w, h, how int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, halves(w, h), nil); err != nil {
		t.Fatal(err)
	}
	segment := func(marker byte, s string) string {
		return "\xff" + string([]byte{marker}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(s)+2))) + s
	}
	out := "\xff\xd8" + string(held(how)) + segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00SECRET place") + segment(0xfe, "SECRET comment") +
		segment(0xe2, "ICC_PROFILE\x00colours") + segment(0xe2, "MPF\x00SECRET") + b.String()[2:] + "SECRET behind\xff\xd9"
	return []byte(out)
}

func TestShrink(t *testing.T) {
	for how, top := range map[int]bool{1: false, 6: true} { // 6: turned right, so the left comes to the top
		small, kind, err := Shrink(photograph(t, 400, 200, how), 100)
		if err != nil || kind != "image/jpeg" {
			t.Fatalf("%s, %v", kind, err)
		}
		pic, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		w, h, x, y := 100, 50, 10, 40
		if top {
			w, h, x, y = 50, 100, 40, 10
		}
		r, _, b, _ := pic.At(x, y).RGBA()
		if got := pic.Bounds().Size(); got.X != w || got.Y != h || r < b || bytes.Contains(small, []byte("SECRET")) {
			t.Errorf("held %d: %v, red %d, blue %d", how, got, r>>8, b>>8)
		}
	}
	same := photograph(t, 40, 20, 6)
	if got, kind, err := Shrink(same, 40); err != nil || kind != "" || !bytes.Equal(got, same) {
		t.Errorf("a small one: %q, %v", kind, err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, halves(300, 30)); err != nil {
		t.Fatal(err)
	}
	if got, kind, err := Shrink(b.Bytes(), 30); err != nil || kind != "image/png" || !bytes.HasPrefix(got, []byte(pngStart)) {
		t.Errorf("PNG: %q, %v", kind, err)
	}
	if _, _, err := Shrink([]byte("no picture"), 10); err == nil {
		t.Error("a text was made smaller")
	}
}

func TestBare(t *testing.T) {
	for how := 1; how <= 8; how++ {
		before := photograph(t, 40, 20, how)
		after, err := Bare(before)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(after, []byte("SECRET")) || !bytes.Contains(after, []byte("ICC_PROFILE")) || picture.Orientation(after) != how {
			t.Errorf("held %d: %d, %q", how, picture.Orientation(after), after)
		}
		a, err := picture.Decode(before)
		if err != nil {
			t.Fatal(err)
		}
		b, err := picture.Decode(after)
		if err != nil {
			t.Fatal(err)
		}
		if a.Bounds() != b.Bounds() || a.At(3, 3) != b.At(3, 3) {
			t.Errorf("held %d: another picture", how)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, halves(30, 30)); err != nil {
		t.Fatal(err)
	}
	chunk := func(s string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(len(s)-4))) + s + string(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(s))))
	}
	whole := b.String()
	with := whole[:33] + chunk("tEXtSECRET") + chunk("eXIfSECRET") + whole[33:] + "SECRET"
	if got, err := Bare([]byte(with)); err != nil || string(got) != whole {
		t.Errorf("PNG: %v, %d octets of %d", err, len(got), len(whole))
	}
	for _, bad := range []string{"", "\xff\xd8", "\xff\xd8\xff\xe1\xff\xff", "GIF89a", pngStart, pngStart + strings.Repeat("\xff", 40)} {
		if got, err := Bare([]byte(bad)); err == nil {
			t.Errorf("%q: %q", bad, got)
		}
	}
}

func FuzzBare(f *testing.F) {
	f.Add(photograph(f, 8, 8, 6))
	f.Add([]byte(pngStart + "\x00\x00\x00\x00IEND\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := Bare(data)
		if err != nil {
			return
		}
		if again, err := Bare(once); err != nil || !bytes.Equal(again, once) {
			t.Fatalf("a second time: %v", err)
		}
	})
}
