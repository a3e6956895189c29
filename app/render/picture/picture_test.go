package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"golang.org/x/image/bmp"
)

// two is an image of 16 by 8: its left half red, its right half blue.
func two() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 16, 8))
	for i := range 16 * 8 {
		c := color.RGBA{200, 0, 0, 255}
		if i%16 >= 8 {
			c = color.RGBA{0, 0, 200, 255}
		}
		m.SetRGBA(i%16, i/16, c)
	}
	return m
}

func encoded(t *testing.T, as string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch as {
	case "png":
		err = png.Encode(&b, two())
	case "jpeg":
		err = jpeg.Encode(&b, two(), nil)
	case "gif":
		err = gif.Encode(&b, two(), nil)
	case "bmp":
		err = bmp.Encode(&b, two())
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecode(t *testing.T) {
	for _, as := range []string{"png", "jpeg", "gif", "bmp"} {
		data := encoded(t, as)
		pic, err := Decode(data)
		if err != nil {
			t.Errorf("%s: %v", as, err)
			continue
		}
		if w, h, err := Size(data); w != 16 || h != 8 || err != nil || pic.Bounds().Dx() != 16 {
			t.Errorf("%s: %v by %v, %v", as, w, h, err)
		}
		if r, _, b, _ := pic.At(2, 4).RGBA(); r < b {
			t.Errorf("%s: the left half is not red", as)
		}
		for cut := range len(data) {
			Decode(data[:cut]) // must not panic
		}
	}
}

func TestRefused(t *testing.T) {
	huge := encoded(t, "png")
	binary.BigEndian.PutUint32(huge[16:], 100_000)
	binary.BigEndian.PutUint32(huge[20:], 100_000)
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrKind},
		{"text", []byte("hello"), ErrKind},
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), ErrKind},
		{"a bomb", huge, nil}, // its checksum is wrong as well
	} {
		if _, err := Decode(c.data); err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	large := []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00;")
	if _, err := Decode(large); !errors.Is(err, ErrLarge) {
		t.Errorf("65535 by 65535: %v", err)
	}
}

func TestData(t *testing.T) {
	want := encoded(t, "png")
	code := base64.StdEncoding.EncodeToString(want)
	for _, ref := range []string{
		"data:image/png;base64," + code,
		"DATA:image/PNG;BASE64," + code[:20] + "\r\n " + code[20:],
		"data:image/png;charset=x;base64," + base64.RawURLEncoding.EncodeToString(want),
	} {
		if got, err := Data(ref); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%.40q: %v", ref, err)
		}
	}
	for _, ref := range []string{"", "data:", "data:text/html,x", "cid:a@b", "data:image/png;base64"} {
		if _, err := Data(ref); err == nil {
			t.Errorf("%q was taken", ref)
		}
	}
}

// held is a photograph with an orientation.
func held(t *testing.T, how uint16) []byte {
	data := encoded(t, "jpeg")
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	exif = binary.LittleEndian.AppendUint16(exif, how)
	exif = append(exif, 0, 0, 0, 0, 0, 0)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return append(append(out, exif...), data[2:]...)
}

func TestOrientation(t *testing.T) {
	for how, want := range map[uint16]struct {
		w, h int
		x, y int // where it is red
	}{
		1: {16, 8, 2, 4},
		2: {16, 8, 13, 4},
		3: {16, 8, 13, 4},
		6: {8, 16, 4, 2},
		8: {8, 16, 4, 13},
		9: {16, 8, 2, 4},
	} {
		data := held(t, how)
		pic, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		w, h, _ := Size(data)
		if w != want.w || h != want.h || pic.Bounds().Dx() != w || pic.Bounds().Dy() != h {
			t.Errorf("orientation %d: %d by %d, drawn %v", how, w, h, pic.Bounds())
		}
		if r, _, b, _ := pic.At(want.x, want.y).RGBA(); r < b {
			t.Errorf("orientation %d: not red at %d, %d", how, want.x, want.y)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("GIF89a\x10\x00\x10\x00\x00\x00\x00;"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pic, err := Decode(data)
		if err == nil && pic.Bounds().Dx()*pic.Bounds().Dy() > MaxPixels {
			t.Error("too large")
		}
	})
}
