package kit

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

var (
	plainStyle = fyne.TextStyle{}
	boldStyle  = fyne.TextStyle{Bold: true}
)

func textSize(s string, size float32, style fyne.TextStyle) fyne.Size {
	return fyne.MeasureText(s, size, style)
}

// fitKey is one question ellipsize has answered.
type fitKey struct {
	s     string
	width float32
	size  float32
	style fyne.TextStyle
}

// fitter shortens texts to a width and remembers the answers: measuring is what
// a list row spends its time on. Each widget that shows rows owns one.
type fitter struct{ cache map[fitKey]string }

// fitterSize bounds the memory of one fitter; a screen holds far less.
const fitterSize = 4000

// maxFitBytes bounds the work for one hostile subject line; no row is as wide.
const maxFitBytes = 1000

// fit is s, or its beginning and an ellipsis, so that it is no wider than width.
func (f *fitter) fit(s string, width, size float32, style fyne.TextStyle) string {
	if s == "" || width <= 0 {
		return ""
	}
	if len(s) > maxFitBytes {
		s = s[:maxFitBytes]
		for len(s) > 0 && !utf8.ValidString(s[len(s)-min(4, len(s)):]) && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
	}
	key := fitKey{s, width, size, style}
	if out, ok := f.cache[key]; ok {
		return out
	}
	if f.cache == nil || len(f.cache) > fitterSize {
		f.cache = make(map[fitKey]string, 256)
	}
	out := ellipsize(oneLine(s), width, func(s string) float32 { return textSize(s, size, style).Width })
	f.cache[key] = out
	return out
}

// ellipsize finds by halving the longest beginning of s that fits with an ellipsis.
func ellipsize(s string, width float32, measure func(string) float32) string {
	if measure(s) <= width {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)-1 // runes[:lo] is known to fit, or lo is 0
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if measure(string(runes[:mid])+"…") <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		return "…"
	}
	return strings.TrimRight(string(runes[:lo]), " ") + "…"
}

// oneLine turns line breaks, tabs and other control characters into spaces:
// canvas.Text would draw them as boxes.
func oneLine(s string) string {
	clean := func(r rune) bool { return r < ' ' || r == 0x7f }
	if strings.IndexFunc(s, clean) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if clean(r) {
			return ' '
		}
		return r
	}, s)
}
