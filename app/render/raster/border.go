package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"godwit/app/render/display"
)

// sides are a border's widths in device pixels, in the order of CSS.
type sides [4]float32

// border paints the sides of a box, each cut off at the diagonal of its corners.
func (c *canvas) border(o *display.Op) {
	b := c.box(o.Rect, o.Radii)
	r := b.bounds().Intersect(c.clip)
	if r.Empty() || o.Border == nil {
		return
	}
	var w sides
	for i, s := range o.Border.Sides {
		if s.Style != display.None && s.Width > 0 {
			w[i] = max(1, float32(math.Floor(float64(s.Width*c.scale))))
		}
	}
	if s, ok := uniform(o.Border, w); ok && s.Style == display.Solid {
		c.band(&b, w, sides{}, r, s.Color)
		return
	}
	for i, s := range o.Border.Sides {
		if w[i] == 0 || s.Color.A == 0 {
			continue
		}
		c.side(&b, w, i, s, r)
	}
}

// uniform is the one style that all visible sides have.
func uniform(b *display.BorderStyle, w sides) (display.Side, bool) {
	var one display.Side
	for i, s := range b.Sides {
		switch {
		case w[i] == 0:
		case one.Style == display.None:
			one = s
		case one.Style != s.Style || one.Color != s.Color:
			return one, false
		}
	}
	return one, one.Style != display.None
}

// band paints what lies between two insets of a box.
func (c *canvas) band(b *box, inner, outer sides, r image.Rectangle, col color.NRGBA) {
	if col.A == 0 {
		return
	}
	out, in := b.inset(outer[0], outer[1], outer[2], outer[3]), b.inset(inner[0], inner[1], inner[2], inner[3])
	if !b.round() { // four bars that do not overlap
		for _, bar := range []box{
			{x0: out.x0, y0: out.y0, x1: out.x1, y1: in.y0},
			{x0: out.x0, y0: in.y1, x1: out.x1, y1: out.y1},
			{x0: out.x0, y0: in.y0, x1: in.x0, y1: in.y1},
			{x0: in.x1, y0: in.y0, x1: out.x1, y1: in.y1},
		} {
			draw.Draw(c.dst, bar.bounds().Intersect(r), image.NewUniform(col), image.Point{}, draw.Over)
		}
		return
	}
	for _, part := range surround(r, b.strip(inner, 0), b.strip(inner, 2), b.strip(inner, 3), b.strip(inner, 1)) {
		m := c.p.ring(&out, &in, part)
		draw.DrawMask(c.dst, part, image.NewUniform(col), image.Point{}, m, part.Min, draw.Over)
	}
}

// surround is the pixels of r that lie above, below, left or right of something, none twice.
func surround(r, above, below, left, right image.Rectangle) (parts []image.Rectangle) {
	add := func(x0, y0, x1, y1 int) {
		if part := image.Rect(x0, y0, x1, y1).Intersect(r); x0 < x1 && y0 < y1 && !part.Empty() {
			parts = append(parts, part)
		}
	}
	top := max(r.Min.Y, min(r.Max.Y, above.Max.Y))
	bottom := max(top, min(r.Max.Y, below.Min.Y))
	middle := max(r.Min.X, min(r.Max.X, left.Max.X))
	add(r.Min.X, r.Min.Y, r.Max.X, top)
	add(r.Min.X, bottom, r.Max.X, r.Max.Y)
	add(r.Min.X, top, middle, bottom)
	add(max(middle, right.Min.X), top, r.Max.X, bottom)
	return parts
}

// strip is every pixel that a side of a border touches, its corners included.
func (b *box) strip(w sides, i int) image.Rectangle {
	one := *b
	switch k := &b.radii; i {
	case 0:
		one.y1 = b.y0 + max(w[0], k[0].Y, k[1].Y)
	case 1:
		one.x0 = b.x1 - max(w[1], k[1].X, k[2].X)
	case 2:
		one.y0 = b.y1 - max(w[2], k[2].Y, k[3].Y)
	default:
		one.x1 = b.x0 + max(w[3], k[3].X, k[0].X)
	}
	return one.bounds()
}

// side paints one side that differs from the others or is not solid.
func (c *canvas) side(b *box, w sides, i int, s display.Side, r image.Rectangle) {
	switch s.Style {
	case display.Dashed, display.Dotted:
		c.dashes(b, w, i, s)
		return
	}
	if r = r.Intersect(b.strip(w, i)); r.Empty() {
		return
	}
	part := func(from, to float32, col color.NRGBA) { // shares of the width, from outside
		var inner, outer sides
		for k := range w {
			outer[k], inner[k] = round(w[k]*from), round(w[k]*to)
		}
		out, in := b.inset(outer[0], outer[1], outer[2], outer[3]), b.inset(inner[0], inner[1], inner[2], inner[3])
		m := c.p.ring(&out, &in, r)
		if !alone(w, i) {
			multiply(m, c.p.polygon(b.wedge(w, i), r))
		}
		draw.DrawMask(c.dst, r, image.NewUniform(col), image.Point{}, m, r.Min, draw.Over)
	}
	dark, lit := shade(s.Color, -1), shade(s.Color, 1)
	upper := i == 0 || i == 3
	switch s.Style {
	case display.Double:
		if w[i] < 3 {
			part(0, 1, s.Color)
			return
		}
		part(0, 1./3, s.Color)
		part(2./3, 1, s.Color)
	case display.Groove, display.Ridge:
		if upper == (s.Style == display.Groove) {
			dark, lit = lit, dark
		}
		part(0, 0.5, lit)
		part(0.5, 1, dark)
	case display.Inset, display.Outset:
		if upper == (s.Style == display.Inset) {
			lit = dark
		}
		part(0, 1, lit)
	default:
		part(0, 1, s.Color)
	}
}

// alone says whether side i has no neighbour to share a corner with.
func alone(w sides, i int) bool { return w[(i+1)%4] == 0 && w[(i+3)%4] == 0 }

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// shade is a colour by a third of the range darker or lighter, for borders that
// look carved, as browsers have it. What is almost white stays; what is almost
// black has nothing darker, so that both its sides are lighter.
func shade(c color.NRGBA, way int) color.NRGBA {
	top := int(max(c.R, c.G, c.B))
	switch {
	case way > 0 && min(c.R, c.G, c.B) >= 235:
		return c
	case top <= 32 && way < 0:
		way = 1
	case top <= 32:
		way = 2
	}
	to := max(0, min(top+way*84, 255))
	if top == 0 {
		return color.NRGBA{uint8(to), uint8(to), uint8(to), c.A}
	}
	f := func(v uint8) uint8 { return uint8(int(v) * to / top) }
	return color.NRGBA{f(c.R), f(c.G), f(c.B), c.A}
}

// wedge is the part of the box that belongs to one side: the corners are divided
// along the line from the outer to the inner corner, drawn on to the middle.
func (b *box) wedge(w sides, i int) []float32 {
	reach := func(x, y, dx, dy float32) (float32, float32) { // far along the diagonal
		if dx == 0 && dy == 0 {
			return x, y
		}
		far := min((b.x1-b.x0)/2/max(dx, 0.01), (b.y1-b.y0)/2/max(dy, 0.01))
		return dx * far, dy * far
	}
	tlx, tly := reach(0, 0, w[3], w[0])
	trx, try := reach(0, 0, w[1], w[0])
	brx, bry := reach(0, 0, w[1], w[2])
	blx, bly := reach(0, 0, w[3], w[2])
	switch i {
	case 0:
		return []float32{b.x0, b.y0, b.x1, b.y0, b.x1 - trx, b.y0 + try, b.x0 + tlx, b.y0 + tly}
	case 1:
		return []float32{b.x1, b.y0, b.x1, b.y1, b.x1 - brx, b.y1 - bry, b.x1 - trx, b.y0 + try}
	case 2:
		return []float32{b.x1, b.y1, b.x0, b.y1, b.x0 + blx, b.y1 - bly, b.x1 - brx, b.y1 - bry}
	}
	return []float32{b.x0, b.y1, b.x0, b.y0, b.x0 + tlx, b.y0 + tly, b.x0 + blx, b.y1 - bly}
}

// multiply makes m what both masks cover.
func multiply(m, by *image.Alpha) {
	for i := range m.Pix {
		m.Pix[i] = uint8(uint16(m.Pix[i]) * uint16(by.Pix[i]) / 255)
	}
}

// dashes paints a side in dashes or dots, spread evenly, one at each end.
func (c *canvas) dashes(b *box, w sides, i int, s display.Side) {
	thick := w[i]
	from, to := b.x0, b.x1
	if i%2 == 1 {
		from, to = b.y0, b.y1
	}
	dash, gap := 2*thick, thick
	if thick < 3 {
		dash, gap = 3*thick, 2*thick
	}
	if s.Style == display.Dotted {
		dash, gap = thick, thick
	}
	n := int((to-from-dash)/(dash+gap) + 0.5)
	step := to - from
	if n > 0 {
		step = (to - from - dash) / float32(n)
	}
	n = min(n, 20_000)
	for k := 0; k <= n; k++ {
		at := from + float32(k)*step
		if at > float32(max(c.clip.Max.X, c.clip.Max.Y)) {
			return
		}
		d := box{x0: at, x1: min(at+dash, to)}
		switch i {
		case 0:
			d.y0, d.y1 = b.y0, b.y0+thick
		case 2:
			d.y0, d.y1 = b.y1-thick, b.y1
		case 1:
			d = box{x0: b.x1 - thick, x1: b.x1, y0: at, y1: min(at+dash, to)}
		case 3:
			d = box{x0: b.x0, x1: b.x0 + thick, y0: at, y1: min(at+dash, to)}
		}
		if s.Style == display.Dotted && thick > 2 {
			for q := range d.radii {
				d.radii[q] = display.Corner{X: thick / 2, Y: thick / 2}
			}
		} else {
			d.x0, d.x1, d.y0, d.y1 = round(d.x0), round(d.x1), round(d.y0), round(d.y1)
		}
		c.fill(&d, s.Color)
	}
}
