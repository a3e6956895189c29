package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"

	ot "github.com/go-text/typesetting/font/opentype"
)

// Font holds the glyphs of one font that a document uses.
type Font struct {
	d      *Document
	number ref
	index  int
	name   string
	seen   map[glyphKey]uint16
	shapes [][]byte // charstrings by CID
	widths []float64
	texts  []string
}

// glyphKey names a glyph and what it stands for: the same shape may be of
// several texts, as ligatures and accents are.
type glyphKey struct {
	id   uint32
	text string
}

// Glyph is a shape of a font, in units of which the em has Em.
type Glyph struct {
	ID       uint32
	Em       float64
	Advance  float64
	Segments []ot.Segment // none: nothing is seen
}

// Font adds a font. The name is what a reader lists it under.
func (d *Document) Font(name string) *Font {
	f := &Font{d: d, number: d.reserve(), index: len(d.fonts) + 1, seen: make(map[glyphKey]uint16)}
	f.name = fmt.Sprintf("%s+%s", tag(f.index), plainName(name))
	f.add(nil, 0, "") // .notdef
	d.fonts = append(d.fonts, f)
	return f
}

// tag is the six letters that mark a subset.
func tag(n int) string {
	b := []byte("GODAAA")
	for i := 5; i > 2; i-- {
		b[i] += byte(n % 26)
		n /= 26
	}
	return string(b)
}

// plainName is a name of letters and digits.
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
	if s == "" {
		return "Font"
	}
	return s[:min(len(s), 60)]
}

// CID is the number of a glyph that stands for text; "" when another glyph
// beside it does. A font that is full gives 0, which shows nothing.
func (f *Font) CID(id uint32, text string, shape func() Glyph) uint16 {
	k := glyphKey{id, text}
	if cid, ok := f.seen[k]; ok {
		return cid
	}
	if len(f.shapes) > 65_000 {
		return 0
	}
	g := shape()
	scale := 1000 / max(g.Em, 1)
	cid := f.add(charstring(g.Segments, scale, g.Advance*scale), g.Advance*scale, text)
	f.seen[k] = cid
	return cid
}

func (f *Font) add(shape []byte, width float64, text string) uint16 {
	if shape == nil {
		shape = charstring(nil, 1, width)
	}
	f.shapes, f.widths, f.texts = append(f.shapes, shape), append(f.widths, width), append(f.texts, text)
	return uint16(len(f.shapes) - 1)
}

// width is how far a glyph moves the pen, in thousandths of the em.
func (f *Font) width(cid uint16) float64 { return f.widths[cid] }

// finish writes the font.
func (f *Font) finish() {
	d := f.d
	file := d.stream("/Subtype /CIDFontType0C", cffFile(f.name, f.shapes))
	desc := d.add(fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-1000 -1000 2000 2000] "+
		"/ItalicAngle 0 /Ascent 900 /Descent -250 /CapHeight 700 /StemV 80 /FontFile3 %d 0 R>>", f.name, file))
	var widths strings.Builder
	for _, w := range f.widths {
		widths.WriteString(number(w) + " ")
	}
	child := d.add(fmt.Sprintf("<</Type /Font /Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/FontDescriptor %d 0 R /DW 0 /W [0 [%s]]>>", f.name, desc, widths.String()))
	texts := d.stream("", []byte(f.toUnicode()))
	d.put(f.number, fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>",
		f.name, child, texts))
}

// toUnicode says which characters each glyph stands for (9.10.3).
func (f *Font) toUnicode() string {
	var lines []string
	for cid, text := range f.texts {
		if text == "" {
			continue
		}
		var hex strings.Builder
		for _, u := range utf16.Encode([]rune(text)) {
			fmt.Fprintf(&hex, "%04X", u)
		}
		lines = append(lines, fmt.Sprintf("<%04X> <%s>\n", cid, hex.String()))
	}
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(lines) > 0 { // at most 100 a block
		n := min(100, len(lines))
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(lines[:n], ""))
		lines = lines[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
