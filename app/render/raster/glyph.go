package raster

import (
	"image"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"golang.org/x/image/vector"

	"godwit/app/render/text"
)

const (
	maxGlyphs   = 16 << 20 // octets of glyphs that are kept
	maxGlyphDim = 2000     // pixels; a larger glyph is not drawn
	lean        = 0.2      // of letters without an italic of their own
)

// glyphKey names a glyph as it is drawn.
type glyphKey struct {
	font            *font.Font
	id              font.GID
	size            int32 // 1/64 pixel
	sub             uint8
	bolder, slanted bool
}

// glyph is a drawn glyph, to be laid at x, y from the pen. A blank has neither
// mask nor colour and is nil.
type glyph struct {
	mask   *image.Alpha
	colour *image.RGBA
	x, y   int
}

// glyph draws a glyph, or finds it drawn. Without a shape it is nil.
func (p *Painter) glyph(g *text.Glyph, size float32, sub uint8) *glyph {
	k := glyphKey{g.Font, g.ID, int32(size * 64), sub, g.Bolder, g.Slanted}
	if have, ok := p.glyphs[k]; ok {
		return have
	}
	made := p.drawGlyph(g, size, float32(sub)/subpixels)
	if p.held > maxGlyphs {
		clear(p.glyphs)
		p.held = 0
	}
	p.glyphs[k] = made
	p.held += 64
	if made != nil && made.mask != nil {
		p.held += len(made.mask.Pix)
	}
	if made != nil && made.colour != nil {
		p.held += len(made.colour.Pix)
	}
	return made
}

// face is a face of a font that belongs to this painter alone: faces may not be
// shared between goroutines, fonts may.
func (p *Painter) face(f *font.Font) *font.Face {
	face := p.faces[f]
	if face == nil {
		face = font.NewFace(f)
		p.faces[f] = face
	}
	return face
}

func (p *Painter) drawGlyph(g *text.Glyph, size, sub float32) *glyph {
	face := p.face(g.Font)
	scale := size / float32(face.Upem())
	switch d := face.GlyphData(g.ID).(type) {
	case font.GlyphOutline:
		return outline(d.Segments, g, size, scale, sub)
	case font.GlyphBitmap:
		if made := bitmap(d, face, g.ID, size, scale); made != nil {
			return made
		}
		if d.Outline != nil {
			return outline(d.Outline.Segments, g, size, scale, sub)
		}
	case font.GlyphSVG:
		if made := drawn(d, size); made != nil {
			return made
		}
		return outline(d.Outline.Segments, g, size, scale, sub)
	case font.GlyphColor:
		if made := p.layered(d, face, size, scale); made != nil {
			return made
		}
		if o, ok := face.GlyphDataOutline(tables.GlyphID(g.ID)); ok {
			return outline(o.Segments, g, size, scale, sub)
		}
	}
	return nil
}

// outline fills a glyph's contours.
func outline(segments []ot.Segment, g *text.Glyph, size, scale, sub float32) *glyph {
	slant := float32(0)
	if g.Slanted {
		slant = lean
	}
	place := func(a ot.SegmentPoint) (float32, float32) { return (a.X+a.Y*slant)*scale + sub, -a.Y * scale }
	r := bounds(segments, place)
	thick := float32(0)
	if g.Bolder {
		thick = max(0.5, size/28)
		r.Max.X += int(math.Ceil(float64(thick)))
	}
	if r.Empty() || r.Dx() > maxGlyphDim || r.Dy() > maxGlyphDim {
		return nil
	}
	m := contours(segments, r, place)
	if thick > 0 {
		again := contours(segments, r, func(a ot.SegmentPoint) (float32, float32) {
			x, y := place(a)
			return x + thick, y
		})
		for i, v := range again.Pix {
			m.Pix[i] = max(m.Pix[i], v)
		}
	}
	return &glyph{mask: m, x: r.Min.X, y: r.Min.Y}
}

// bounds is the pixels that contours touch.
func bounds(segments []ot.Segment, place func(ot.SegmentPoint) (float32, float32)) image.Rectangle {
	if len(segments) == 0 {
		return image.Rectangle{}
	}
	x0, y0, x1, y1 := float32(1e9), float32(1e9), float32(-1e9), float32(-1e9)
	for i := range segments {
		for _, a := range segments[i].ArgsSlice() {
			x, y := place(a)
			x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
		}
	}
	b := box{x0: max(x0, -1e5), y0: max(y0, -1e5), x1: min(x1, 1e5), y1: min(y1, 1e5)}
	return b.bounds()
}

// contours is how much of each pixel of r the contours cover.
func contours(segments []ot.Segment, r image.Rectangle, place func(ot.SegmentPoint) (float32, float32)) *image.Alpha {
	path := vector.NewRasterizer(r.Dx(), r.Dy())
	ox, oy := float32(r.Min.X), float32(r.Min.Y)
	at := func(a ot.SegmentPoint) (float32, float32) {
		x, y := place(a)
		return x - ox, y - oy
	}
	for i := range segments {
		s := &segments[i]
		x0, y0 := at(s.Args[0])
		switch s.Op {
		case ot.SegmentOpMoveTo:
			if i > 0 {
				path.ClosePath()
			}
			path.MoveTo(x0, y0)
		case ot.SegmentOpLineTo:
			path.LineTo(x0, y0)
		case ot.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			path.QuadTo(x0, y0, x1, y1)
		case ot.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			path.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	path.ClosePath()
	m := image.NewAlpha(image.Rect(0, 0, r.Dx(), r.Dy()))
	path.DrawOp = draw.Src
	path.Draw(m, m.Rect, image.Opaque, image.Point{})
	return m
}
