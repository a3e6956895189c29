package kit

import (
	"unicode"
	"unicode/utf8"
)

// nextCluster is the byte offset after the character at i as a reader sees it:
// with its accents, and an emoji with its modifiers. It is a good approximation
// of UAX #29 that needs no tables beyond Go's own.
func nextCluster(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	i += n
	flags := 0
	if isRegional(r) {
		flags = 1
	}
	for i < len(s) {
		next, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isExtender(next):
		case r == zeroWidthJoiner && !unicode.IsSpace(next):
		case isRegional(next) && flags == 1:
			flags = 2
		default:
			return i
		}
		r = next
		i += n
	}
	return i
}

// clusterReach bounds how far prevCluster looks back for the start of a cluster.
const clusterReach = 64

// prevCluster is the byte offset of the character before i.
func prevCluster(s string, i int) int {
	if i <= 0 {
		return 0
	}
	from := max(0, i-clusterReach)
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	if from > 0 { // start at something that surely begins a cluster, if there is one
		for k := from; k < i; k++ {
			if s[k] < utf8.RuneSelf {
				from = k
				break
			}
		}
	}
	for {
		next := nextCluster(s, from)
		if next >= i {
			return from
		}
		from = next
	}
}

const zeroWidthJoiner = '\u200d'

// isExtender tells whether r belongs to the character before it.
func isExtender(r rune) bool {
	return r >= 0x300 && (unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) ||
		r == zeroWidthJoiner || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff)
}

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '_' || r == '\''
}

// nextWord is where Ctrl+Right goes: after the rest of this word and the gap behind it.
func nextWord(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWordRune(r) {
			break
		}
		i += n
	}
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if isWordRune(r) {
			break
		}
		i += n
	}
	return i
}

// prevWord is where Ctrl+Left goes: to the start of this word or the one before.
func prevWord(s string, i int) int {
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if isWordRune(r) {
			break
		}
		i -= n
	}
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !isWordRune(r) {
			break
		}
		i -= n
	}
	return i
}

// wordAround is the word at i, or the run of other characters there.
func wordAround(s string, i int) (from, to int) {
	if len(s) == 0 {
		return 0, 0
	}
	if i >= len(s) {
		i = prevCluster(s, len(s))
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	kind := runeKind(r)
	from, to = i, i
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

func runeKind(r rune) int {
	switch {
	case isWordRune(r):
		return 0
	case unicode.IsSpace(r):
		return 1
	}
	return 2
}
