package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Matched is how well a title answers what was typed.
type Matched struct {
	Score int   // larger is better
	Marks []int // the characters of the title that were typed, by their place
}

// What one typed word is worth by where it was found.
const (
	atStart  = 100 // the title begins with it
	atWord   = 80  // a word of the title does
	inAlso   = 50  // one of the other words does
	inside   = 40
	sparsely = 10 // its letters are there, in order: "nmf" in "New folder from"
)

// Match looks for each word of typed in a title, or in other words for the same
// thing; accents and case do not count. ok tells whether every word was found.
func Match(typed, title, also string) (m Matched, ok bool) {
	t, others := folded(title), strings.Fields(string(folded(also)))
	for _, word := range strings.Fields(string(folded(typed))) {
		score, marks := matchWord([]rune(word), t, others)
		if score == 0 {
			return Matched{}, false
		}
		m.Score += score
		m.Marks = append(m.Marks, marks...)
	}
	return m, true
}

func matchWord(word, title []rune, others []string) (score int, marks []int) {
	best, at := 0, 0
	for i := 0; i+len(word) <= len(title); i++ {
		if string(title[i:i+len(word)]) != string(word) {
			continue
		}
		worth := inside
		switch {
		case i == 0:
			worth = atStart
		case !unicode.IsLetter(title[i-1]) && !unicode.IsDigit(title[i-1]):
			worth = atWord
		}
		if worth > best {
			best, at = worth, i
		}
	}
	if best < inAlso {
		for _, o := range others {
			if strings.HasPrefix(o, string(word)) {
				return inAlso, nil
			}
		}
	}
	if best > 0 {
		for i := range word {
			marks = append(marks, at+i)
		}
		return best, marks
	}
	return matchSparsely(word, title)
}

// matchSparsely finds the letters of a word in order; the first must begin a word.
func matchSparsely(word, title []rune) (score int, marks []int) {
	if len(word) < 2 {
		return 0, nil
	}
	i := 0
	for at, r := range title {
		begins := at == 0 || title[at-1] == ' '
		if i < len(word) && r == word[i] && (i > 0 || begins) {
			marks = append(marks, at)
			i++
			if begins {
				score++
			}
		}
	}
	if i < len(word) {
		return 0, nil
	}
	return sparsely + min(score, sparsely), marks
}

// folded is a text without accents and capitals, a rune for each of the text.
func folded(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r >= 0x80 {
			for _, base := range norm.NFD.String(string(r)) {
				r = base
				break
			}
		}
		out = append(out, unicode.ToLower(r))
	}
	return out
}
