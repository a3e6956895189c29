package export

import (
	"image/color"

	"github.com/go-text/typesetting/font"

	"godwit/app/export/pdf"
	"godwit/app/render/display"
	"godwit/app/render/text"
)

// face is a font and its place in the document.
type face struct {
	face *font.Face
	font *pdf.Font
}

func (p *press) face(f *font.Font) *face {
	have := p.faces[f]
	if have == nil {
		have = &face{font.NewFace(f), p.doc.Font(f.Describe().Family)}
		p.faces[f] = have
	}
	return have
}

// stroke is a row of glyphs that are drawn alike.
type stroke struct {
	face            *face
	bolder, slanted bool
	hidden          bool
	glyphs          []pdf.Placed
}

// text draws a line and what runs along it.
func (p *press) text(o *display.Op) {
	t := o.Text
	if t == nil || o.Color.A == 0 {
		return
	}
	runes := []rune(t.Text)
	var row stroke
	flush := func() {
		if row.face != nil {
			style := pdf.TextStyle{Size: float64(t.Font.Size) * p.scale, Color: o.Color, Bolder: row.bolder, Slanted: row.slanted, Hidden: row.hidden}
			p.page.Text(row.face.font, style, row.glyphs)
		}
		row = stroke{}
	}
	for i := range t.Pieces {
		piece := &t.Pieces[i]
		if piece.Run == nil {
			continue
		}
		x := o.Rect.X + piece.X
		glyphs := piece.Run.Glyphs
		for k := range glyphs {
			g := &glyphs[k]
			says := saying(runes, piece, k)
			f := p.face(g.Font)
			outline, seen := shape(f.face, g.ID)
			if !seen {
				p.sign(t, g, x, o.Color.A)
			}
			if row.face != f || row.bolder != g.Bolder || row.slanted != g.Slanted || row.hidden != !seen {
				flush()
				row = stroke{face: f, bolder: g.Bolder, slanted: g.Slanted, hidden: !seen}
			}
			cid := f.font.CID(uint32(g.ID), says, func() pdf.Glyph {
				return pdf.Glyph{ID: uint32(g.ID), Em: float64(f.face.Upem()), Advance: float64(f.face.HorizontalAdvance(g.ID)), Segments: outline.Segments}
			})
			row.glyphs = append(row.glyphs, pdf.Placed{CID: cid, X: margin + float64(x+g.DX)*p.scale, Y: p.y(t.Baseline + g.DY)})
			x += g.Advance
			if piece.Spacing != 0 && (k+1 == len(glyphs) || glyphs[k+1].At != g.At) {
				x += piece.Spacing
			}
		}
	}
	flush()
	for _, d := range t.Decorations {
		p.decoration(o, d)
	}
}

// saying is the text that glyph k of a piece stands for. A cluster with as many
// glyphs as characters has one for each; else its first glyph has all of them.
func saying(runes []rune, piece *display.Piece, k int) string {
	glyphs := piece.Run.Glyphs
	first, last := k, k+1
	for first > 0 && glyphs[first-1].At == glyphs[k].At {
		first--
	}
	for last < len(glyphs) && glyphs[last].At == glyphs[k].At {
		last++
	}
	from := min(len(runes), piece.At+glyphs[k].At)
	to := min(len(runes), from+glyphs[k].Runes)
	cluster := runes[from:to]
	switch {
	case last-first == len(cluster) && piece.Run.RTL:
		return string(cluster[last-1-k : last-k])
	case last-first == len(cluster):
		return string(cluster[k-first : k-first+1])
	case k == first:
		return string(cluster)
	}
	return ""
}

// shape is a glyph's outline; seen is false for one that is a picture.
func shape(f *font.Face, id font.GID) (outline font.GlyphOutline, seen bool) {
	switch d := f.GlyphData(id).(type) {
	case font.GlyphOutline:
		return d, true
	case font.GlyphBitmap, font.GlyphSVG, font.GlyphColor:
		return font.GlyphOutline{}, false
	}
	return font.GlyphOutline{}, true
}

// sign names a picture of a font at a size.
type sign struct {
	font *font.Font
	id   font.GID
	size float32
}

// sign draws a glyph that is a picture.
func (p *press) sign(t *display.TextLine, g *text.Glyph, x float32, alpha uint8) {
	size := t.Font.Size
	area := display.Rect{X: -size / 4, Y: -size * 1.25, W: g.Advance + size/2, H: size * 1.75}
	key := sign{g.Font, g.ID, size}
	pic, ok := p.signs[key]
	if !ok {
		alone := *g
		alone.At, alone.DX, alone.DY = 0, 0, 0
		line := &display.TextLine{Font: t.Font, Pieces: []display.Piece{{Run: &text.Run{Glyphs: []text.Glyph{alone}, Width: g.Advance, Runes: 1}}}}
		one := &display.List{}
		one.Add(display.Op{Kind: display.Text, Color: black, Text: line, Rect: display.Rect{Y: -size, W: g.Advance, H: size * 1.25}})
		made, err := p.painter.Paint(one.Done(), area, 4, color.Transparent)
		if err != nil || made.Rect.Empty() {
			return
		}
		pic = p.doc.Image(made)
		p.signs[key] = pic
	}
	area.X += x + g.DX
	area.Y += t.Baseline + g.DY
	p.page.Draw(pic, p.rect(area), alpha)
}

// decoration draws a line along a text.
func (p *press) decoration(o *display.Op, d display.Decoration) {
	line := func(y float32) {
		p.page.Fill(p.rect(display.Rect{X: o.Rect.X, Y: y, W: o.Rect.W, H: d.Thickness}), pdf.Corners{}, d.Color)
	}
	switch d.Style {
	case display.None:
	case display.Double:
		line(d.Y)
		line(d.Y + 2*d.Thickness)
	default:
		line(d.Y)
	}
}
