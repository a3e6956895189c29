package kit

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"godwit/app/gui/edit"
)

// rtlPieces cuts a text that runs from right to left into what the toolkit draws
// right by itself, in the order it is read: it shapes a word well, but puts words
// and the signs between them next to each other from left to right. Brackets are
// turned, since they open to the left here.
func rtlPieces(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		from, inWord := 0, false
		for i, r := range s {
			word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == 0x200c || r == 0x200d
			if i > from && !(word && inWord) {
				if !yield(mirrored(s[from:i])) {
					return
				}
				from = i
			}
			inWord = word
		}
		if from < len(s) {
			yield(mirrored(s[from:]))
		}
	}
}

// mirrored is a bracket as it looks from the other side.
func mirrored(s string) string {
	other, ok := map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹"}[s]
	if ok {
		return other
	}
	return s
}

// onBaseline makes the toolkit put a text of another font on the line of the
// usual one: it takes the highest font of a text, and a mark without width is of
// the usual one.
func onBaseline(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); rare(r) || edit.HasRTL(s) {
		return "\u200b" + s
	}
	return s
}
