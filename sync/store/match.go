package store

import (
	"strings"

	"godwit/sync/fulltext"
	"godwit/sync/query"
)

// fields of the index by the names that the search language has for them.
var fields = map[query.Field]fulltext.Field{
	query.From:       fulltext.Sender,
	query.To:         fulltext.Recipients | fulltext.Copies,
	query.Cc:         fulltext.Copies,
	query.Subject:    fulltext.Subject,
	query.Body:       fulltext.Body,
	query.Filename:   fulltext.Files,
	query.Attachment: fulltext.Files | fulltext.Attached,
	query.List:       fulltext.List,
}

// match writes words as a query of the index. It is nil if they have no letter
// or digit.
func (c *compiler) match(w query.Words) fulltext.Query {
	switch w.In {
	case query.From, query.To, query.Cc:
		if !w.Prefix && strings.EqualFold(w.Text, "me") && len(c.own) > 0 {
			var some fulltext.Some
			for _, email := range c.own {
				if p, ok := fulltext.NewPhrase(email, fields[w.In], false); ok {
					some = append(some, p)
				}
			}
			return some
		}
	}
	p, ok := fulltext.NewPhrase(clip(w.Text, maxText), fields[w.In], w.Prefix)
	if !ok {
		return nil
	}
	return p
}

// fitsEmpty reports that a message of which the index has nothing fits.
func fitsEmpty(q fulltext.Query) bool {
	switch q := q.(type) {
	case fulltext.All:
		for _, c := range q {
			if !fitsEmpty(c) {
				return false
			}
		}
		return true
	case fulltext.Some:
		for _, c := range q {
			if fitsEmpty(c) {
				return true
			}
		}
	case fulltext.Without:
		return !fitsEmpty(q.Query)
	}
	return false
}
