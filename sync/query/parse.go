package query

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds of what is read; a search box may be pasted into.
const (
	maxOctets = 4096
	maxTerms  = 64
	maxDepth  = 16 // of brackets
)

// Parse reads a search as people type it; docs/CLI.md describes the language.
// Days are those of now's time zone, and "yesterday" is the day before now.
func Parse(text string, now time.Time) Query { return parse(text, now, false) }

// ParseTyped reads a search that is being typed: its last word may go on, and a
// condition at its end that is not finished asks for nothing yet.
func ParseTyped(text string, now time.Time) Query { return parse(text, now, true) }

func parse(text string, now time.Time, typed bool) Query {
	p := parser{text: strings.ToValidUTF8(text, " "), now: now, typed: typed}
	if len(p.text) > maxOctets {
		cut := maxOctets
		for !utf8.RuneStart(p.text[cut]) {
			cut--
		}
		p.problem(cut, len(p.text), "The search is too long: its end is left out.")
		p.text = p.text[:cut]
	}
	var all []Node
	for p.more() {
		all = append(all, p.or())
		if p.at < len(p.text) { // a ) that closes nothing
			p.problem(p.at, p.at+1, "There is no ( that this ) closes.")
			p.at++
		}
	}
	if p.terms > maxTerms {
		p.problem(p.over, len(p.text), "The search has too many conditions: only the first 64 count.")
	}
	return Query{All(all...), p.problems}
}

type parser struct {
	text     string
	at       int // octets of text that were read
	now      time.Time
	typed    bool
	depth    int    // of brackets and of what must not be
	open     int    // brackets
	field    string // that stands in front of the brackets, "" for none
	terms    int    // conditions that were read
	over     int    // where the first begins that is too many
	problems []Problem
}

// more goes to what comes next and reports whether there is anything.
func (p *parser) more() bool {
	rest := strings.TrimLeftFunc(p.text[p.at:], unicode.IsSpace)
	p.at = len(p.text) - len(rest)
	return rest != ""
}

// ends reports that what is in brackets, or all, ends here.
func (p *parser) ends() bool {
	return !p.more() || p.text[p.at] == ')'
}

// or reads alternatives: a b OR c is (a b) OR c.
func (p *parser) or() Node {
	var list []Node
	for {
		if n := p.and(); n != nil {
			list = append(list, n)
		}
		at := p.at
		if p.ends() || !p.operator("OR", "||", "|") {
			return either(list)
		}
		if p.ends() {
			p.incomplete(at, "OR stands between two things to search for.")
		}
	}
}

// and reads what must all hold, up to an OR.
func (p *parser) and() Node {
	var list []Node
	for n := 0; !p.ends(); n++ {
		at := p.at
		if n > 0 && p.operator("AND", "&&") {
			if p.ends() {
				p.incomplete(at, "AND stands between two things to search for.")
			}
			continue
		}
		if n > 0 && p.operator("OR", "||", "|") {
			p.at = at
			break
		}
		list = append(list, p.unary())
	}
	return All(list...)
}

// operator reads one of these words, which stand alone.
func (p *parser) operator(names ...string) bool {
	for _, name := range names {
		rest, ok := strings.CutPrefix(p.text[p.at:], name)
		r, _ := utf8.DecodeRuneInString(rest)
		if ok && (rest == "" || unicode.IsSpace(r) || r == '(' || r == ')') {
			p.at += len(name)
			return true
		}
	}
	return false
}

// unary reads one thing, perhaps one that must not be.
func (p *parser) unary() Node {
	at := p.at
	if p.operator("NOT") {
		if p.ends() {
			p.incomplete(at, "NOT stands before what must not be there.")
			return nil
		}
		return p.nested(func() Node { return opposite(p.unary()) })
	}
	if p.text[p.at] == '-' {
		if r, _ := utf8.DecodeRuneInString(p.text[p.at+1:]); p.at+1 < len(p.text) && !unicode.IsSpace(r) && r != ')' {
			p.at++
			return p.nested(func() Node { return opposite(p.unary()) })
		}
		if p.typed && p.at+1 == len(p.text) {
			p.at++
			p.incomplete(at, "A minus stands before what must not be there.")
			return nil
		}
	}
	if p.text[p.at] == '(' {
		return p.group("")
	}
	return p.term()
}

// nested reads something one level deeper; from some level on nothing is.
func (p *parser) nested(read func() Node) Node {
	if p.depth >= maxDepth {
		p.problem(p.at, len(p.text), "Too many brackets are in each other: the rest is left out.")
		p.at = len(p.text)
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	return read()
}

// group reads what stands in brackets, perhaps behind a field.
func (p *parser) group(field string) Node {
	at, outer := p.at, p.field
	p.at++
	if field != "" {
		p.field = field
	}
	p.open++
	defer func() { p.field = outer; p.open-- }()
	return p.nested(func() Node {
		n := p.or()
		if p.at < len(p.text) {
			p.at++ // the closing bracket
		} else {
			p.incomplete(at, "A closing bracket is missing.")
		}
		return n
	})
}

// term reads [field:]value.
func (p *parser) term() Node {
	at := p.at
	field, name := p.fieldName()
	if field == "" {
		if p.field != "" {
			return p.take(at, p.condition(p.field, p.field+":", at, p.value()))
		}
		return p.take(at, p.words(Anywhere, at, p.value()))
	}
	p.at += len(name)
	switch behind := p.at; {
	case p.ends() || p.startsOther():
		p.problems = append(p.problems, Problem{At: at, End: behind, Incomplete: true, Text: "Behind " + name + " comes " + wanted[field] + "."})
		if p.typed {
			return nil
		}
		return p.take(at, Words{Text: strings.TrimSuffix(name, ":")})
	case p.text[p.at] == '(':
		return p.group(field)
	}
	return p.take(at, p.condition(field, name, at, p.value()))
}

// take counts the conditions of n, and leaves out what is too much.
func (p *parser) take(at int, n Node) Node {
	if n == nil || p.terms > maxTerms {
		return nil
	}
	if p.terms += conditions(n); p.terms > maxTerms {
		p.over = at
		return nil
	}
	return n
}

func conditions(n Node) int {
	switch n := n.(type) {
	case And:
		return len(n)
	case Not:
		return conditions(n.Node)
	}
	return 1
}

// fieldName is the field that begins here, and its name and colon as they stand there.
func (p *parser) fieldName() (field, name string) {
	rest := p.text[p.at:]
	colon := strings.IndexByte(rest[:min(len(rest), 24)], ':')
	if colon < 1 {
		return "", ""
	}
	return fields[strings.ToLower(rest[:colon])], rest[:colon+1]
}

// startsOther reports that a field or an operator begins here: no value.
func (p *parser) startsOther() bool {
	at := p.at
	defer func() { p.at = at }()
	field, _ := p.fieldName()
	return field != "" || p.operator("AND", "&&", "OR", "||", "|")
}
