package raster

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"godwit/app/render"
	"godwit/sync/htmldoc"
)

var sizeInName = regexp.MustCompile(`-(\d+)x(\d+)\.`)

// flat is an image of the size in its name, photo-640x480.jpg, in one colour.
func flat(ref string) image.Image {
	m := sizeInName.FindStringSubmatch(ref)
	if m == nil {
		return nil
	}
	w, _ := strconv.Atoi(m[1])
	h, _ := strconv.Atoi(m[2])
	n := 0
	for _, r := range ref {
		n = (n*31 + int(r)) % 1000003
	}
	pic := image.NewRGBA(image.Rect(0, 0, min(w, 100), min(h, 100)))
	draw.Draw(pic, pic.Rect, image.NewUniform(color.NRGBA{uint8(60 + n%150), uint8(60 + n>>3%150), uint8(60 + n>>6%150), 255}), image.Point{}, draw.Src)
	return pic
}

func flatSize(ref string) render.Image {
	m := sizeInName.FindStringSubmatch(ref)
	if m == nil {
		return render.Image{State: render.Blocked}
	}
	w, _ := strconv.Atoi(m[1])
	h, _ := strconv.Atoi(m[2])
	return render.Image{Width: w, Height: h, State: render.Ready}
}

// The mails of layout's tests, as they are seen: the first screens, small.
func TestMailPictures(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.html")
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			l, _, err := render.Layout(context.Background(), htmldoc.Tree(string(source)), render.Options{Width: 640, Fonts: fonts, Images: flatSize, Budget: render.DefaultBudget * 20})
			if err != nil {
				t.Fatal(err)
			}
			view := rect(0, 0, 640/l.Scale(), min(l.Height, 1200))
			pic, err := New(flat).Paint(l, view, 0.5*l.Scale(), paper)
			if err != nil {
				t.Fatal(err)
			}
			same(t, strings.TrimSuffix(file, ".html")+".png", pic)
		})
	}
}

// same compares with a golden picture. Computers round differently: what counts
// is that few places differ much.
func same(t *testing.T, file string, got *image.RGBA) {
	t.Helper()
	if *update {
		savePalette(t, file, got)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s: %v, want %v", file, got.Bounds(), want.Bounds())
	}
	far := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			if distance(got.At(x, y), want.At(x, y)) > 48 {
				far++
			}
		}
	}
	if most := got.Rect.Dx() * got.Rect.Dy() / 500; far > most {
		t.Errorf("%s: %d places differ, at most %d may", file, far, most)
	}
}

func distance(a, b color.Color) int {
	r, g, b1, _ := a.RGBA()
	s, h, c, _ := b.RGBA()
	d := func(v, w uint32) int { return max(int(v>>8)-int(w>>8), int(w>>8)-int(v>>8)) }
	return max(d(r, s), d(g, h), d(b1, c))
}

// savePalette writes a picture with few colours, to be small.
func savePalette(t *testing.T, file string, pic *image.RGBA) {
	t.Helper()
	pal := color.Palette{}
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				pal = append(pal, color.RGBA{uint8(r), uint8(g), uint8(b), 255})
			}
		}
	}
	for v := 8; v < 256; v += 8 {
		pal = append(pal, color.RGBA{uint8(v), uint8(v), uint8(v), 255})
	}
	small := image.NewPaletted(pic.Rect, pal)
	draw.Draw(small, small.Rect, pic, image.Point{}, draw.Src)
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, small); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkFirstScreens is what a person waits for who opens one of the mails,
// with fonts that are open; the slowest is told.
func BenchmarkFirstScreens(b *testing.B) {
	files, err := filepath.Glob("../testdata/*.html")
	if err != nil || len(files) == 0 {
		b.Fatal(err)
	}
	sources := map[string]string{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		sources[filepath.Base(file)] = string(source)
	}
	best := map[string]time.Duration{}
	for b.Loop() {
		for name, source := range sources {
			start := time.Now()
			l, _, err := render.Layout(context.Background(), htmldoc.Tree(source), render.Options{Width: 700, Fonts: fonts, Images: flatSize})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := New(flat).Paint(l, rect(0, 0, 700/l.Scale(), 800/l.Scale()), l.Scale(), paper); err != nil {
				b.Fatal(err)
			}
			if d := time.Since(start); best[name] == 0 || d < best[name] {
				best[name] = d
			}
		}
	}
	worst := ""
	for name, d := range best {
		if worst == "" || d > best[worst] {
			worst = name
		}
	}
	b.ReportMetric(float64(best[worst].Microseconds())/1000, "ms/worst")
	b.Logf("%d mails, slowest: %s, %v", len(best), worst, best[worst])
}
