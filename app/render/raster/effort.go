package raster

import "godwit/app/render/display"

// effort is about how many nanoseconds painting o takes: so many for each of its
// pixels that are in sight. It is counted and not measured, so that a mail looks
// the same on a busy computer.
func (c *canvas) effort(o *display.Op) int {
	reach := c.box(o.Reach(), display.Radii{})
	r := reach.bounds().Intersect(c.clip)
	area := r.Dx() * r.Dy()
	round := o.Radii != display.Radii{}
	switch o.Kind {
	case display.Fill:
		switch {
		case round:
			return 200 + area*5
		case o.Color.A < 255:
			return 100 + area*3
		}
		return 100 + area/4
	case display.Gradient:
		return 20_000 + area*12
	case display.Shadow:
		return 200 + area*16
	case display.Border:
		if b := o.Border; b != nil && !round && b.Sides[0] == b.Sides[1] && b.Sides[1] == b.Sides[2] && b.Sides[2] == b.Sides[3] && b.Sides[0].Style == display.Solid {
			return 200 + area/4
		}
		return 200 + area*12
	case display.Image:
		if round || o.Image != nil && o.Image.Opacity < 1 {
			return 200 + area*16
		}
		return 200 + area*2
	case display.Text:
		return 100 + area
	}
	return 0
}
