package raster

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/vector"
)

// fill paints a box in one colour.
func (c *canvas) fill(b *box, col color.NRGBA) {
	if col.A == 0 {
		return
	}
	r := b.bounds().Intersect(c.clip)
	if r.Empty() {
		return
	}
	src := image.NewUniform(col)
	if !b.round() {
		draw.Draw(c.dst, r, src, image.Point{}, draw.Over)
		return
	}
	// Only the rows that hold corners need a mask.
	top := int(b.y0 + max(b.radii[0].Y, b.radii[1].Y) + 1)
	bottom := int(b.y1 - max(b.radii[2].Y, b.radii[3].Y))
	if top < bottom {
		draw.Draw(c.dst, r.Intersect(image.Rect(r.Min.X, top, r.Max.X, bottom)), src, image.Point{}, draw.Over)
		c.masked(b, r.Intersect(image.Rect(r.Min.X, r.Min.Y, r.Max.X, top)), src)
		c.masked(b, r.Intersect(image.Rect(r.Min.X, bottom, r.Max.X, r.Max.Y)), src)
		return
	}
	c.masked(b, r, src)
}

// masked paints src, which is in dst's pixels, through the box's shape.
func (c *canvas) masked(b *box, r image.Rectangle, src image.Image) {
	if r.Empty() {
		return
	}
	m := c.p.mask(b, r)
	draw.DrawMask(c.dst, r, src, r.Min, m, r.Min, draw.Over)
}

// mask is how much of each pixel of r the box covers.
func (p *Painter) mask(b *box, r image.Rectangle) *image.Alpha {
	p.path.Reset(r.Dx(), r.Dy())
	b.trace(&p.path, float32(r.Min.X), float32(r.Min.Y), false)
	return p.rasterise(r)
}

// ring is how much of each pixel of r lies between two boxes.
func (p *Painter) ring(outer, inner *box, r image.Rectangle) *image.Alpha {
	p.path.Reset(r.Dx(), r.Dy())
	outer.trace(&p.path, float32(r.Min.X), float32(r.Min.Y), false)
	if inner.x1 > inner.x0 && inner.y1 > inner.y0 {
		inner.trace(&p.path, float32(r.Min.X), float32(r.Min.Y), true)
	}
	return p.rasterise(r)
}

// polygon is how much of each pixel of r a polygon covers.
func (p *Painter) polygon(points []float32, r image.Rectangle) *image.Alpha {
	p.path.Reset(r.Dx(), r.Dy())
	x, y := float32(r.Min.X), float32(r.Min.Y)
	p.path.MoveTo(points[0]-x, points[1]-y)
	for i := 2; i < len(points); i += 2 {
		p.path.LineTo(points[i]-x, points[i+1]-y)
	}
	p.path.ClosePath()
	return p.rasterise(r)
}

func (p *Painter) rasterise(r image.Rectangle) *image.Alpha {
	m := image.NewAlpha(image.Rect(0, 0, r.Dx(), r.Dy()))
	p.path.DrawOp = draw.Src
	p.path.Draw(m, m.Rect, image.Opaque, image.Point{})
	m.Rect = r
	return m
}

// kappa is where the control points of a quarter of an ellipse are, from its
// corner.
const kappa = 0.44771525

// trace appends the box's outline, less an origin; backwards for a hole.
func (b *box) trace(r *vector.Rasterizer, ox, oy float32, hole bool) {
	x0, y0, x1, y1 := b.x0-ox, b.y0-oy, b.x1-ox, b.y1-oy
	tl, tr, br, bl := b.radii[0], b.radii[1], b.radii[2], b.radii[3]
	if hole {
		r.MoveTo(x0+tl.X, y0)
		r.CubeTo(x0+tl.X*kappa, y0, x0, y0+tl.Y*kappa, x0, y0+tl.Y)
		r.LineTo(x0, y1-bl.Y)
		r.CubeTo(x0, y1-bl.Y*kappa, x0+bl.X*kappa, y1, x0+bl.X, y1)
		r.LineTo(x1-br.X, y1)
		r.CubeTo(x1-br.X*kappa, y1, x1, y1-br.Y*kappa, x1, y1-br.Y)
		r.LineTo(x1, y0+tr.Y)
		r.CubeTo(x1, y0+tr.Y*kappa, x1-tr.X*kappa, y0, x1-tr.X, y0)
		r.ClosePath()
		return
	}
	r.MoveTo(x0+tl.X, y0)
	r.LineTo(x1-tr.X, y0)
	r.CubeTo(x1-tr.X*kappa, y0, x1, y0+tr.Y*kappa, x1, y0+tr.Y)
	r.LineTo(x1, y1-br.Y)
	r.CubeTo(x1, y1-br.Y*kappa, x1-br.X*kappa, y1, x1-br.X, y1)
	r.LineTo(x0+bl.X, y1)
	r.CubeTo(x0+bl.X*kappa, y1, x0, y1-bl.Y*kappa, x0, y1-bl.Y)
	r.LineTo(x0, y0+tl.Y)
	r.CubeTo(x0, y0+tl.Y*kappa, x0+tl.X*kappa, y0, x0+tl.X, y0)
	r.ClosePath()
}
