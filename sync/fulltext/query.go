package fulltext

// Query is what is looked for: a [Phrase], [All], [Some] or [Without]. An
// empty All fits every document, an empty Some none.
type Query interface {
	// in looks for it in a segment; nil if no document of that can fit.
	in(s *Segment, fetch Fetch) (node, error)
}

// All is what a document must have, all of it.
type All []Query

// Some is of what a document must have one.
type Some []Query

// Without is what a document must not have.
type Without struct{ Query Query }

// Phrase is one word, or several that stand in a row.
type Phrase struct {
	words  []string
	prefix bool
	fields Field
}

// maxPhrase bounds the words of a phrase; the rest is not looked for.
const maxPhrase = 64

// NewPhrase makes what is to be found of text as a person types it, in some
// fields or in [Any]. With prefix the last word may go on. It reports false if
// text has no word.
func NewPhrase(text string, in Field, prefix bool) (Phrase, bool) {
	p := Phrase{fields: in}
	cut := tokenizer{text: text, fold: newFolds()}
	for len(p.words) < maxPhrase && cut.next() {
		p.words = append(p.words, string(cut.word))
	}
	p.prefix = prefix && len(p.words) < maxPhrase
	return p, len(p.words) > 0
}

// NewFact looks for one of a document's facts.
func NewFact(name string) Phrase { return Phrase{words: []string{string(appendFact(nil, name))}} }

// appendFact writes a fact as a word that no text has.
func appendFact(to []byte, name string) []byte {
	return append(append(to, 1), name[:min(len(name), maxToken-1)]...)
}
