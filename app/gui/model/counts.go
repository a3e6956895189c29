package model

import (
	"unicode"
	"unicode/utf8"

	"godwit/app/gui/lang"
)

// Counts is how much was written.
type Counts struct{ Words, Characters int }

// Count counts a text. Where a script puts no blanks between words, as Chinese
// does, each character counts as a word.
func Count(text string) Counts {
	c := Counts{Characters: utf8.RuneCountInString(text)}
	within := false
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			c.Words++
			within = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !within {
				c.Words++
			}
			within = true
		case r != '\'' && r != '’' && r != '-' && !unicode.IsMark(r): // these join
			within = false
		}
		if r == '\n' {
			c.Characters--
		}
	}
	return c
}

// String says so: "12 words · 61 characters".
func (c Counts) String() string {
	return lang.N(c.Words, "{n} word", "{n} words") + " · " + lang.N(c.Characters, "{n} character", "{n} characters")
}
