package store

import (
	"slices"
	"strings"

	"godwit/sync/fulltext"
)

// condition is a search on its way to clauses: words and rows, which one file
// each can answer, and several together, of which those of each kind are one already.
type condition interface{ condition() }

type (
	inWords struct{ query fulltext.Query } // of search.db
	inRows  struct {                       // of mail.db
		sql  string // on messages m
		args []any
	}
	allOf []condition
	oneOf []condition
)

func (inWords) condition() {}
func (inRows) condition()  {}
func (allOf) condition()   {}
func (oneOf) condition()   {}

// both holds where all do.
func both(list []condition) condition {
	return gather(list, " AND ", "1", func(q []fulltext.Query) fulltext.Query { return fulltext.All(q) }, func(c []condition) condition { return allOf(c) })
}

// either holds where one does.
func either(list []condition) condition {
	return gather(list, " OR ", "0", func(q []fulltext.Query) fulltext.Query { return fulltext.Some(q) }, func(c []condition) condition { return oneOf(c) })
}

// gather makes one of all texts, one of all rows, and of these and the rest
// one, unless there is one only.
func gather(list []condition, word, none string, texts func([]fulltext.Query) fulltext.Query, mixed func([]condition) condition) condition {
	var queries []fulltext.Query
	var sql []string
	var args []any
	var rest []condition
	for _, c := range list {
		switch c := c.(type) {
		case inWords:
			queries = append(queries, c.query)
		case inRows:
			sql, args = append(sql, c.sql), append(args, c.args...)
		default:
			rest = append(rest, c)
		}
	}
	switch len(queries) {
	case 0:
	case 1:
		rest = append(rest, inWords{queries[0]})
	default:
		rest = append(rest, inWords{texts(queries)})
	}
	switch len(sql) {
	case 0:
	case 1:
		rest = append(rest, inRows{sql[0], args})
	default:
		rest = append(rest, inRows{"(" + strings.Join(sql, word) + ")", args})
	}
	switch len(rest) {
	case 0:
		return inRows{sql: none}
	case 1:
		return rest[0]
	}
	return mixed(rest)
}

func opposite(c condition) condition {
	turned := func(list []condition) []condition {
		out := make([]condition, len(list))
		for i, c := range list {
			out[i] = opposite(c)
		}
		return out
	}
	switch c := c.(type) {
	case inWords:
		return inWords{fulltext.Without{Query: c.query}}
	case allOf:
		return either(turned(c))
	case oneOf:
		return both(turned(c))
	case inRows:
		return inRows{"NOT (" + c.sql + ")", c.args}
	}
	return c
}

// clause is words and rows that a message must fit, both.
type clause struct {
	text  fulltext.Query // nil: any
	where string         // begins with AND, or is ""
	args  []any
}

// maxClauses bounds what a search may come to: as many walks are done at once.
const maxClauses = 256

// clauses writes a condition as clauses, of which a message must fit one.
func clauses(c condition) ([]clause, error) {
	switch c := c.(type) {
	case inWords:
		return []clause{{text: c.query}}, nil
	case inRows:
		return []clause{{where: " AND " + c.sql, args: c.args}}, nil
	case oneOf:
		var list []clause
		for _, part := range c {
			more, err := clauses(part)
			if list = append(list, more...); err != nil || len(list) > maxClauses {
				return nil, ErrBroad
			}
		}
		return list, nil
	case allOf:
		list := []clause{{}}
		for _, part := range c {
			parts, err := clauses(part)
			if err != nil || len(list)*len(parts) > maxClauses {
				return nil, ErrBroad
			}
			var next []clause
			for _, a := range list {
				for _, b := range parts {
					next = append(next, a.and(b))
				}
			}
			list = next
		}
		return list, nil
	}
	return nil, nil // it asks for nothing that can be found
}

func (a clause) and(b clause) clause {
	c := clause{a.text, a.where + b.where, slices.Concat(a.args, b.args)}
	switch {
	case a.text == nil:
		c.text = b.text
	case b.text != nil:
		c.text = fulltext.All{a.text, b.text}
	}
	return c
}
