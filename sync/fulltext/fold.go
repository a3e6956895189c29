package fulltext

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxFold bounds what one character can become: U+FDFA is eighteen letters.
const maxFold = 64

// What a character is to a word.
type kind uint8

const (
	between kind = iota // it separates words
	within              // a part of one, or nothing: an accent
	alone               // a word
)

// folds remembers the characters that alphabets consist of.
type folds [0x800]struct {
	kind   kind
	octets string
}

var newFolds = sync.OnceValue(func() *folds {
	var f folds
	for r := range rune(len(f)) {
		octets, kind := fold(nil, r)
		f[r].kind, f[r].octets = kind, string(octets)
	}
	return &f
})

// append writes what r becomes in the index.
func (f *folds) append(to []byte, r rune) ([]byte, kind) {
	if int(r) < len(f) {
		return append(to, f[r].octets...), f[r].kind
	}
	return fold(to, r)
}

func fold(to []byte, r rune) ([]byte, kind) {
	if plain, ok := plainly[r]; ok {
		return append(to, plain...), within
	}
	switch {
	case r == '\u00AD' || r == '\u200C' || r == '\u200D' || r == '\u2060' || r == '\uFEFF' || r == '\u0640': // where a word may be broken, is joined, or drawn out
		return to, within
	case spaceless(r):
		if r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF66 && r <= 0xFF9D { // another form of a character
			if parts := norm.NFKC.String(string(r)); utf8.RuneCountInString(parts) == 1 {
				r, _ = utf8.DecodeRuneInString(parts)
			}
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			return utf8.AppendRune(to, r), alone
		}
		return to, between
	case unicode.IsMark(r):
		if !accent(r) {
			to = utf8.AppendRune(to, r)
		}
		return to, within
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return to, between
	case r >= 0xAC00 && r <= 0xD7A3: // Hangul: a syllable stays one
		return utf8.AppendRune(to, r), within
	}
	var room [utf8.UTFMax]byte
	parts := norm.NFKD.Properties(room[:utf8.EncodeRune(room[:], r)]).Decomposition()
	if parts == nil {
		return utf8.AppendRune(to, unicode.ToLower(r)), within
	}
	for most := len(to) + maxFold - utf8.UTFMax; len(parts) > 0 && len(to) <= most; {
		p, size := utf8.DecodeRune(parts)
		parts = parts[size:]
		if unicode.IsLetter(p) || unicode.IsNumber(p) || unicode.IsMark(p) && !accent(p) {
			to = utf8.AppendRune(to, unicode.ToLower(p))
		}
	}
	return to, within
}

// plainly is how people write letters who do not have them on their keyboard,
// where Unicode does not say so.
var plainly = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ħ': "h", 'Ħ': "h", 'ŧ': "t", 'Ŧ': "t",
	'ı': "i", // of Turkish, in which I is its capital and İ that of i
	'ς': "σ",
}

// accent reports a mark without which a word is still the same to those who
// look for it: of Latin, Greek and Cyrillic, and the points of Hebrew and
// Arabic, which few write.
func accent(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r >= 0x0483 && r <= 0x0487 || r >= 0x0591 && r <= 0x05C7 || r >= 0x0610 && r <= 0x061A ||
		r >= 0x064B && r <= 0x065F || r == 0x0670 || r >= 0x06D6 && r <= 0x06ED || r >= 0x1AB0 && r <= 0x1AFF || r >= 0x1DC0 && r <= 0x1DFF ||
		r >= 0x20D0 && r <= 0x20FF || r >= 0xFE00 && r <= 0xFE0F || r >= 0xFE20 && r <= 0xFE2F
}

// spaceless reports a script in which nothing shows where a word ends.
func spaceless(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
