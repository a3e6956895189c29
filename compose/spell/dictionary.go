package spell

import (
	"strings"
	"unicode"
)

// Dictionary is the words of a language and the rules that make more of them.
type Dictionary struct {
	Language string // as its file is named: de_DE

	words              map[string][]flags // homonyms have sets of their own
	prefixes, suffixes map[string][]*affix
	longest            int           // affix, in bytes
	inner              map[flag]bool // suffixes that may stand behind a suffix
	twofold            bool
	fullStrip          bool
	sharps             bool // CHECKSHARPS: ß is SS in capitals

	forbidden, noSuggest, keepCase, needAffix, circumfix flag
	onlyInCompound, compoundPermit                       flag

	compound  compoundRules
	ignore    string
	in, out   *strings.Replacer // ICONV, OCONV
	breaks    []string
	script    *unicode.RangeTable // of its words
	try, keys string
	reps      []replacement
	maps      [][]string
}

// replacement is a common mistake and what it stands for; ^ and $ hold it to the
// ends of a word.
type replacement struct {
	from, to       string
	atStart, atEnd bool
}

// query is one question to a dictionary, and how much work it may still take.
type query struct {
	d    *Dictionary
	left int
}

// patience is how many roots a question may look up.
const patience = 50_000

func (q *query) spend() bool {
	q.left--
	return q.left > 0
}
