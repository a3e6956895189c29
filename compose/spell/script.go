package spell

import "unicode"

// scripts are those that dictionaries are written in.
var scripts = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Armenian, unicode.Georgian,
	unicode.Devanagari, unicode.Bengali, unicode.Gujarati, unicode.Gurmukhi, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Tibetan, unicode.Ethiopic, unicode.Hangul, unicode.Mongolian,
}

// scriptSample is how many words tell a dictionary's script.
const scriptSample = 200

// scriptOf is the script of most of the words; nil when they are of none known.
func scriptOf(words map[string][]flags) *unicode.RangeTable {
	counts := make(map[*unicode.RangeTable]int)
	n := 0
	for word := range words {
		if n++; n > scriptSample {
			break
		}
		for _, s := range scripts {
			if inScript(word, s) {
				counts[s]++
				break
			}
		}
	}
	var best *unicode.RangeTable
	for s, n := range counts {
		if n > counts[best] {
			best = s
		}
	}
	return best
}

func inScript(word string, script *unicode.RangeTable) bool {
	for _, r := range word {
		if unicode.Is(script, r) {
			return true
		}
	}
	return false
}
