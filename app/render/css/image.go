package css

import (
	"image/color"
	"strings"
)

// Image is a background image: an address or a gradient.
type Image struct {
	URL      string // as written
	Gradient *Gradient
}

// Gradient is a linear or radial gradient.
type Gradient struct {
	Radial, Repeat bool
	Angle          float32   // degrees clockwise from "to top"
	Corner         [2]int8   // "to right bottom": 1, 1; the angle follows from the box
	Circle         bool      // radial: not an ellipse
	Closest        bool      // radial: to the closest side, not the farthest corner
	At             [2]Length // radial: the centre
	Stops          []Stop
}

// Stop is a colour of a gradient. An unset place follows from those beside it.
type Stop struct {
	Color color.NRGBA
	At    Length
}

const maxStops = 64

// ParseImage reads url(), src() and the gradients; ok is false for anything else.
func ParseImage(s string, current color.NRGBA, u Units) (img Image, ok bool) {
	name, inner, ok := Call(strings.TrimSpace(s))
	if !ok {
		return img, false
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "-webkit-"), "-moz-")
	switch name {
	case "url", "src":
		img.URL = Unquote(inner)
		return img, img.URL != ""
	case "linear-gradient", "repeating-linear-gradient", "radial-gradient", "repeating-radial-gradient":
		g := &Gradient{Angle: 180, Radial: strings.Contains(name, "radial"), Repeat: strings.HasPrefix(name, "repeating")}
		if !g.parse(Commas(inner), current, u) {
			return Image{}, false
		}
		return Image{Gradient: g}, true
	}
	return img, false
}

func (g *Gradient) parse(parts []string, current color.NRGBA, u Units) bool {
	half := Length{Percent: 50, Kind: Given}
	g.At = [2]Length{half, half}
	for i, p := range parts {
		if i == 0 && (!g.Radial && g.direction(strings.ToLower(p)) || g.Radial && g.shape(strings.ToLower(p), u)) {
			continue
		}
		f := Fields(p)
		if len(f) == 0 || len(g.Stops) >= maxStops {
			return false
		}
		c, ok := ParseColor(f[0], current)
		if !ok {
			if _, hint := ParseLength(f[0], u); hint {
				continue // a hint between two colours: the middle is near enough
			}
			return false
		}
		if len(f) == 1 {
			g.Stops = append(g.Stops, Stop{Color: c})
		}
		for _, at := range f[1:] {
			l, ok := ParseLength(at, u)
			if !ok {
				return false
			}
			g.Stops = append(g.Stops, Stop{c, l})
		}
	}
	if len(g.Stops) == 1 {
		g.Stops = append(g.Stops, g.Stops[0])
	}
	return len(g.Stops) > 1
}

func (g *Gradient) direction(s string) bool {
	sides, ok := strings.CutPrefix(s, "to ")
	if !ok {
		a, ok := Angle(s)
		if ok {
			g.Angle = a
		}
		return ok
	}
	for _, side := range Fields(sides) {
		switch side {
		case "left":
			g.Corner[0] = -1
		case "right":
			g.Corner[0] = 1
		case "top":
			g.Corner[1] = -1
		case "bottom":
			g.Corner[1] = 1
		}
	}
	switch g.Corner {
	case [2]int8{0, -1}:
		g.Angle = 0
	case [2]int8{1, 0}:
		g.Angle = 90
	case [2]int8{-1, 0}:
		g.Angle = 270
	}
	return true
}

// shape reads what stands before the colours of a radial gradient.
func (g *Gradient) shape(s string, u Units) bool {
	if _, ok := ParseColor(Fields(s + " x")[0], color.NRGBA{}); ok {
		return false
	}
	before, at, _ := strings.Cut(s, "at ")
	g.Circle = strings.Contains(before, "circle")
	g.Closest = strings.Contains(before, "closest")
	if at != "" {
		x, y, ok := ParsePosition(at, u)
		if ok {
			g.At = [2]Length{x, y}
		}
	}
	return true
}

// ParsePosition reads a position in a box: words, lengths, percentages.
func ParsePosition(s string, u Units) (x, y Length, ok bool) {
	percent := func(v float32) Length { return Length{Percent: v, Kind: Given} }
	x, y = percent(50), percent(50)
	next := 0
	for _, f := range Fields(strings.ToLower(s)) {
		switch f {
		case "left":
			x, next = percent(0), 1
		case "right":
			x, next = percent(100), 1
		case "top":
			y = percent(0)
		case "bottom":
			y = percent(100)
		case "center":
			next++
		default:
			l, ok := ParseLength(f, u)
			if !ok || !l.Fixed() {
				return x, y, false
			}
			if next == 0 {
				x = l
			} else {
				y = l
			}
			next++
		}
	}
	return x, y, true
}
