package imap

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/query"
)

// maxKeys bounds the words of one search.
const maxKeys = 16

// searchKeys writes of a search what a server can be asked: words of the text
// and of the header, and days. The server finds what fits and more: a phrase is
// asked for by its words, since it would miss one with a comma in it, and what
// must not be is not asked for, since it compares parts of words. Folding is the
// server's own.
type searchKeys struct {
	own   []string // addresses that are "me"
	plain bool     // ASCII only
	words int
}

// keys are the criteria of a search. ok is false if they have no word.
func (k *searchKeys) keys(n query.Node) (c imap.SearchCriteria, ok bool) {
	n = query.Widen(n, k.can)
	k.words = 0
	c = k.criteria(n)
	return c, k.words > 0
}

// can reports whether a server can be asked for a condition.
func (k *searchKeys) can(n query.Node) bool {
	switch n := n.(type) {
	case query.Words:
		switch n.In {
		case query.Anywhere, query.From, query.To, query.Cc, query.Subject, query.Body:
			return len(k.split(n)) > 0
		}
	case query.Since, query.Before:
		return true
	}
	return false
}

func (k *searchKeys) criteria(n query.Node) imap.SearchCriteria {
	var c imap.SearchCriteria
	switch n := n.(type) {
	case query.And:
		for _, part := range n {
			one := k.criteria(part)
			c.And(&one)
		}
	case query.Or:
		c = k.criteria(n[0])
		for _, part := range n[1:] {
			c = imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{c, k.criteria(part)}}}
		}
	case query.Since: // days of the server's time zone, which is another one
		c.Since = n.Day.Add(-24 * time.Hour)
	case query.Before:
		c.Before = n.Day.Add(48 * time.Hour)
	case query.Words:
		if k.isMe(n) {
			var some query.Or
			for _, email := range k.own {
				some = append(some, query.Words{In: n.In, Text: email})
			}
			if len(some) == 1 {
				return k.criteria(some[0])
			}
			return k.criteria(some)
		}
		for _, word := range k.split(n) {
			if k.words++; k.words > maxKeys {
				break
			}
			one := key(n.In, word)
			c.And(&one)
		}
	}
	return c
}

func (k *searchKeys) isMe(n query.Words) bool {
	return (n.In == query.From || n.In == query.To || n.In == query.Cc) && !n.Prefix && strings.EqualFold(n.Text, "me") && len(k.own) > 0
}

// key asks for one word.
func key(in query.Field, word string) imap.SearchCriteria {
	header := func(names ...string) imap.SearchCriteria {
		var c imap.SearchCriteria
		for i, name := range names {
			one := imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: name, Value: word}}}
			if i == 0 {
				c = one
			} else {
				c = imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{c, one}}}
			}
		}
		return c
	}
	switch in {
	case query.From:
		return header("From")
	case query.To:
		return header("To", "Cc", "Bcc")
	case query.Cc:
		return header("Cc", "Bcc")
	case query.Subject:
		return header("Subject")
	case query.Body:
		return imap.SearchCriteria{Body: []string{word}}
	}
	return imap.SearchCriteria{Text: []string{word}}
}

// split are the words of a text as the person wrote them. Single letters beside
// longer words are left out: they are in every message.
func (k *searchKeys) split(n query.Words) []string {
	words := strings.FieldsFunc(n.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	if slices.ContainsFunc(words, func(w string) bool { return len(w) > 1 }) {
		words = slices.DeleteFunc(words, func(w string) bool { return len(w) == 1 })
	}
	if k.plain {
		words = slices.DeleteFunc(words, func(w string) bool {
			return strings.IndexFunc(w, func(r rune) bool { return r > unicode.MaxASCII }) >= 0
		})
	}
	return words
}
