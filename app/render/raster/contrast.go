package raster

import (
	"image/color"
	"math"
)

// Readable is c made to stand out from ground by at least want, as WCAG counts
// contrast: its hue stays as far as that goes. A colour that does already is not
// changed; one that cannot becomes white or black.
func Readable(c, ground color.NRGBA, want float32) color.NRGBA {
	if c.A == 0 || Contrast(over(c, ground), ground) >= want {
		return c
	}
	ground = opaque(ground)
	up := Contrast(color.NRGBA{255, 255, 255, 255}, ground) >= Contrast(color.NRGBA{0, 0, 0, 255}, ground)
	h := toHSL(c)
	if up && h.l < 0.5 { // as light as it was dark
		h.l = 1 - h.l
	} else if !up && h.l > 0.5 {
		h.l = 1 - h.l
	}
	h.s = min(h.s, 0.85)
	try := h.color(c.A)
	for range 40 {
		if Contrast(over(try, ground), ground) >= want {
			return try
		}
		if up {
			h.l = min(1, h.l+0.025)
		} else {
			h.l = max(0, h.l-0.025)
		}
		try = h.color(c.A)
	}
	try.A = 255 // half transparent, and still not enough
	if up {
		return color.NRGBA{255, 255, 255, 255}
	}
	return color.NRGBA{0, 0, 0, 255}
}

// Contrast is how far two opaque colours stand apart: 1 to 21 (WCAG 2.2).
func Contrast(a, b color.NRGBA) float32 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// luminance is relative luminance, 0 to 1.
func luminance(c color.NRGBA) float32 {
	return 0.2126*linear[c.R] + 0.7152*linear[c.G] + 0.0722*linear[c.B]
}

// linear is the light that a value of sRGB gives.
var linear = func() (t [256]float32) {
	for i := range t {
		v := float64(i) / 255
		if v <= 0.04045 {
			t[i] = float32(v / 12.92)
		} else {
			t[i] = float32(math.Pow((v+0.055)/1.055, 2.4))
		}
	}
	return t
}()

func opaque(c color.NRGBA) color.NRGBA {
	c.A = 255
	return c
}

// over is c laid upon an opaque ground.
func over(c, ground color.NRGBA) color.NRGBA {
	if c.A == 255 {
		return c
	}
	a := int(c.A)
	mix := func(x, y uint8) uint8 { return uint8((int(x)*a + int(y)*(255-a)) / 255) }
	return color.NRGBA{mix(c.R, ground.R), mix(c.G, ground.G), mix(c.B, ground.B), 255}
}

// hsl is a colour by hue (0 to 6), saturation and lightness (0 to 1).
type hsl struct{ h, s, l float32 }

func toHSL(c color.NRGBA) hsl {
	r, g, b := float32(c.R)/255, float32(c.G)/255, float32(c.B)/255
	top, low := max(r, g, b), min(r, g, b)
	out := hsl{l: (top + low) / 2}
	d := top - low
	if d == 0 {
		return out
	}
	out.s = d / (1 - float32(math.Abs(float64(2*out.l-1))))
	switch top {
	case r:
		out.h = (g - b) / d
		if out.h < 0 {
			out.h += 6
		}
	case g:
		out.h = (b-r)/d + 2
	default:
		out.h = (r-g)/d + 4
	}
	return out
}

func (h hsl) color(a uint8) color.NRGBA {
	c := (1 - float32(math.Abs(float64(2*h.l-1)))) * min(h.s, 1)
	x := c * (1 - float32(math.Abs(math.Mod(float64(h.h), 2)-1)))
	m := h.l - c/2
	var r, g, b float32
	switch int(h.h) {
	case 0:
		r, g = c, x
	case 1:
		r, g = x, c
	case 2:
		g, b = c, x
	case 3:
		g, b = x, c
	case 4:
		r, b = x, c
	default:
		r, b = c, x
	}
	f := func(v float32) uint8 { return uint8(max(0, min(255, (v+m)*255+0.5))) }
	return color.NRGBA{f(r), f(g), f(b), a}
}
