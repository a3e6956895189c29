package edit

import (
	"unicode"
	"unicode/utf8"

	"godwit/app/render/text"
)

// clusterReach bounds how far is looked for the ends of a character, in bytes.
const clusterReach = 256

// NextCluster is the end of the character at byte i of s, as a reader sees it:
// with its accents, and a family of emoji as one.
func NextCluster(s string, i int) int {
	if i+1 >= len(s) {
		return len(s)
	}
	if s[i] < utf8.RuneSelf && s[i+1] < utf8.RuneSelf {
		return i + 1
	}
	ends := clusterEnds(s[i:min(len(s), i+clusterReach)])
	return i + ends[0]
}

// PrevCluster is the start of the character that ends at byte i of s.
func PrevCluster(s string, i int) int {
	if i <= 1 {
		return 0
	}
	if s[i-1] < utf8.RuneSelf && s[i-2] < utf8.RuneSelf {
		return i - 1
	}
	from := clusterStart(s, i)
	start := from
	for _, end := range clusterEnds(s[from:i]) {
		if from+end < i {
			start = from + end
		}
	}
	return start
}

// clusterStart is a place before i where a character surely starts.
func clusterStart(s string, i int) int {
	low := max(0, i-clusterReach)
	for k := i - 2; k >= low; k-- {
		if s[k] < utf8.RuneSelf {
			return k
		}
	}
	for low < i-1 && low > 0 && !utf8.RuneStart(s[low]) {
		low++
	}
	return low
}

// clusterEnds is where each character of s ends; s is not empty. A byte that is
// no character counts as one.
func clusterEnds(s string) []int {
	runes := make([]rune, 0, len(s))
	ends := make([]int, 0, len(s)) // of each rune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		runes, ends = append(runes, r), append(ends, i)
	}
	starts := text.Graphemes(runes)
	out := make([]int, 0, len(starts))
	for _, at := range starts[1:] {
		out = append(out, ends[at-1])
	}
	return append(out, len(s))
}

// IsExtender says whether r belongs to the character before it.
func IsExtender(r rune) bool {
	return r >= 0x300 && (unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) ||
		r == zeroWidthJoiner || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff)
}

const zeroWidthJoiner = '\u200d'

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '_' || r == '\'' || r == '’'
}

// NextWord is where Ctrl+Right goes: after the rest of this word and the gap
// behind it.
func NextWord(s string, i int) int {
	for _, in := range []bool{true, false} {
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if isWordRune(r) != in {
				break
			}
			i += n
		}
	}
	return i
}

// PrevWord is where Ctrl+Left goes: to the start of this word or of the one
// before.
func PrevWord(s string, i int) int {
	for _, in := range []bool{false, true} {
		for i > 0 {
			r, n := utf8.DecodeLastRuneInString(s[:i])
			if isWordRune(r) != in {
				break
			}
			i -= n
		}
	}
	return i
}

// WordAround is the word at i that a double click takes, or the run of other
// characters there. Scripts that write without spaces are cut as UAX #29 says.
func WordAround(s string, i int) (from, to int) {
	if len(s) == 0 {
		return 0, 0
	}
	if i >= len(s) {
		i = PrevCluster(s, len(s))
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if IsWide(r) {
		return wideWord(s, i)
	}
	kind := runeKind(r)
	from, to = i, i+n
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:from])
		if runeKind(r) != kind {
			break
		}
		from -= n
	}
	for to < len(s) {
		r, n := utf8.DecodeRuneInString(s[to:])
		if runeKind(r) != kind {
			break
		}
		to += n
	}
	return from, to
}

func wideWord(s string, i int) (from, to int) {
	low := clusterStart(s, i+2)
	near := s[low:min(len(s), i+clusterReach)]
	var runes []rune
	var starts []int // of the runes: a byte that is no character is a rune as well
	at := 0
	for n, r := range near {
		if low+n == i {
			at = len(runes)
		}
		runes, starts = append(runes, r), append(starts, low+n)
	}
	starts = append(starts, low+len(near))
	a, b := text.Word(runes, at)
	return starts[a], starts[b]
}

func runeKind(r rune) int {
	switch {
	case IsWide(r):
		return 3
	case isWordRune(r):
		return 0
	case unicode.IsSpace(r):
		return 1
	}
	return 2
}

// IsWide says whether r is of a script of East Asia that writes without spaces.
func IsWide(r rune) bool {
	return r >= 0x2e80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		r >= 0xff00 && r <= 0xff60)
}
