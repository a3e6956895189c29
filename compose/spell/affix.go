package spell

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// affix is one way to make a word of another: take strip off its end (or its
// start), where what remains meets the condition, and put add there.
type affix struct {
	flag       flag
	prefix     bool
	cross      bool // goes with affixes at the other end
	strip, add string
	condition  []class
	cont       flags // what further affixes and compounds the word may have
}

// class is one character of a condition.
type class struct {
	any bool
	not bool
	of  string
}

func (c class) matches(r rune) bool {
	return c.any || strings.ContainsRune(c.of, r) != c.not
}

// readCondition reads a condition such as [^aeiou]y; "." is none.
func readCondition(s string) []class {
	if s == "." {
		return nil
	}
	var out []class
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		one := class{of: s[:n]}
		switch r {
		case '.':
			one = class{any: true}
		case '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return append(out, class{of: ""})
			}
			one.of, one.not = strings.CutPrefix(s[1:end], "^")
			n = end + 1
		}
		out = append(out, one)
		s = s[n:]
	}
	return out
}

// fits says whether the word that the affix is put to meets its condition.
func (a *affix) fits(root string) bool {
	if a.prefix {
		for _, c := range a.condition {
			r, n := utf8.DecodeRuneInString(root)
			if n == 0 || !c.matches(r) {
				return false
			}
			root = root[n:]
		}
		return true
	}
	for _, c := range slices.Backward(a.condition) {
		r, n := utf8.DecodeLastRuneInString(root)
		if n == 0 || !c.matches(r) {
			return false
		}
		root = root[:len(root)-n]
	}
	return true
}

// root is the word that the affix was put to, if word can have been made so.
func (a *affix) root(word string, full bool) (string, bool) {
	rest := len(word) - len(a.add)
	if rest < 0 || rest == 0 && (!full || a.strip == "" && len(a.add) == 0) {
		return "", false
	}
	root := ""
	if a.prefix {
		root = a.strip + word[len(a.add):]
	} else {
		root = word[:rest] + a.strip
	}
	return root, a.fits(root)
}

// where is the place of a word in a compound.
type where uint8

const (
	alone where = iota
	atStart
	inMiddle
	atEnd
)

// hit is a word of the dictionary that the word in question comes from, and by
// which affixes.
type hit struct {
	flags  flags
	pre    *affix
	suf    *affix
	direct bool // no affix at all
}

// carries says whether an affix of the hit has a flag.
func (h *hit) carries(f flag) bool {
	return h.pre != nil && h.pre.cont.has(f) || h.suf != nil && h.suf.cont.has(f)
}

// byAffix is the word of the dictionary that word is made of by one or two
// suffixes, one prefix, or both; with need one that has this flag.
func (q *query) byAffix(word string, need flag, at where) *hit {
	if h := q.byPrefix(word, need, at); h != nil {
		return h
	}
	if h := q.bySuffix(word, nil, 0, need, at); h != nil {
		return h
	}
	if !q.d.twofold {
		return nil
	}
	if h := q.byTwoSuffixes(word, nil, need); h != nil {
		return h
	}
	for a := range q.prefixes(word) {
		if root, ok := a.root(word, q.d.fullStrip); ok && a.cross && at != atStart {
			if h := q.byTwoSuffixes(root, a, need); h != nil {
				return h
			}
		}
	}
	return nil
}

func (q *query) byPrefix(word string, need flag, at where) *hit {
	d := q.d
	for a := range q.prefixes(word) {
		if at == alone && a.cont.has(d.onlyInCompound) || at == atEnd && !a.cont.has(d.compoundPermit) {
			continue
		}
		root, ok := a.root(word, d.fullStrip)
		if !ok || !q.spend() {
			continue
		}
		if !a.cont.has(d.needAffix) && !a.cont.has(d.circumfix) {
			for _, f := range d.words[root] {
				if f.has(a.flag) && (need == 0 || f.has(need) || a.cont.has(need)) && (at != alone || !f.has(d.onlyInCompound)) {
					return &hit{flags: f, pre: a}
				}
			}
		}
		if a.cross {
			if h := q.bySuffix(root, a, 0, need, at); h != nil {
				return h
			}
		}
	}
	return nil
}

// bySuffix takes a suffix off; pre is the prefix that was taken off before, and
// cont the flag that the suffix must carry, as the suffix behind it asks.
func (q *query) bySuffix(word string, pre *affix, cont, need flag, at where) *hit {
	d := q.d
	for a := range q.suffixes(word) {
		if !q.allows(a, pre, cont, at) {
			continue
		}
		root, ok := a.root(word, d.fullStrip)
		if !ok || !q.spend() || pre != nil && !a.cross {
			continue
		}
		for _, f := range d.words[root] {
			switch {
			case !f.has(a.flag) && (pre == nil || !pre.cont.has(a.flag)):
			case pre != nil && !f.has(pre.flag) && !a.cont.has(pre.flag):
			case cont != 0 && !a.cont.has(cont):
			case at == alone && f.has(d.onlyInCompound):
			case need != 0 && !f.has(need) && !a.cont.has(need):
			default:
				return &hit{flags: f, pre: pre, suf: a}
			}
		}
	}
	return nil
}

// allows says whether a suffix may be where it is.
func (q *query) allows(a, pre *affix, cont flag, at where) bool {
	d := q.d
	around := a.cont.has(d.circumfix)
	switch {
	case at == atStart && !a.cont.has(d.compoundPermit):
		return false
	case d.circumfix != 0 && around != (pre != nil && pre.cont.has(d.circumfix)):
		return false
	case at == alone && a.cont.has(d.onlyInCompound):
		return false
	case at == atEnd && pre == nil && a.cont.has(d.onlyInCompound):
		return false
	case cont == 0 && a.cont.has(d.needAffix) && (pre == nil || pre.cont.has(d.needAffix)):
		return false
	}
	return true
}

func (q *query) byTwoSuffixes(word string, pre *affix, need flag) *hit {
	for a := range q.suffixes(word) {
		if !q.d.inner[a.flag] {
			continue
		}
		root, ok := a.root(word, q.d.fullStrip)
		if !ok || !q.spend() {
			continue
		}
		before := pre
		if pre != nil && a.cont.has(pre.flag) {
			before = nil
		}
		if h := q.bySuffix(root, before, a.flag, need, alone); h != nil {
			return &hit{flags: h.flags, pre: pre, suf: a}
		}
	}
	return nil
}

// suffixes are those that word ends in.
func (q *query) suffixes(word string) func(func(*affix) bool) {
	return func(yield func(*affix) bool) {
		for n := 0; n <= min(len(word), q.d.longest); n++ {
			for _, a := range q.d.suffixes[word[len(word)-n:]] {
				if !yield(a) {
					return
				}
			}
		}
	}
}

// prefixes are those that word begins with.
func (q *query) prefixes(word string) func(func(*affix) bool) {
	return func(yield func(*affix) bool) {
		for n := 0; n <= min(len(word), q.d.longest); n++ {
			for _, a := range q.d.prefixes[word[:n]] {
				if !yield(a) {
					return
				}
			}
		}
	}
}
