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
		end := maxFitBytes
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		s = s[:end]
	}
	key := fitKey{s, width, size, style}
	if out, ok := f.cache[key]; ok {
		return out
	}
	if f.cache == nil || len(f.cache) > fitterSize {
		f.cache = make(map[fitKey]string) // no room in advance: each button has a fitter, and one text
	}
	out := ellipsize(oneLine(s), width, func(s string) float32 { return piecesWidth(s, size, style) })
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

// oneLine makes a text fit to stand beside others: line breaks and other control
// characters become spaces, since canvas.Text would draw them as boxes, and marks
// that turn the direction of writing go, since a sender could use them to make an
// address look like another. Emoji that are newer than every font here go too.
func oneLine(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return isControl(r) || turnsDirection(r) || unknownEmoji(r) }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case isControl(r):
			return ' '
		case turnsDirection(r), unknownEmoji(r):
			return -1
		}
		return r
	}, s)
}

// unknownEmoji tells whether a picture would show as the sign for what is
// missing. The toolkit does not say what its fonts and those of the system have:
// what has the width of the sign is taken for it.
func unknownEmoji(r rune) bool {
	return r >= 0x1f000 && r < 0x20000 && textSize(string(r), 100, plainStyle).Width == textSize(noCharacter, 100, plainStyle).Width
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// turnsDirection tells whether r is one of the explicit marks of UAX #9.
func turnsDirection(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// noCharacter is in no font (Unicode 16, 23.7).
const noCharacter = "\U0001ffff"
