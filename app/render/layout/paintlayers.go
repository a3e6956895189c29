package layout

import (
	"math"

	"godwit/app/render/css"
	"godwit/app/render/display"
	"godwit/app/render/style"
)

// layers draws background images, the last one first.
func (p *painter) layers(s *style.Style, layers []style.Layer, r display.Rect, corners display.Radii) {
	for i := len(layers) - 1; i >= 0; i-- {
		l := &layers[i]
		switch {
		case l.Image.Gradient != nil:
			p.gradient(s, l, r, corners)
		case l.Image.URL != "":
			p.background(s, l, r, corners)
		}
	}
}

func (p *painter) background(s *style.Style, l *style.Layer, r display.Rect, corners display.Radii) {
	ref := p.e.Tree.Resolve(l.Image.URL)
	img := p.e.image(ref)
	if img.State != Ready || img.Width <= 0 || img.Height <= 0 {
		return
	}
	area := p.paddingRect(s, r)
	tile := tileOf(l, area, float32(img.Width), float32(img.Height))
	if tile.W < .5 || tile.H < .5 {
		return
	}
	p.list.Add(display.Op{Kind: display.Image, Rect: r, Radii: corners, Image: &display.Picture{
		Ref: ref, Opacity: s.Opacity, Tile: tile, RepeatX: l.RepeatX, RepeatY: l.RepeatY, Decorative: true,
	}})
}

// tileOf is where the first tile of a layer lies in an area (CSS Backgrounds 3.6, 3.9).
func tileOf(l *style.Layer, area display.Rect, w, h float32) display.Rect {
	switch {
	case l.Cover, l.Contain:
		k := max(area.W/w, area.H/h)
		if l.Contain {
			k = min(area.W/w, area.H/h)
		}
		w, h = w*k, h*k
	case l.Width.Fixed() && l.Height.Fixed():
		w, h = l.Width.Of(area.W), l.Height.Of(area.H)
	case l.Width.Fixed():
		w, h = l.Width.Of(area.W), h*l.Width.Of(area.W)/w
	case l.Height.Fixed():
		w, h = w*l.Height.Of(area.H)/h, l.Height.Of(area.H)
	}
	at := func(v css.Length, room float32) float32 { return v.Px + v.Percent*room/100 }
	return display.Rect{X: area.X + at(l.X, area.W-w), Y: area.Y + at(l.Y, area.H-h), W: w, H: h}
}

func (p *painter) gradient(s *style.Style, l *style.Layer, r display.Rect, corners display.Radii) {
	g := l.Image.Gradient
	area := r
	if l.Width.Fixed() || l.Height.Fixed() { // a gradient of a size is drawn once
		area = tileOf(l, r, r.W, r.H).Intersect(r)
		if area != r {
			corners = display.Radii{}
		}
	}
	if area.W <= 0 || area.H <= 0 {
		return
	}
	out := &display.GradientStyle{Radial: g.Radial, Repeat: g.Repeat}
	length := float32(0)
	if g.Radial {
		out.FromX, out.FromY = area.X+g.At[0].Of(area.W), area.Y+g.At[1].Of(area.H)
		dx, dy := max(out.FromX-area.X, area.Right()-out.FromX), max(out.FromY-area.Y, area.Bottom()-out.FromY)
		if g.Closest {
			dx, dy = min(out.FromX-area.X, area.Right()-out.FromX), min(out.FromY-area.Y, area.Bottom()-out.FromY)
		}
		switch {
		case g.Circle && g.Closest:
			dx = min(dx, dy)
			dy = dx
		case g.Circle:
			dx = float32(math.Hypot(float64(dx), float64(dy)))
			dy = dx
		case !g.Closest: // an ellipse through the corner, shaped like the side's
			dx, dy = dx*math.Sqrt2, dy*math.Sqrt2
		}
		out.Radius = display.Corner{X: max(dx, .01), Y: max(dy, .01)}
		length = out.Radius.X
	} else {
		length = linear(g, area, out)
	}
	out.Stops = stops(g.Stops, length, s)
	p.list.Add(display.Op{Kind: display.Gradient, Rect: area, Radii: corners, Gradient: out})
}

// linear finds the ends of a linear gradient's line (CSS Images 3.1).
func linear(g *css.Gradient, area display.Rect, out *display.GradientStyle) float32 {
	angle := float64(g.Angle) * math.Pi / 180
	if g.Corner[0] != 0 && g.Corner[1] != 0 {
		angle = math.Atan2(float64(g.Corner[0])*float64(area.H), -float64(g.Corner[1])*float64(area.W))
	}
	sin, cos := float32(math.Sin(angle)), float32(math.Cos(angle))
	length := abs(area.W*sin) + abs(area.H*cos)
	cx, cy := area.X+area.W/2, area.Y+area.H/2
	out.FromX, out.FromY = cx-sin*length/2, cy+cos*length/2
	out.ToX, out.ToY = cx+sin*length/2, cy-cos*length/2
	return length
}

func abs(v float32) float32 { return max(v, -v) }

// stops gives every colour its place: those without one stand evenly between
// their neighbours, none before the one it follows.
func stops(list []css.Stop, length float32, s *style.Style) []display.Stop {
	out := make([]display.Stop, len(list))
	known := make([]bool, len(list))
	for i, st := range list {
		out[i].Color = faded(st.Color, s)
		if st.At.Fixed() && length > 0 {
			out[i].At, known[i] = st.At.Of(length)/length, true
		}
	}
	last := len(out) - 1
	if !known[0] {
		known[0] = true
	}
	if !known[last] {
		out[last].At, known[last] = 1, true
	}
	for i := 1; i < len(out); i++ {
		if known[i] {
			out[i].At = max(out[i].At, out[i-1].At)
			continue
		}
		next := i
		for !known[next] {
			next++
		}
		step := (max(out[next].At, out[i-1].At) - out[i-1].At) / float32(next-i+1)
		for ; i < next; i++ {
			out[i].At = out[i-1].At + step
		}
		out[next].At = max(out[next].At, out[next-1].At)
	}
	return out
}
