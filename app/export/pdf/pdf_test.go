package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-text/typesetting/font/cff"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

func square(size float32) []ot.Segment {
	at := func(op ot.SegmentOp, x, y float32) ot.Segment {
		return ot.Segment{Op: op, Args: [3]ot.SegmentPoint{{X: x, Y: y}}}
	}
	return []ot.Segment{at(ot.SegmentOpMoveTo, 0, 0), at(ot.SegmentOpLineTo, size, 0), at(ot.SegmentOpLineTo, size, size), at(ot.SegmentOpLineTo, 0, size)}
}

func sample(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	d := New(&b)
	p := d.Page(200, 300)
	f := d.Font("Some Font")
	a := f.CID(7, "a", func() Glyph { return Glyph{Em: 2048, Advance: 2048, Segments: square(2048)} })
	fi := f.CID(8, "ﬁ😀", func() Glyph { return Glyph{Em: 1000, Advance: 500} })
	if again := f.CID(7, "a", nil); again != a || fi == a {
		t.Errorf("glyphs are %d, %d, %d", a, again, fi)
	}
	if other := f.CID(7, "b", func() Glyph { return Glyph{Em: 1000} }); other == a {
		t.Error("the same shape of another text needs a number of its own")
	}
	p.Text(f, TextStyle{Size: 10, Color: color.NRGBA{255, 0, 0, 128}, Bolder: true, Slanted: true}, []Placed{{a, 10, 20}, {fi, 20, 20}, {a, 26, 20}, {a, 26, 25}})
	p.Fill(Rect{1, 2, 3, 4}, Corners{{1, 1}, {1, 1}, {1, 1}, {1, 1}}, color.NRGBA{0, 0, 255, 255})
	p.Draw(d.Image(image.NewNRGBA(image.Rect(0, 0, 3, 2))), Rect{0, 0, 30, 20}, 255)
	p.Link(Rect{0, 0, 10, 10}, "https://a.example/)(")
	p.Link(Rect{0, 0, 10, 10}, "javascript:x")
	p.Fill(Rect{math.NaN(), math.Inf(1), 1, 1}, Corners{}, color.NRGBA{A: 255})
	d.Page(200, 300)
	if err := d.Close(Info{Title: "Über (a) \\ b", Created: time.Unix(0, 0)}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// objects are the file's objects by number, found through its own table.
func objects(t *testing.T, file []byte) map[int]string {
	t.Helper()
	at, err := strconv.Atoi(string(regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)[1]))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[int]string)
	for i, m := range regexp.MustCompile(`(\d{10}) 00000 n `).FindAllSubmatch(file[at:], -1) {
		from, err := strconv.Atoi(string(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		body, _, _ := strings.Cut(string(file[from:]), "\nendobj\n")
		head := fmt.Sprintf("%d 0 obj\n", i+1)
		if !strings.HasPrefix(body, head) {
			t.Fatalf("the table leads object %d to %.30q", i+1, body)
		}
		out[i+1] = strings.TrimPrefix(body, head)
	}
	return out
}

func unpacked(t *testing.T, object string) []byte {
	t.Helper()
	_, body, _ := strings.Cut(object, "stream\n")
	z, err := zlib.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDocument(t *testing.T) {
	all := objects(t, sample(t))
	var text strings.Builder
	for n, o := range all {
		for _, r := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(o, -1) {
			if to, err := strconv.Atoi(r[1]); err != nil || all[to] == "" {
				t.Errorf("object %d refers to %s, which is not there", n, r[1])
			}
		}
		dict, _, packed := strings.Cut(o, "stream\n")
		text.WriteString(dict)
		if packed {
			text.Write(unpacked(t, o))
		}
	}
	for _, want := range []string{
		"/Count 2", "<0001> <0061>", "<0002> <FB01D83DDE00>", "/Encoding /Identity-H", "/W [0 [0 1000 500 0 ]]", "/Title <FEFF00DC", "1 0 0 rg", "/A128 gs",
		"1 0 0.2 1 10 280 Tm", "[<00010002> ", "/URI <68747470733A2F2F612E6578616D706C652F2928>", "/SMask",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text.String(), "NaN") || strings.Contains(text.String(), "Inf ") || strings.Count(text.String(), "/Subtype /Link") != 1 {
		t.Error("what is no number, or no link, was written")
	}
}

// The font is one that another reader takes, and its glyphs are what went in.
func TestFont(t *testing.T) {
	curve := []ot.Segment{
		{Op: ot.SegmentOpMoveTo, Args: [3]ot.SegmentPoint{{X: 0, Y: 0}}},
		{Op: ot.SegmentOpQuadTo, Args: [3]ot.SegmentPoint{{X: 300, Y: 600}, {X: 600, Y: 0}}},
		{Op: ot.SegmentOpCubeTo, Args: [3]ot.SegmentPoint{{X: 500, Y: -1200}, {X: 100, Y: -200}, {X: 0, Y: 0}}},
	}
	shapes := [][]byte{charstring(nil, 1, 0), charstring(square(2048), 1000./2048, 1000), charstring(curve, 1, 600)}
	font, err := cff.Parse(cffFile("Test", shapes))
	if err != nil {
		t.Fatal(err)
	}
	for gid, want := range []string{"", "0,0 1000,0 1000,1000 0,1000", "0,0 200,400 400,400 600,0 500,-1200 100,-200 0,0"} {
		segments, _, err := font.LoadGlyph(tables.GlyphID(gid))
		if err != nil {
			t.Fatal(gid, err)
		}
		var points []string
		for _, s := range segments {
			for _, p := range s.ArgsSlice() {
				points = append(points, fmt.Sprintf("%v,%v", p.X, p.Y))
			}
		}
		if got := strings.Join(points, " "); !strings.HasPrefix(got, want) {
			t.Errorf("glyph %d is %s, want %s", gid, got, want)
		}
	}
}

func TestErrorsAreKept(t *testing.T) {
	full := errors.New("full")
	d := New(refusing{full})
	d.Page(10, 10).Fill(Rect{0, 0, 1, 1}, Corners{}, color.NRGBA{A: 255})
	if err := d.Close(Info{}); !errors.Is(err, full) {
		t.Error(err)
	}
}

type refusing struct{ err error }

func (r refusing) Write([]byte) (int, error) { return 0, r.err }

func TestPhotographsAreJPEG(t *testing.T) {
	photo := image.NewNRGBA(image.Rect(0, 0, 200, 200))
	noise := rand.New(rand.NewPCG(1, 2))
	for i := range photo.Pix {
		photo.Pix[i] = uint8(noise.Uint32())
		if i%4 == 3 {
			photo.Pix[i] = 255
		}
	}
	var b bytes.Buffer
	d := New(&b)
	d.Page(10, 10).Draw(d.Image(photo), Rect{0, 0, 10, 10}, 200)
	if err := d.Close(Info{}); err != nil || !bytes.Contains(b.Bytes(), []byte("/DCTDecode")) {
		t.Error("no JPEG", err)
	}
}
