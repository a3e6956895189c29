package css

import (
	"image/color"
	"math"
	"strings"
)

// ParseColor reads a colour. current is what currentColor means.
func ParseColor(s string, current color.NRGBA) (color.NRGBA, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return color.NRGBA{}, false
	}
	if s[0] == '#' {
		return hexColor(s[1:])
	}
	switch s {
	case "transparent":
		return color.NRGBA{}, true
	case "currentcolor":
		return current, true
	}
	if rgb, ok := colorNames[s]; ok {
		return color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}, true
	}
	name, arguments, ok := Call(s)
	if !ok {
		return color.NRGBA{}, false
	}
	f := strings.FieldsFunc(arguments, func(r rune) bool { return r == ',' || r == '/' || r <= ' ' })
	if len(f) != 3 && len(f) != 4 {
		return color.NRGBA{}, false
	}
	alpha := float32(1)
	if len(f) == 4 {
		alpha = portion(f[3], 1)
	}
	switch name {
	case "rgb", "rgba":
		return color.NRGBA{octet(portion(f[0], 255)), octet(portion(f[1], 255)), octet(portion(f[2], 255)), octet(alpha * 255)}, true
	case "hsl", "hsla":
		return hsl(f[0], portion(f[1], 1), portion(f[2], 1), alpha), true
	}
	return color.NRGBA{}, false
}

// LegacyColor reads the colour of an attribute such as bgcolor: the # may be
// missing.
func LegacyColor(s string) (color.NRGBA, bool) {
	s = strings.TrimSpace(s)
	if c, ok := ParseColor(s, color.NRGBA{A: 255}); ok {
		return c, true
	}
	if s == "" || strings.EqualFold(s, "transparent") {
		return color.NRGBA{}, false
	}
	if c, ok := hexColor(strings.ToLower(strings.TrimPrefix(s, "#"))); ok && c.A == 255 {
		return c, true
	}
	return nearColor(strings.TrimPrefix(s[:min(len(s), 128)], "#")), true
}

// nearColor takes anything for three numbers in hexadecimal (HTML 2.3.6).
func nearColor(s string) color.NRGBA {
	s = strings.Map(func(r rune) rune {
		if r >= 0x80 || hexValue(byte(r)) < 0 {
			return '0'
		}
		return r
	}, s)
	for len(s) == 0 || len(s)%3 != 0 {
		s += "0"
	}
	n := len(s) / 3
	part := [3]string{s[:n], s[n : 2*n], s[2*n:]}
	for i := range part {
		part[i] = part[i][max(0, n-8):]
	}
	for len(part[0]) > 2 && part[0][0] == '0' && part[1][0] == '0' && part[2][0] == '0' {
		for i := range part {
			part[i] = part[i][1:]
		}
	}
	var v [3]uint8
	for i := range part {
		for _, d := range []byte(part[i][:min(2, len(part[i]))]) {
			v[i] = v[i]<<4 | uint8(hexValue(d))
		}
	}
	return color.NRGBA{v[0], v[1], v[2], 255}
}

func hexColor(s string) (color.NRGBA, bool) {
	v := uint32(0)
	for i := range len(s) {
		d := hexValue(s[i])
		if d < 0 {
			return color.NRGBA{}, false
		}
		v = v<<4 | uint32(d)
	}
	twice := func(n uint32) uint8 { return uint8(n&15) * 17 }
	switch len(s) {
	case 3:
		return color.NRGBA{twice(v >> 8), twice(v >> 4), twice(v), 255}, true
	case 4:
		return color.NRGBA{twice(v >> 12), twice(v >> 8), twice(v >> 4), twice(v)}, true
	case 6:
		return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, true
	case 8:
		return color.NRGBA{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), uint8(v)}, true
	}
	return color.NRGBA{}, false
}

// portion reads a number, or a percentage of full.
func portion(s string, full float32) float32 {
	v, unit, ok := Number(s)
	if !ok {
		return 0
	}
	if unit == "%" {
		return v / 100 * full
	}
	return v
}

func octet(v float32) uint8 { return uint8(max(0, min(255, v+.5))) }

func hsl(hue string, s, l, alpha float32) color.NRGBA {
	turn, _ := Angle(hue)
	if s > 1 || l > 1 { // without the percent signs
		s, l = s/100, l/100
	}
	s, l = max(0, min(1, s)), max(0, min(1, l))
	h := math.Mod(float64(turn), 360)
	if h < 0 {
		h += 360
	}
	channel := func(n float64) uint8 {
		k := float32(math.Mod(n+h/30, 12))
		return octet((l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))) * 255)
	}
	return color.NRGBA{channel(0), channel(8), channel(4), octet(alpha * 255)}
}

// Angle reads an angle in degrees.
func Angle(s string) (float32, bool) {
	v, unit, ok := Number(s)
	switch unit {
	case "", "deg":
	case "rad":
		v *= 180 / math.Pi
	case "grad":
		v *= .9
	case "turn":
		v *= 360
	default:
		return 0, false
	}
	return v, ok
}
