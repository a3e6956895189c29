package css

import (
	"math"
	"strconv"
	"strings"
)

// Kind says what a Length is.
type Kind uint8

// The kinds of Length.
const (
	Unset Kind = iota // not given, or "none", or "normal"
	Auto
	Given // Px + Percent
)

// Length is a length as a value of CSS gives it: pixels and a percentage of
// something that is known at layout.
type Length struct {
	Px, Percent float32
	Kind        Kind
	// What min(), max() and clamp() limit it to, in pixels; 0: nothing.
	Least, Most float32
}

// Pixels is a length of so many pixels.
func Pixels(px float32) Length { return Length{Px: px, Kind: Given} }

// Fixed says whether a length was given.
func (l Length) Fixed() bool { return l.Kind == Given }

// Absolute says whether a length was given without percentage.
func (l Length) Absolute() bool { return l.Kind == Given && l.Percent == 0 }

// Relative says whether a length was given with a percentage.
func (l Length) Relative() bool { return l.Kind == Given && l.Percent != 0 }

// Of is the length in pixels where 100% are base; 0 if it was not given.
func (l Length) Of(base float32) float32 {
	v := l.Px + l.Percent*base/100
	if l.Most > 0 {
		v = min(v, l.Most)
	}
	if l.Least > 0 {
		v = max(v, l.Least)
	}
	return v
}

// Units is what relative units stand for, in pixels.
type Units struct {
	Em, Rem       float32
	Ex, Ch        float32 // 0: half of Em
	Width, Height float32 // of the view
}

const most = 1e6 // pixels: greater ones are cut, so that sums stay finite

// ParseLength reads a length, "auto", "none" or "normal". A number without unit
// is taken for pixels, as mail is full of them.
func ParseLength(s string, u Units) (Length, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Length{}, false
	}
	if c := s[len(s)-1]; c == ')' {
		return calc(s, u, 0)
	}
	if c := s[0]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		switch strings.ToLower(s) {
		case "auto":
			return Length{Kind: Auto}, true
		case "none", "normal":
			return Length{}, true
		}
		return Length{}, false
	}
	v, unit, ok := Number(s)
	if !ok {
		return Length{}, false
	}
	if unit == "%" {
		return Length{Percent: v, Kind: Given}, true
	}
	k, ok := u.factor(unit)
	if !ok {
		return Length{}, false
	}
	return Pixels(clampTo(v * k)), true
}

func clampTo(v float32) float32 { return max(-most, min(most, v)) }

func (u Units) factor(unit string) (float32, bool) {
	or := func(v, instead float32) float32 {
		if v == 0 {
			return instead
		}
		return v
	}
	switch unit {
	case "px", "":
		return 1, true
	case "pt":
		return 96. / 72, true
	case "em":
		return u.Em, true
	case "rem":
		return u.Rem, true
	case "ex":
		return or(u.Ex, u.Em/2), true
	case "ch":
		return or(u.Ch, u.Em/2), true
	case "in":
		return 96, true
	case "cm":
		return 96 / 2.54, true
	case "mm":
		return 96 / 25.4, true
	case "q":
		return 96 / 101.6, true
	case "pc":
		return 16, true
	case "vw", "vi", "svw", "dvw", "lvw":
		return u.Width / 100, true
	case "vh", "vb", "svh", "dvh", "lvh":
		return u.Height / 100, true
	case "vmin":
		return min(u.Width, u.Height) / 100, true
	case "vmax":
		return max(u.Width, u.Height) / 100, true
	}
	return 0, false
}

// Number reads a number and its unit, in lower case.
func Number(s string) (v float32, unit string, ok bool) {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.' || i == 0 && (s[i] == '-' || s[i] == '+')) {
		i++
	}
	if i+1 < len(s) && (s[i] == 'e' || s[i] == 'E') && (s[i+1] >= '0' && s[i+1] <= '9' || s[i+1] == '-') {
		for i += 2; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		}
	}
	f, err := strconv.ParseFloat(s[:i], 64)
	if err != nil && !math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, "", false
	}
	return clampTo(float32(max(-1e9, min(1e9, f)))), strings.ToLower(s[i:]), true
}
