package fulltext

// Phrase is one word, or several that stand in a row.
type Phrase struct {
	words  []string
	prefix bool
	in     Field
}

// maxPhrase bounds the words of a phrase; the rest is not looked for.
const maxPhrase = 64

// NewPhrase makes what is to be found of text as a person types it, in one
// field or in [Any]. With prefix the last word may go on. It reports false if
// text has no word.
func NewPhrase(text string, in Field, prefix bool) (Phrase, bool) {
	p := Phrase{in: in}
	cut := tokenizer{text: text, fold: newFolds()}
	for len(p.words) < maxPhrase && cut.next() {
		p.words = append(p.words, string(cut.word))
	}
	p.prefix = prefix && len(p.words) < maxPhrase
	return p, len(p.words) > 0
}

// Query is what a document must have, all of it, and what it must not have.
// Without anything in Must every document fits that has nothing of Not.
type Query struct {
	Must, Not []Phrase
}

// span is where a field's positions begin and end.
func (p *Phrase) span() (lo, hi uint32) {
	if p.in == Any {
		return 0, 1 << positionBits
	}
	return base(p.in), base(p.in) + 1<<fieldBits
}
