package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"godwit/app/render/display"
)

// steps is how finely a gradient's colours are divided.
const steps = 1024

// gradient paints a box in a gradient.
func (c *canvas) gradient(o *display.Op) {
	b := c.box(o.Rect, o.Radii)
	r := b.bounds().Intersect(c.clip)
	g := o.Gradient
	if r.Empty() || g == nil || len(g.Stops) == 0 {
		return
	}
	src := c.ramped(g, r)
	if b.round() {
		c.masked(&b, r, src)
		return
	}
	draw.Draw(c.dst, r, src, r.Min, draw.Over)
}

// ramped is the gradient's colours over r.
func (c *canvas) ramped(g *display.GradientStyle, r image.Rectangle) *image.RGBA {
	ramp := colours(g)
	out := image.NewRGBA(r)
	dx, dy := g.ToX-g.FromX, g.ToY-g.FromY
	length := dx*dx + dy*dy
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := out.Pix[out.PixOffset(r.Min.X, y):]
		py := (float32(y)+0.5)/c.scale + c.view.Y - g.FromY
		for x := r.Min.X; x < r.Max.X; x++ {
			px := (float32(x)+0.5)/c.scale + c.view.X - g.FromX
			t := float32(1)
			switch {
			case g.Radial && g.Radius.X > 0 && g.Radius.Y > 0:
				u, v := px/g.Radius.X, py/g.Radius.Y
				t = float32(math.Sqrt(float64(u*u + v*v)))
			case !g.Radial && length > 0:
				t = (px*dx + py*dy) / length
			}
			if g.Repeat {
				t = wrap(t, g.Stops[0].At, g.Stops[len(g.Stops)-1].At)
			}
			copy(row[(x-r.Min.X)*4:], ramp[max(0, min(steps-1, int(t*(steps-1)+0.5)))][:])
		}
	}
	return out
}

// gradientAt is a gradient's colour at a point, about.
func gradientAt(g *display.GradientStyle, x, y float32) color.NRGBA {
	dx, dy := g.ToX-g.FromX, g.ToY-g.FromY
	t := float32(1)
	switch length := dx*dx + dy*dy; {
	case g.Radial && g.Radius.X > 0 && g.Radius.Y > 0:
		t = float32(math.Hypot(float64((x-g.FromX)/g.Radius.X), float64((y-g.FromY)/g.Radius.Y)))
	case !g.Radial && length > 0:
		t = ((x-g.FromX)*dx + (y-g.FromY)*dy) / length
	}
	if g.Repeat {
		t = wrap(t, g.Stops[0].At, g.Stops[len(g.Stops)-1].At)
	}
	k := 0
	for k+1 < len(g.Stops) && g.Stops[k+1].At <= t {
		k++
	}
	a := g.Stops[k]
	if t <= a.At || k+1 == len(g.Stops) {
		return a.Color
	}
	b := g.Stops[k+1]
	u := (t - a.At) / (b.At - a.At)
	mix := func(p, q uint8) uint8 { return uint8(float32(p) + (float32(q)-float32(p))*u + 0.5) }
	return color.NRGBA{mix(a.Color.R, b.Color.R), mix(a.Color.G, b.Color.G), mix(a.Color.B, b.Color.B), mix(a.Color.A, b.Color.A)}
}

// wrap brings t between two bounds by whole periods.
func wrap(t, from, to float32) float32 {
	period := to - from
	if period <= 0.001 {
		return to
	}
	n := float32(math.Floor(float64((t - from) / period)))
	return t - n*period
}

// colours are the colours from 0 to 1, premultiplied as the gradient is: a stop
// without colour does not darken its neighbour.
func colours(g *display.GradientStyle) (ramp [steps][4]uint8) {
	k := 0
	for i := range ramp {
		t := float32(i) / (steps - 1)
		for k+1 < len(g.Stops) && g.Stops[k+1].At <= t {
			k++
		}
		c := g.Stops[k].Color
		a := premultiply(c)
		if t > g.Stops[k].At && k+1 < len(g.Stops) {
			b := premultiply(g.Stops[k+1].Color)
			u := (t - g.Stops[k].At) / (g.Stops[k+1].At - g.Stops[k].At)
			for n := range a {
				a[n] += (b[n] - a[n]) * u
			}
		}
		for n := range a {
			ramp[i][n] = uint8(a[n] + 0.5)
		}
	}
	return ramp
}

func premultiply(c color.NRGBA) [4]float32 {
	a := float32(c.A) / 255
	return [4]float32{float32(c.R) * a, float32(c.G) * a, float32(c.B) * a, float32(c.A)}
}
