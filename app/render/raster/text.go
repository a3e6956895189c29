package raster

import (
	"image"
	"image/color"
	"math"

	"godwit/app/render/display"
)

// text paints the glyphs of a line, what shadows they throw and the lines along
// them.
func (c *canvas) text(o *display.Op) {
	t := o.Text
	if t == nil {
		return
	}
	for i := len(t.Shadows) - 1; i >= 0; i-- {
		s := t.Shadows[i]
		col := s.Color
		if s.Blur > 1 { // letters are too fine to be worth a blur: spread it thin
			col.A = uint8(float32(col.A) / (1 + s.Blur/3))
		}
		c.glyphs(o, s.DX, s.DY, col)
	}
	for _, d := range t.Decorations {
		if d.Style != display.None && d.Y < t.Baseline {
			continue // line-through and overline go above the letters
		}
		c.decoration(o, d)
	}
	c.glyphs(o, 0, 0, o.Color)
	for _, d := range t.Decorations {
		if d.Y < t.Baseline {
			c.decoration(o, d)
		}
	}
}

// subpixels is how finely a glyph is placed along its line.
const subpixels = 4

func (c *canvas) glyphs(o *display.Op, dx, dy float32, col color.NRGBA) {
	if col.A == 0 {
		return
	}
	baseline := int(math.Round(float64((o.Text.Baseline + dy - c.view.Y) * c.scale)))
	size := o.Text.Font.Size * c.scale
	for i := range o.Text.Pieces {
		p := &o.Text.Pieces[i]
		x := (o.Rect.X + p.X + dx - c.view.X) * c.scale
		for k := range p.Run.Glyphs {
			g := &p.Run.Glyphs[k]
			gx := x + g.DX*c.scale
			x += g.Advance * c.scale
			if p.Spacing != 0 && (k+1 == len(p.Run.Glyphs) || p.Run.Glyphs[k+1].At != g.At) {
				x += p.Spacing * c.scale
			}
			if gx > float32(c.clip.Max.X)+size || gx < float32(c.clip.Min.X)-3*size {
				continue
			}
			whole := float32(math.Floor(float64(gx)))
			sub := uint8((gx - whole) * subpixels)
			m := c.p.glyph(g, size, sub)
			if m == nil {
				continue
			}
			px, py := int(whole)+m.x, baseline+int(math.Round(float64(g.DY*c.scale)))+m.y
			if m.colour != nil {
				c.stamp(m.colour, image.Pt(px, py), col.A)
				continue
			}
			blend(c.dst, c.clip, m.mask, px, py, col)
		}
	}
}

// decoration paints a line along a text.
func (c *canvas) decoration(o *display.Op, d display.Decoration) {
	thick := max(1, round(d.Thickness*c.scale))
	y := round((d.Y - c.view.Y) * c.scale)
	x0, x1 := (o.Rect.X-c.view.X)*c.scale, (o.Rect.Right()-c.view.X)*c.scale
	line := func(x0, x1, y float32) { c.fill(&box{x0: round(x0), x1: round(x1), y0: y, y1: y + thick}, d.Color) }
	switch d.Style {
	case display.None:
	case display.Double:
		line(x0, x1, y)
		line(x0, x1, y+2*thick)
	case display.Dashed, display.Dotted:
		step := thick
		if d.Style == display.Dashed {
			step = 3 * thick
		}
		for x := max(x0, float32(c.clip.Min.X)-2*step); x < min(x1, float32(c.clip.Max.X)); x += 2 * step {
			line(x, min(x+step, x1), y)
		}
	case display.Wavy:
		for x := max(x0, float32(c.clip.Min.X)); x < min(x1, float32(c.clip.Max.X)); x++ {
			up := float32(math.Sin(float64((x-x0)/thick))) * thick
			c.fill(&box{x0: round(x), x1: round(x) + 1, y0: round(y + up), y1: round(y+up) + thick}, d.Color)
		}
	default:
		line(x0, x1, y)
	}
}
