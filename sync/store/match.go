package store

import (
	"strings"
	"unicode"

	"godwit/sync/query"
)

// columns of the index by the names that the search language has for them.
var columns = map[string]string{"from": "sender", "to": "recipients", "subject": "subject", "body": "body"}

// match writes the terms as two FTS5 expressions: one that a message must
// match, one that it must not. Either may be "". Every text is a quoted
// phrase, so nothing in it is syntax. ok is false if there is something to
// find and it has no letter or digit: nothing can match.
func match(terms []query.Term) (must, not string, ok bool) {
	var musts, nots []string
	ok = true
	for _, t := range terms {
		p := phrase(t)
		switch {
		case p == "" && !t.Not:
			ok = false
		case p == "":
		case t.Not:
			nots = append(nots, p)
		default:
			musts = append(musts, p)
		}
	}
	if len(musts) > 0 {
		ok = true // "mail !!!" finds mail
	}
	return strings.Join(musts, " AND "), strings.Join(nots, " OR "), ok
}

func phrase(t query.Term) string {
	s := clip(folded(t.Text), maxText)
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	p := `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	if t.Prefix && !strings.HasSuffix(s, " ") { // a spaced character is a whole word
		p += "*"
	}
	if c := columns[t.Field]; c != "" {
		p = c + " : " + p
	}
	return p
}
