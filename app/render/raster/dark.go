package raster

import (
	"image/color"

	"godwit/app/render/display"
)

// Contrast that dark colours are repaired to, as WCAG counts it.
const (
	textContrast   = 4.5
	borderContrast = 1.3
	whiteOnAccent  = 2.2 // on anything lighter nobody writes in white
)

// Dark is a list as it looks on dark paper. Light surfaces become dark ones of
// the same hue, those that are dark or strong in colour stay; then text and
// borders are made to stand out from what is really below them. Images are left
// alone. The list itself is not changed.
//
// What a mail's own rules for dark screens have made dark stays as it is.
func Dark(l *display.List, paper color.NRGBA) *display.List {
	out := &display.List{Ops: make([]display.Op, len(l.Ops)), Width: l.Width, Height: l.Height, Fit: l.Fit}
	copy(out.Ops, l.Ops)
	d := &darkener{paper: opaque(paper), ground: opaque(paper)}
	if l.Canvas.A > 0 {
		out.Canvas = d.surface(l.Canvas)
		d.ground = over(out.Canvas, d.ground)
	}
	for i := range out.Ops {
		d.op(&out.Ops[i])
	}
	return out.Done()
}

// darkener goes through a list once.
type darkener struct {
	paper    color.NRGBA // of the theme
	ground   color.NRGBA // below everything
	surfaces []surface
	buckets  map[int][]int32 // surfaces by the rows of bucket pixels they are in
	tall     []int32         // surfaces of many rows
}

// surface is something that covers what was below it.
type surface struct {
	area     display.Rect
	color    color.NRGBA
	gradient *display.GradientStyle // over color, if there is one
}

const (
	bucket = 64.0
	rows   = 64 // a surface of more rows is in tall
)

func (d *darkener) op(o *display.Op) {
	switch o.Kind {
	case display.Fill:
		o.Color = d.surface(o.Color)
		d.cover(surface{area: o.Rect, color: o.Color})
	case display.Gradient:
		g := *o.Gradient
		g.Stops = append([]display.Stop(nil), g.Stops...)
		for i := range g.Stops {
			g.Stops[i].Color = d.surface(g.Stops[i].Color)
		}
		o.Gradient = &g
		if len(g.Stops) > 0 {
			d.cover(surface{area: o.Rect, gradient: &g})
		}
	case display.Border:
		b := *o.Border
		for i := range b.Sides {
			b.Sides[i].Color = d.line(b.Sides[i].Color, d.below(o.Rect, i))
		}
		o.Border = &b
	case display.Shadow:
		s := *o.Shadow
		if luminance(s.Color) > 0.2 { // a glow would shine
			s.Color = color.NRGBA{A: s.Color.A}
		}
		o.Shadow = &s
	case display.Text:
		d.text(o)
	}
}

func (d *darkener) text(o *display.Op) {
	var ground color.NRGBA
	least := float32(100)
	for _, part := range []float32{0.5, 0.02, 0.98} { // where it is hardest to read
		at := d.at(o.Rect.X+o.Rect.W*part, o.Rect.Y+o.Rect.H/2)
		if k := Contrast(over(o.Color, at), at); k < least {
			ground, least = at, k
		}
	}
	o.Color = Readable(o.Color, ground, textContrast)
	if len(o.Text.Decorations) == 0 && len(o.Text.Shadows) == 0 {
		return
	}
	t := *o.Text
	t.Decorations = append([]display.Decoration(nil), t.Decorations...)
	for i := range t.Decorations {
		t.Decorations[i].Color = Readable(t.Decorations[i].Color, ground, textContrast)
	}
	t.Shadows = append([]display.ShadowStyle(nil), t.Shadows...)
	for i := range t.Shadows {
		if luminance(t.Shadows[i].Color) > 0.2 {
			t.Shadows[i].Color = color.NRGBA{A: t.Shadows[i].Color.A}
		}
	}
	o.Text = &t
}

// below is the ground beside one side of a border: outside of it.
func (d *darkener) below(r display.Rect, side int) color.NRGBA {
	switch side {
	case 0:
		return d.at(r.X+r.W/2, r.Y-1)
	case 1:
		return d.at(r.Right()+1, r.Y+r.H/2)
	case 2:
		return d.at(r.X+r.W/2, r.Bottom()+1)
	}
	return d.at(r.X-1, r.Y+r.H/2)
}

// cover remembers a surface.
func (d *darkener) cover(s surface) {
	r := s.area
	if s.color.A == 0 && s.gradient == nil || r.W <= 0 || r.H <= 0 {
		return
	}
	s.color = over(s.color, d.at(r.X+r.W/2, r.Y+r.H/2))
	n := int32(len(d.surfaces))
	d.surfaces = append(d.surfaces, s)
	from, to := int(r.Y/bucket), int(r.Bottom()/bucket)
	if to-from > rows {
		d.tall = append(d.tall, n)
		return
	}
	if d.buckets == nil {
		d.buckets = map[int][]int32{}
	}
	for k := from; k <= to; k++ {
		d.buckets[k] = append(d.buckets[k], n)
	}
}

// at is the colour on top at a point.
func (d *darkener) at(x, y float32) color.NRGBA {
	best := int32(-1)
	look := func(list []int32) {
		for i := len(list) - 1; i >= 0 && list[i] > best; i-- {
			if d.surfaces[list[i]].area.Has(x, y) {
				best = list[i]
				return
			}
		}
	}
	look(d.buckets[int(y/bucket)])
	look(d.tall)
	if best < 0 {
		return d.ground
	}
	s := &d.surfaces[best]
	if s.gradient != nil {
		return over(gradientAt(s.gradient, x, y), s.color)
	}
	return s.color
}

// surface is a background's colour in the dark.
func (d *darkener) surface(c color.NRGBA) color.NRGBA {
	if c.A == 0 {
		return c
	}
	h := toHSL(c)
	if luminance(c) <= 0.25 || h.s > 0.45 && h.l < 0.7 { // an accent: a button, a banner
		return deep(c, h)
	}
	// White becomes the paper; what is a little darker than white stands out a little.
	base := toHSL(d.paper)
	h.l = base.l + (1-h.l)*0.55
	h.s = min(h.s, 0.45)
	if h.s < 0.1 || h.l < base.l+0.02 { // grey: of the paper's tint
		h.h, h.s = base.h, base.s
	}
	return h.color(c.A)
}

// deep is an accent a little darker, where white text on it is what its maker had
// in mind and is hard to read.
func deep(c color.NRGBA, h hsl) color.NRGBA {
	white := color.NRGBA{255, 255, 255, 255}
	if Contrast(white, opaque(c)) < whiteOnAccent {
		return c
	}
	for Contrast(white, opaque(c)) < textContrast && h.l > 0.2 {
		h.l -= 0.01
		c = h.color(c.A)
	}
	return c
}

// line is a border's colour: light lines become faint, all can be seen.
func (d *darkener) line(c, ground color.NRGBA) color.NRGBA {
	if c.A == 0 {
		return c
	}
	switch light := luminance(c); {
	case light < 0.01 && luminance(ground) < 0.1: // black lines, of tables mostly: grey ones
		return color.NRGBA{0x8c, 0x8c, 0x8c, c.A}
	case light > 0.4:
		h := toHSL(c)
		h.l = toHSL(ground).l + max(0.1, (1-h.l)*0.6)
		h.s = min(h.s, 0.4)
		c = h.color(c.A)
	}
	return Readable(c, ground, borderContrast)
}
