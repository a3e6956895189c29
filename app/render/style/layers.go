package style

import (
	"strings"

	"godwit/app/render/css"
)

const maxLayers = 8

// layers sets one property of the background's images, each comma for a layer.
// The properties come in any order, so layers are made for whichever is first;
// those without an image are never drawn.
func (a *applier) layers(name, value, v string) {
	parts := css.Commas(value)
	if len(parts) > maxLayers {
		parts = parts[:maxLayers]
	}
	s := a.s
	if name == "background-image" {
		if v == "none" {
			for i := range s.Layers {
				s.Layers[i].Image = css.Image{}
			}
			return
		}
	}
	a.grow(len(parts))
	for i := range s.Layers {
		l := &s.Layers[i]
		part := parts[i%len(parts)]
		switch name {
		case "background-image":
			if i >= len(parts) {
				l.Image = css.Image{}
				continue
			}
			l.Image, _ = css.ParseImage(part, s.Color, a.units())
		case "background-position":
			if x, y, ok := css.ParsePosition(part, a.units()); ok {
				l.X, l.Y = x, y
			}
		case "background-size":
			l.size(lower(part), a.units())
		case "background-repeat":
			l.repeat(lower(part))
		}
	}
}

// grow makes the layers at least n; new ones are like the first.
func (a *applier) grow(n int) {
	s := a.s
	for len(s.Layers) < n {
		l := Layer{RepeatX: true, RepeatY: true}
		if len(s.Layers) > 0 {
			l = s.Layers[0]
			l.Image = css.Image{}
		}
		s.Layers = append(s.Layers, l)
	}
}

func (l *Layer) size(v string, u css.Units) {
	l.Cover, l.Contain = v == "cover", v == "contain"
	l.Width, l.Height = css.Length{}, css.Length{}
	if l.Cover || l.Contain {
		return
	}
	f := css.Fields(v)
	if len(f) > 0 {
		l.Width, _ = css.ParseLength(f[0], u)
	}
	if len(f) > 1 {
		l.Height, _ = css.ParseLength(f[1], u)
	}
}

func (l *Layer) repeat(v string) {
	f := strings.Fields(v)
	if len(f) == 0 {
		return
	}
	switch f[0] {
	case "repeat-x":
		l.RepeatX, l.RepeatY = true, false
	case "repeat-y":
		l.RepeatX, l.RepeatY = false, true
	default:
		l.RepeatX, l.RepeatY = f[0] != "no-repeat", f[len(f)-1] != "no-repeat"
	}
}
