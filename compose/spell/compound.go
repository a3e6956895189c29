package spell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// compoundRules say how words are joined.
type compoundRules struct {
	anywhere, begin, middle, end, forbid, root flag

	rules       [][]rulePart
	pairs       []pairing
	min         int // characters of a part
	words       int // at most; 0: any number
	noDouble    bool
	noCapitals  bool
	noTriple    bool
	shortTriple bool
	noMistakes  bool

	moreSuffixes bool
}

// rulePart is one flag of a pattern such as n*1t.
type rulePart struct {
	flag        flag
	maybe, many bool
}

// pairing is what may not meet: the end of one part and the start of the next.
type pairing struct {
	end, start         string
	endFlag, startFlag flag
	bare               bool // the first part has no affix
}

func (c *compoundRules) any() bool {
	return c.anywhere != 0 || c.begin != 0 || len(c.rules) > 0
}

// maxParts bounds how many parts a compound has.
const maxParts = 20

// compounded is the last part of a compound that word is, or nil.
func (q *query) compounded(word string) *hit {
	c := &q.d.compound
	var h *hit
	if c.anywhere != 0 || c.begin != 0 {
		h = q.joined(word, 0, nil)
	}
	if h == nil && len(c.rules) > 0 {
		h = q.patterned(word, nil)
	}
	if h != nil && c.noMistakes && q.mistaken(word) {
		return nil
	}
	return h
}

// joined splits word in two; the second part may be a compound again. n parts
// came before, the last of them before.
func (q *query) joined(word string, n int, before flags) *hit {
	c := &q.d.compound
	for i := range q.splits(word) {
		if !q.spend() || n >= maxParts {
			return nil
		}
		first := q.part(word[:i], n)
		if first == nil || c.noCapitals && capitalBetween(word, i) {
			continue
		}
		if h := q.rest(word[:i], word[i:], first, n); h != nil {
			return h
		}
		if tail, ok := shortened(word, i); ok && c.shortTriple {
			if h := q.rest(word[:i], tail, first, n); h != nil {
				return h
			}
		}
	}
	return nil
}

// splits are the places where a part of a compound may end.
func (q *query) splits(word string) func(func(int) bool) {
	return func(yield func(int) bool) {
		runes, total := 0, utf8.RuneCountInString(word)
		for i := range word {
			if runes >= q.d.compound.min && total-runes >= q.d.compound.min && !yield(i) {
				return
			}
			runes++
		}
	}
}

// shortened is what follows place i of Schiffahrt when it was Schiff-fahrt.
func shortened(word string, i int) (string, bool) {
	a, n := utf8.DecodeLastRuneInString(word[:i])
	b, _ := utf8.DecodeLastRuneInString(word[:i-n])
	return string(a) + word[i:], a == b
}

// capitalBetween says whether a capital or a sign stands where parts meet.
func capitalBetween(word string, i int) bool {
	a, _ := utf8.DecodeLastRuneInString(word[:i])
	b, _ := utf8.DecodeRuneInString(word[i:])
	return a != '-' && b != '-' && (unicode.ToUpper(a) == a || unicode.ToUpper(b) == b)
}

// part is a word that may be the first part of a compound, or one in its middle.
func (q *query) part(s string, n int) *hit {
	d, c := q.d, &q.d.compound
	own := c.begin
	if n > 0 {
		own = c.middle
	}
	for _, f := range d.words[s] {
		if f.has(d.forbidden) || f.has(onlyUpper) || f.has(d.needAffix) {
			continue
		}
		if f.has(c.anywhere) || f.has(own) {
			return &hit{flags: f, direct: true}
		}
	}
	for _, need := range []flag{c.anywhere, own} {
		if need == 0 {
			continue
		}
		h := q.byPrefix(s, need, atStart)
		if h == nil {
			h = q.bySuffix(s, nil, 0, need, atStart)
		}
		if h == nil && c.moreSuffixes {
			h = q.byTwoSuffixes(s, nil, need)
		}
		if h != nil && !h.carries(c.forbid) && !h.carries(c.end) && !h.flags.has(d.forbidden) && !h.flags.has(onlyUpper) {
			return h
		}
	}
	return nil
}

// rest checks what follows a part: a word, or a compound.
func (q *query) rest(head, tail string, first *hit, n int) *hit {
	d, c := q.d, &q.d.compound
	accepts := func(h *hit) bool {
		if c.words > 0 && n+2 > c.words || c.noDouble && sameWord(first, h) && head == tail {
			return false
		}
		return !q.clash(head, tail, first, h) && !(c.noTriple && tripled(head, tail))
	}
	for _, f := range d.words[tail] {
		if f.has(d.forbidden) {
			return nil
		}
		h := &hit{flags: f, direct: true}
		if !f.has(d.needAffix) && !f.has(onlyUpper) && (f.has(c.anywhere) || f.has(c.end)) && accepts(h) {
			return h
		}
	}
	for _, need := range []flag{c.anywhere, c.end} {
		if need == 0 {
			continue
		}
		if h := q.byAffix(tail, need, atEnd); h != nil && !h.carries(c.forbid) && !h.flags.has(d.forbidden) && !h.flags.has(onlyUpper) && accepts(h) {
			return h
		}
	}
	if c.words > 0 && n+2 >= c.words || c.noTriple && tripled(head, tail) {
		return nil
	}
	return q.joined(tail, n+1, first.flags)
}

func sameWord(a, b *hit) bool { return a.direct && b.direct && slices.Equal(a.flags, b.flags) }

// tripled says whether three equal letters meet.
func tripled(head, tail string) bool {
	a, n := utf8.DecodeLastRuneInString(head)
	b, m := utf8.DecodeRuneInString(tail)
	if a != b {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(head[:len(head)-n])
	after, _ := utf8.DecodeRuneInString(tail[m:])
	return before == a || after == a
}

// clash says whether the two parts may not meet.
func (q *query) clash(head, tail string, first, second *hit) bool {
	for _, p := range q.d.compound.pairs {
		if strings.HasSuffix(head, p.end) && strings.HasPrefix(tail, p.start) && (!p.bare || first.direct) &&
			(p.endFlag == 0 || first.flags.has(p.endFlag)) && (p.startFlag == 0 || second.flags.has(p.startFlag)) {
			return true
		}
	}
	return false
}

// mistaken says whether a compound is one common mistake away from a word.
func (q *query) mistaken(word string) bool {
	for _, r := range q.d.reps {
		for i := 0; i < len(word); i++ {
			at := strings.Index(word[i:], r.from)
			if at < 0 {
				break
			}
			i += at
			s := word[:i] + r.to + word[i+len(r.from):]
			if len(q.d.words[s]) > 0 || q.byAffix(s, 0, alone) != nil {
				return true
			}
		}
	}
	return false
}

// patterned splits word into parts whose flags follow a rule; those of the parts
// before are known.
func (q *query) patterned(word string, before []flags) *hit {
	if len(before) >= maxParts {
		return nil
	}
	for i := range q.splits(word) {
		for _, f := range q.d.words[word[:i]] {
			if !q.spend() {
				return nil
			}
			parts := append(slices.Clip(before), f)
			if !q.follows(parts, false) {
				continue
			}
			for _, last := range q.d.words[word[i:]] {
				if q.follows(append(slices.Clip(parts), last), true) {
					return &hit{flags: last, direct: true}
				}
			}
			if h := q.patterned(word[i:], parts); h != nil {
				return h
			}
		}
	}
	return nil
}

// follows says whether parts are what a rule asks for, or begin so.
func (q *query) follows(parts []flags, whole bool) bool {
	return slices.ContainsFunc(q.d.compound.rules, func(rule []rulePart) bool { return q.follow(rule, parts, whole) })
}

func (q *query) follow(rule []rulePart, parts []flags, whole bool) bool {
	if !q.spend() {
		return false
	}
	if len(parts) == 0 {
		return !whole || !slices.ContainsFunc(rule, func(p rulePart) bool { return !p.maybe })
	}
	if len(rule) == 0 {
		return false
	}
	one := rule[0]
	if one.maybe && q.follow(rule[1:], parts, whole) {
		return true
	}
	if !parts[0].has(one.flag) {
		return false
	}
	return q.follow(rule[1:], parts[1:], whole) || one.many && q.follow(rule, parts[1:], whole)
}
