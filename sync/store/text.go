package store

import (
	"strings"
	"unicode"

	"godwit/sync/mail"
)

// maxWords bounds what is indexed of one message, in octets.
const maxWords = 512 << 10

// folded prepares text for the index, and a search for it: the tokenizer takes
// accents off by itself, but knows neither that ß is ss nor where a word ends
// in a script without spaces, so every such character becomes a word.
func folded(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == 0:
		case r == 'ß' || r == 'ẞ':
			b.WriteString("ss")
		case spaceless(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func spaceless(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// people writes addresses as the index has them.
func people(list []mail.Address) string {
	var b strings.Builder
	for _, a := range list {
		b.WriteString(a.Name)
		b.WriteByte(' ')
		b.WriteString(a.Email)
		b.WriteByte(' ')
	}
	return b.String()
}
