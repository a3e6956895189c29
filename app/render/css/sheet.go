package css

import (
	"strings"

	"golang.org/x/net/html"
)

// Sheet is the rules of a mail's style sheets in their order, found by what
// their selectors end in.
type Sheet struct {
	byTag, byClass, byID map[string][]*Rule
	rest                 []*Rule
	rules                int
	hasBefore, hasAfter  bool
	layers               map[string]int // by their names, from 1
	layer                int            // that is being read; 0: none

	Dark bool // a rule for prefers-color-scheme: dark holds
}

// NewSheet is an empty sheet.
func NewSheet() *Sheet {
	return &Sheet{byTag: map[string][]*Rule{}, byClass: map[string][]*Rule{}, byID: map[string][]*Rule{}, layers: map[string]int{}}
}

// Add reads a style sheet behind those that are there. media is the attribute
// of its element; "" holds for all.
func (s *Sheet) Add(text, media string, m Media) {
	if media == "" || m.holds(media) {
		s.parse(uncomment(text), m, 0, nil)
	}
}

// Holds says whether a list of media queries does; "" always does.
func (m Media) Holds(list string) bool { return strings.TrimSpace(list) == "" || m.holds(list) }

// Empty says whether no rule holds.
func (s *Sheet) Empty() bool { return s.rules == 0 }

// Has says whether any rule is for a pseudo-element, "before" or "after".
func (s *Sheet) Has(pseudo string) bool {
	return pseudo == "before" && s.hasBefore || pseudo == "after" && s.hasAfter
}

// parse reads what stands in a sheet, in an at-rule, or in a rule: then in are
// the selectors of that rule, and there are declarations among the rules.
func (s *Sheet) parse(text string, m Media, depth int, in []string) {
	if in != nil {
		own, rules := unnested(text)
		s.set(in, own)
		text = rules
	}
	for s.rules < maxRules {
		text = strings.TrimLeft(text, " \t\r\n\f;})]")
		if text == "" {
			return
		}
		i := until(text, "{;")
		// until takes a bracket for a whole, so a brace is met only by looking for it.
		i = min(i, brace(text))
		if i == len(text) {
			return
		}
		head := strings.TrimSpace(text[:i])
		if text[i] == ';' {
			s.nameLayers(head)
			text = text[i+1:]
			continue
		}
		end := skipBracket(text, i)
		body := strings.TrimSuffix(text[i+1:end], "}")
		text = text[end:]
		if strings.HasPrefix(head, "@") {
			s.atRule(head, body, m, depth, in)
			continue
		}
		selectors := nest(split(head, ","), in)
		if strings.IndexByte(body, '{') < 0 {
			s.set(selectors, body)
		} else if depth < maxNesting {
			s.parse(body, m, depth+1, selectors)
		}
	}
}

// set adds a rule for each of the selectors.
func (s *Sheet) set(selectors []string, body string) {
	if declarations := Declarations(body); len(declarations) > 0 {
		for _, one := range selectors {
			s.add(one, declarations)
		}
	}
}

// brace is where the first { stands outside of strings and round brackets.
func brace(s string) int {
	for i := 0; i < len(s); {
		if s[i] == '{' {
			return i
		}
		if s[i] == '(' || s[i] == '[' { // ends at a brace at the latest
			if j := strings.IndexAny(s[i+1:], ")]{"); j >= 0 && s[i+1+j] == '{' {
				return i + 1 + j
			}
		}
		i = skip(s, i)
	}
	return len(s)
}

func (s *Sheet) atRule(head, body string, m Media, depth int, in []string) {
	if depth >= maxNesting {
		return
	}
	name, condition, _ := strings.Cut(head, " ")
	if i := strings.IndexByte(name, '('); i > 0 {
		name, condition = name[:i], head[i:]
	}
	switch strings.ToLower(name) {
	case "@media":
		if m.holds(condition) {
			s.Dark = s.Dark || m.Dark && strings.Contains(strings.ToLower(condition), "prefers-color-scheme")
			s.parse(body, m, depth+1, in)
		}
	case "@supports":
		if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(condition)), "not") {
			s.parse(body, m, depth+1, in)
		}
	case "@layer":
		outer := s.layer
		s.layer = s.layerOf(condition)
		s.parse(body, m, depth+1, in)
		s.layer = outer
	}
}

// Match calls visit with the rules that hold for an element, or for its
// pseudo-element, in no order.
func (s *Sheet) Match(n *html.Node, pseudo string, visit func(*Rule)) {
	if s.rules == 0 {
		return
	}
	try := func(rules []*Rule) {
		for _, r := range rules {
			if r.Pseudo == pseudo && r.selector.Match(n) {
				visit(r)
			}
		}
	}
	try(s.rest)
	try(s.byTag[n.Data])
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "class":
			for c := range strings.FieldsSeq(n.Attr[i].Val) {
				try(s.byClass[c])
			}
		case "id":
			try(s.byID[n.Attr[i].Val])
		}
	}
}
