package pdf

import (
	"fmt"
	"image/color"
)

// TextStyle is how a line of text is drawn.
type TextStyle struct {
	Size    float64
	Color   color.NRGBA
	Bolder  bool // thicker than the font is
	Slanted bool // leaning
	Hidden  bool // found and copied, not seen
}

// Placed is a glyph on a page: its pen and its baseline.
type Placed struct {
	CID  uint16
	X, Y float64
}

// lean is how far letters lean that have no italic of their own.
const lean = 0.2

// Text draws glyphs of one font, from left to right.
func (p *Page) Text(f *Font, s TextStyle, glyphs []Placed) {
	if len(glyphs) == 0 || s.Size <= 0 {
		return
	}
	p.op("q")
	p.colour(s.Color)
	p.op("BT")
	p.op(fmt.Sprintf("/F%d %s Tf", f.index, number(s.Size)))
	switch {
	case s.Hidden:
		p.op("Tr", 3)
	case s.Bolder:
		p.op("RG", float64(s.Color.R)/255, float64(s.Color.G)/255, float64(s.Color.B)/255)
		p.op("w", s.Size/28)
		p.op("Tr", 2)
	}
	slant := 0.0
	if s.Slanted {
		slant = lean
	}
	for from := 0; from < len(glyphs); {
		to := from + 1
		for to < len(glyphs) && glyphs[to].Y == glyphs[from].Y {
			to++
		}
		p.op("Tm", 1, 0, slant, 1, glyphs[from].X, p.height-glyphs[from].Y)
		p.show(f, s.Size, glyphs[from:to])
		from = to
	}
	p.op("ET")
	p.op("Q")
}

// show draws glyphs of one baseline, each moved from where the font alone would
// have put it.
func (p *Page) show(f *Font, size float64, glyphs []Placed) {
	p.content = append(p.content, "[<"...)
	pen := glyphs[0].X
	for _, g := range glyphs {
		if off := (pen - g.X) * 1000 / size; off > 0.5 || off < -0.5 {
			p.content = append(p.content, fmt.Sprintf("> %s <", number(off))...)
			pen = g.X
		}
		p.content = append(p.content, fmt.Sprintf("%04X", g.CID)...)
		pen += f.width(g.CID) * size / 1000
	}
	p.content = append(p.content, ">] TJ\n"...)
}
