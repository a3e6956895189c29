package model

import "unicode"

// FindWords looks for each word of typed in some texts, without regard to accents
// and case, and tells where: for each text from and to, counted in characters. A
// word of one or two letters must begin one. ok tells whether every word was found
// somewhere.
func FindWords(typed string, texts ...string) (marks [][][2]int, ok bool) {
	marks = make([][][2]int, len(texts))
	words := fields(folded(typed))
	for _, word := range words {
		found := false
		for i, text := range texts {
			for _, at := range places(folded(text), word) {
				marks[i] = append(marks[i], [2]int{at, at + len(word)})
				found = true
			}
		}
		if !found {
			return nil, false
		}
	}
	return marks, true
}

func fields(text []rune) [][]rune {
	var words [][]rune
	var word []rune
	for _, r := range append(text, ' ') {
		switch {
		case !unicode.IsSpace(r):
			word = append(word, r)
		case word != nil:
			words, word = append(words, word), nil
		}
	}
	return words
}

func places(text, word []rune) []int {
	var list []int
	for at := 0; at+len(word) <= len(text); at++ {
		inside := at > 0 && (unicode.IsLetter(text[at-1]) || unicode.IsDigit(text[at-1]))
		if string(text[at:at+len(word)]) == string(word) && (!inside || len(word) > 2 || word[0] >= 0x2e80) { // Chinese has no spaces
			list = append(list, at)
		}
	}
	return list
}
