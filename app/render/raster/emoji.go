package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	xdraw "golang.org/x/image/draw"
)

// stamp lays a picture down at at, as opaque as alpha says.
func (c *canvas) stamp(pic *image.RGBA, at image.Point, alpha uint8) {
	r := pic.Rect.Add(at).Intersect(c.clip)
	if alpha == 255 {
		draw.Draw(c.dst, r, pic, r.Min.Sub(at), draw.Over)
		return
	}
	draw.DrawMask(c.dst, r, pic, r.Min.Sub(at), image.NewUniform(color.Alpha{A: alpha}), image.Point{}, draw.Over)
}

// frame is where a glyph lies by its font's extents, in pixels from the pen; a
// square on the baseline when the font does not say.
func frame(face *font.Face, id font.GID, scale float32) (x, y, w, h int) {
	e, ok := face.GlyphExtents(id)
	if !ok || e.Width <= 0 || e.Height >= 0 {
		side := float32(face.Upem()) * scale
		return 0, -int(side * 0.88), int(side*1.17 + 0.5), int(side*1.17 + 0.5)
	}
	return int(math.Round(float64(e.XBearing * scale))), -int(math.Round(float64(e.YBearing * scale))),
		int(e.Width*scale + 0.5), int(-e.Height*scale + 0.5)
}

// bitmap scales a glyph that is a picture (CBDT, sbix).
func bitmap(d font.GlyphBitmap, face *font.Face, id font.GID, size, scale float32) *glyph {
	var pic image.Image
	var err error
	switch d.Format {
	case font.PNG:
		pic, err = png.Decode(bytes.NewReader(d.Data))
	case font.JPG:
		pic, err = jpeg.Decode(bytes.NewReader(d.Data))
	default:
		return nil
	}
	if err != nil || pic.Bounds().Empty() {
		return nil
	}
	x, y, w, h := frame(face, id, scale)
	if w <= 0 || h <= 0 || w > maxGlyphDim || h > maxGlyphDim {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	xdraw.CatmullRom.Scale(out, out.Rect, pic, pic.Bounds(), draw.Src, nil)
	return &glyph{colour: out, x: x, y: y}
}

// drawn draws a glyph that is an SVG document of its font. The width of its view
// box is the em, and the box's top the baseline.
func drawn(d font.GlyphSVG, size float32) *glyph {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(d.Source))
	if err != nil || icon.ViewBox.W <= 0 || size > maxGlyphDim/2 {
		return nil
	}
	em := float64(size)
	up, down := int(math.Ceil(em*1.1)), int(math.Ceil(em*0.4))
	w, h := int(math.Ceil(em*1.3)), up+down
	v := &icon.ViewBox
	scale := em / v.W
	icon.SetTarget(v.X-scale*v.X, float64(up)+v.Y-scale*v.Y, scale*v.W, scale*v.H)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, out, out.Rect)), 1)
	return &glyph{colour: out, y: -up}
}

// layered draws a glyph that is made of coloured layers (COLR, version 0; of
// version 1 its layers, glyphs, shifts and plain colours, gradients by their
// first colour). Palette entries the font lacks are black.
func (p *Painter) layered(d font.GlyphColor, face *font.Face, size, scale float32) *glyph {
	side := int(math.Ceil(float64(size * 1.5)))
	if side <= 0 || side > maxGlyphDim {
		return nil
	}
	l := &layers{face: face, scale: scale, out: image.NewRGBA(image.Rect(0, -side, side, side/2))}
	l.paint(d.Paint, 0, 0, 0)
	if !l.any {
		return nil
	}
	at := l.out.Rect.Min
	l.out.Rect = l.out.Rect.Sub(at)
	return &glyph{colour: l.out, x: at.X, y: at.Y}
}

// layers is a glyph of layers in the making.
type layers struct {
	face  *font.Face
	scale float32
	out   *image.RGBA
	any   bool
}

// maxNesting bounds paint tables inside each other: fonts may be of anywhere.
const maxNesting = 8

func (l *layers) paint(t tables.PaintTable, dx, dy float32, depth int) {
	if depth > maxNesting {
		return
	}
	switch t := t.(type) {
	case tables.PaintColrLayersResolved:
		for _, layer := range t {
			l.glyph(layer.GlyphID, l.colour(layer.PaletteIndex, 1), dx, dy)
		}
	case tables.PaintColrLayers:
		all, err := l.face.COLR.LayerList.Resolve(t)
		if err != nil {
			return
		}
		for _, one := range all {
			l.paint(one, dx, dy, depth+1)
		}
	case tables.PaintColrGlyph:
		if next, ok := l.face.COLR.Search(t.GlyphID); ok {
			l.paint(next, dx, dy, depth+1)
		}
	case tables.PaintTranslate:
		l.paint(t.Paint, dx+float32(t.Dx), dy+float32(t.Dy), depth+1)
	case tables.PaintGlyph:
		if col, ok := l.solid(t.Paint, depth+1); ok {
			l.glyph(t.GlyphID, col, dx, dy)
		}
	}
}

// solid is the colour that a glyph is filled with.
func (l *layers) solid(t tables.PaintTable, depth int) (color.NRGBA, bool) {
	if depth > maxNesting {
		return color.NRGBA{}, false
	}
	first := func(line tables.ColorLine) (color.NRGBA, bool) {
		if len(line.ColorStops) == 0 {
			return color.NRGBA{}, false
		}
		s := line.ColorStops[0]
		return l.colour(s.PaletteIndex, float32(s.Alpha)), true
	}
	switch t := t.(type) {
	case tables.PaintSolid:
		return l.colour(t.PaletteIndex, float32(t.Alpha)), true
	case tables.PaintLinearGradient:
		return first(t.ColorLine)
	case tables.PaintRadialGradient:
		return first(t.ColorLine)
	case tables.PaintSweepGradient:
		return first(t.ColorLine)
	case tables.PaintTransform:
		return l.solid(t.Paint, depth+1)
	case tables.PaintTranslate:
		return l.solid(t.Paint, depth+1)
	case tables.PaintScale:
		return l.solid(t.Paint, depth+1)
	}
	return color.NRGBA{}, false
}

func (l *layers) colour(i uint16, alpha float32) color.NRGBA {
	c := color.NRGBA{A: 255}
	if len(l.face.CPAL) > 0 && int(i) < len(l.face.CPAL[0]) {
		r := l.face.CPAL[0][i]
		c = color.NRGBA{R: r.Red, G: r.Green, B: r.Blue, A: r.Alpha}
	}
	c.A = uint8(float32(c.A) * max(0, min(alpha, 1)))
	return c
}

// glyph fills one glyph of the font in a colour.
func (l *layers) glyph(id tables.GlyphID, col color.NRGBA, dx, dy float32) {
	o, ok := l.face.GlyphDataOutline(id)
	if !ok {
		return
	}
	place := func(a ot.SegmentPoint) (float32, float32) { return (a.X + dx) * l.scale, -(a.Y + dy) * l.scale }
	r := bounds(o.Segments, place)
	if r.Empty() || r.Dx() > maxGlyphDim || r.Dy() > maxGlyphDim {
		return
	}
	blend(l.out, l.out.Rect, contours(o.Segments, r, place), r.Min.X, r.Min.Y, col)
	l.any = true
}
