package store

import (
	"godwit/sync/fulltext"
	"godwit/sync/query"
)

// fields of the index by the names that the search language has for them.
var fields = map[string]fulltext.Field{"from": fulltext.Sender, "to": fulltext.Recipients, "subject": fulltext.Subject, "body": fulltext.Body}

// match writes the terms as a query of the index. ok is false if there is
// something to find and it has no letter or digit: nothing can match.
func match(terms []query.Term) (q fulltext.Query, ok bool) {
	ok = true
	for _, t := range terms {
		p, found := fulltext.NewPhrase(clip(t.Text, maxText), fields[t.Field], t.Prefix)
		switch {
		case !found && !t.Not:
			ok = false
		case !found:
		case t.Not:
			q.Not = append(q.Not, p)
		default:
			q.Must = append(q.Must, p)
		}
	}
	return q, ok || len(q.Must) > 0 // "mail !!!" finds mail
}
