package raster

import (
	"image"
	"image/color"
	"math"

	"godwit/app/render/display"
)

// shadow paints the shadow that a box throws, or one that falls into it. It is
// the product of two blurred edges, which is exact for square corners; round
// ones are taken off by how far the corner is away.
func (c *canvas) shadow(o *display.Op) {
	s := o.Shadow
	if s == nil || s.Color.A == 0 {
		return
	}
	b := c.box(o.Rect, o.Radii)
	reach := o.Reach()
	area := c.box(reach, display.Radii{})
	r := area.bounds().Intersect(c.clip)
	if r.Empty() {
		return
	}
	spread := s.Spread * c.scale
	if s.Inset {
		spread = -spread
	}
	cast := b.inset(-spread, -spread, -spread, -spread)
	for i := range b.radii {
		if b.radii[i] == (display.Corner{}) {
			cast.radii[i] = display.Corner{}
		}
	}
	dx, dy := s.DX*c.scale, s.DY*c.scale
	cast.x0, cast.x1, cast.y0, cast.y1 = cast.x0+dx, cast.x1+dx, cast.y0+dy, cast.y1+dy
	sigma := min(s.Blur, 200) * c.scale / 2
	at := blurred(&cast, sigma)
	parts := []image.Rectangle{r}
	if !s.Inset {
		parts = around(r, &b)
	}
	for _, part := range parts {
		if !part.Empty() {
			c.shade(&b, part, s, at)
		}
	}
}

// around is r without the rows of the box that have no corners in them: nothing
// of an outer shadow is seen there.
func around(r image.Rectangle, b *box) []image.Rectangle {
	top := max(r.Min.Y, min(r.Max.Y, int(b.y0+max(b.radii[0].Y, b.radii[1].Y)+1)))
	bottom := max(top, min(r.Max.Y, int(b.y1-max(b.radii[2].Y, b.radii[3].Y))))
	left := max(r.Min.X, min(r.Max.X, int(b.x0)))
	right := max(left, min(r.Max.X, int(b.x1)))
	return []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, top),
		image.Rect(r.Min.X, bottom, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, top, left, bottom),
		image.Rect(right, top, r.Max.X, bottom),
	}
}

// shade paints a part of a shadow, which covers as much of a point as at says.
func (c *canvas) shade(b *box, r image.Rectangle, s *display.ShadowStyle, at func(x, y float32) float32) {
	mask := c.p.mask(b, r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := mask.Pix[mask.PixOffset(r.Min.X, y):]
		row = row[:r.Dx()]
		for x := range row {
			inside := float32(row[x]) / 255
			if !s.Inset && inside == 1 || s.Inset && inside == 0 {
				row[x] = 0
				continue
			}
			v := at(float32(x+r.Min.X)+0.5, float32(y)+0.5)
			if s.Inset {
				v = (1 - v) * inside
			} else {
				v *= 1 - inside
			}
			row[x] = uint8(v*255 + 0.5)
		}
	}
	blend(c.dst, r, mask, r.Min.X, r.Min.Y, s.Color)
}

// blurred is how much a blurred box covers a point.
func blurred(b *box, sigma float32) func(x, y float32) float32 {
	rx, ry := float32(0), float32(0)
	for _, k := range b.radii {
		rx, ry = max(rx, k.X), max(ry, k.Y)
	}
	radius := min(rx, ry)
	edge := max(sigma, 0.3)
	return func(x, y float32) float32 {
		// The distance to the box with its corners, inside negative.
		qx := max(b.x0+radius-x, x-b.x1+radius)
		qy := max(b.y0+radius-y, y-b.y1+radius)
		if radius > 0 && qx > 0 && qy > 0 || radius > sigma {
			out := float32(math.Hypot(float64(max(qx, 0)), float64(max(qy, 0))))
			d := out + min(max(qx, qy), 0) - radius
			return half(-d / edge)
		}
		return (half((x-b.x0)/edge) - half((x-b.x1)/edge)) * (half((y-b.y0)/edge) - half((y-b.y1)/edge))
	}
}

// half is the share of a normal distribution below v.
func half(v float32) float32 {
	switch {
	case v > 4:
		return 1
	case v < -4:
		return 0
	}
	return halves[int((v+4)*128)]
}

var halves = func() (t [1025]float32) {
	for i := range t {
		t[i] = float32(0.5 * (1 + math.Erf((float64(i)/128-4)/math.Sqrt2)))
	}
	return t
}()

// blend paints a colour through a mask that lies at x, y.
func blend(dst *image.RGBA, clip image.Rectangle, m *image.Alpha, x, y int, col color.NRGBA) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	r := image.Rect(x, y, x+w, y+h).Intersect(clip)
	if r.Empty() {
		return
	}
	cr, cg, cb, ca := uint32(col.R), uint32(col.G), uint32(col.B), uint32(col.A)
	for row := r.Min.Y; row < r.Max.Y; row++ {
		mask := m.Pix[(row-y)*m.Stride+r.Min.X-x:]
		pix := dst.Pix[dst.PixOffset(r.Min.X, row):]
		for i := 0; i < r.Dx(); i++ {
			a := uint32(mask[i])
			if a == 0 {
				continue
			}
			a = a * ca / 255
			rest := 255 - a
			d := pix[i*4 : i*4+4 : i*4+4]
			d[0] = uint8((cr*a + uint32(d[0])*rest + 127) / 255)
			d[1] = uint8((cg*a + uint32(d[1])*rest + 127) / 255)
			d[2] = uint8((cb*a + uint32(d[2])*rest + 127) / 255)
			d[3] = uint8((255*a + uint32(d[3])*rest + 127) / 255)
		}
	}
}
