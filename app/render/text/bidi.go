package text

import "golang.org/x/text/unicode/bidi"

// Base is the direction of a paragraph.
type Base uint8

// The directions of a paragraph.
const (
	LeftToRight Base = iota
	RightToLeft
	Auto // by its first strong character, left to right without one (P2, P3)
)

// Level is a depth of embedding (UAX #9, BD2): odd runs from right to left.
type Level uint8

// RTL says whether text at this level runs from right to left.
func (l Level) RTL() bool { return l&1 == 1 }

// maxDepth is max_depth (BD2).
const maxDepth = 125

// Levels resolves the level of each rune of a paragraph (UAX #9, up to I2, with
// L1 for separators and for spaces before them and at the end), and says the
// level of the paragraph itself. Layout writes U+2066 to U+2069 into the
// paragraph where an element has a direction, and U+FFFC for what is no text.
//
// A line is put in order by Visual of its part of the levels, after those of the
// spaces at its end are set to the paragraph's.
func Levels(paragraph []rune, base Base) ([]Level, Level) {
	p := &bidiText{runes: paragraph, classes: make([]bidi.Class, len(paragraph)), levels: make([]Level, len(paragraph))}
	plain := base != RightToLeft
	for i, r := range paragraph {
		c := bidi.ON
		if r < 0x80 {
			c = asciiClass(r)
		} else {
			props, _ := bidi.LookupRune(r)
			c = props.Class()
		}
		p.classes[i] = c
		switch c {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLE, bidi.RLO, bidi.RLI, bidi.LRE, bidi.LRO, bidi.LRI, bidi.FSI:
			plain = false
		}
	}
	if plain {
		return p.levels, 0
	}
	p.original = append([]bidi.Class(nil), p.classes...)
	p.pairIsolates()
	p.base = Level(base)
	if base == Auto {
		p.base = p.firstStrong(0, len(paragraph))
	}
	p.explicit()
	p.embedded = append([]Level(nil), p.levels...)
	p.sequences(p.resolve)
	p.whitespace()
	return p.levels, p.base
}

func asciiClass(r rune) bidi.Class {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return bidi.L
	case r == ' ':
		return bidi.WS
	}
	props, _ := bidi.LookupRune(r)
	return props.Class()
}

// Visual is the order in which pieces of a line are drawn from left to right,
// given their levels in the order they are read (L2).
func Visual(levels []Level) []int {
	order := make([]int, len(levels))
	top, low := Level(0), Level(255)
	for i, l := range levels {
		order[i] = i
		top = max(top, l)
		if l.RTL() {
			low = min(low, l)
		}
	}
	for level := top; level >= low && level > 0; level-- {
		for i := 0; i < len(order); {
			if levels[order[i]] < level {
				i++
				continue
			}
			j := i
			for j < len(order) && levels[order[j]] >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = j
		}
	}
	return order
}

// bidiText is a paragraph while its levels are resolved.
type bidiText struct {
	runes    []rune
	original []bidi.Class // as Unicode says
	classes  []bidi.Class // as resolved so far
	levels   []Level
	embedded []Level // the levels before the text itself is looked at
	base     Level
	closer   map[int]int // isolate initiator → its PDI (BD9)
	opener   map[int]int
}

func isIsolate(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// removed classes are ignored after X9.
func removed(c bidi.Class) bool {
	switch c {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

// pairIsolates finds which PDI ends which isolate (BD9).
func (p *bidiText) pairIsolates() {
	p.closer, p.opener = map[int]int{}, map[int]int{}
	var open []int
	for i, c := range p.classes {
		switch {
		case isIsolate(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			p.closer[open[len(open)-1]], p.opener[i] = i, open[len(open)-1]
			open = open[:len(open)-1]
		case c == bidi.B:
			open = open[:0]
		}
	}
}

// firstStrong is the level that the first strong character outside isolates asks
// for (P2, P3).
func (p *bidiText) firstStrong(from, to int) Level {
	for i := from; i < to; i++ {
		switch c := p.classes[i]; {
		case c == bidi.L:
			return 0
		case c == bidi.R || c == bidi.AL:
			return 1
		case isIsolate(c):
			end, ok := p.closer[i]
			if !ok {
				return 0
			}
			i = end
		}
	}
	return 0
}

// status is an entry of the directional status stack (X1).
type status struct {
	level    Level
	override bidi.Class // ON: none
	isolate  bool
}

// explicit gives levels by embeddings, overrides and isolates (X1 to X8).
func (p *bidiText) explicit() {
	stack := []status{{p.base, bidi.ON, false}}
	overIsolates, overEmbeddings, isolates := 0, 0, 0
	next := func(odd bool) Level {
		l := stack[len(stack)-1].level
		if odd {
			return (l + 1) | 1
		}
		return (l + 2) &^ 1
	}
	for i, c := range p.original {
		top := stack[len(stack)-1]
		p.levels[i] = top.level
		switch c {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO:
			level := next(c == bidi.RLE || c == bidi.RLO)
			if level > maxDepth || overIsolates > 0 || overEmbeddings > 0 {
				if overIsolates == 0 {
					overEmbeddings++
				}
				continue
			}
			override := bidi.ON
			switch c {
			case bidi.RLO:
				override = bidi.R
			case bidi.LRO:
				override = bidi.L
			}
			stack = append(stack, status{level, override, false})
		case bidi.RLI, bidi.LRI, bidi.FSI:
			p.override(i, top)
			odd := c == bidi.RLI
			if c == bidi.FSI {
				end, ok := p.closer[i]
				if !ok {
					end = len(p.original)
				}
				odd = p.firstStrongOriginal(i+1, end) == 1
			}
			level := next(odd)
			if level > maxDepth || overIsolates > 0 || overEmbeddings > 0 {
				overIsolates++
				continue
			}
			isolates++
			stack = append(stack, status{level, bidi.ON, true})
		case bidi.PDI:
			switch {
			case overIsolates > 0:
				overIsolates--
			case isolates > 0:
				overEmbeddings = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				isolates--
			}
			top = stack[len(stack)-1]
			p.levels[i] = top.level
			p.override(i, top)
		case bidi.PDF:
			switch {
			case overIsolates > 0:
			case overEmbeddings > 0:
				overEmbeddings--
			case !top.isolate && len(stack) > 1:
				stack = stack[:len(stack)-1]
			}
			p.levels[i] = stack[len(stack)-1].level
		case bidi.B:
			stack = stack[:1]
			overIsolates, overEmbeddings, isolates = 0, 0, 0
			p.levels[i] = p.base
		case bidi.BN:
		default:
			p.override(i, top)
		}
	}
}

func (p *bidiText) override(i int, top status) {
	if top.override != bidi.ON {
		p.classes[i] = top.override
	}
}

// firstStrongOriginal is firstStrong before any override.
func (p *bidiText) firstStrongOriginal(from, to int) Level {
	kept := p.classes
	p.classes = p.original
	defer func() { p.classes = kept }()
	return p.firstStrong(from, to)
}

// sequences calls do for each isolating run sequence (BD13, X10) with its runes.
func (p *bidiText) sequences(do func(at []int, level Level, sos, eos bidi.Class)) {
	var runs [][]int // level runs (BD7) without what X9 removes
	runAt := map[int]int{}
	for i := range p.embedded {
		if removed(p.original[i]) {
			continue
		}
		n := len(runs)
		if n == 0 || p.embedded[runs[n-1][len(runs[n-1])-1]] != p.embedded[i] {
			runs = append(runs, nil)
			n++
		}
		if len(runs[n-1]) == 0 {
			runAt[i] = n - 1
		}
		runs[n-1] = append(runs[n-1], i)
	}
	for _, run := range runs {
		first := run[0]
		if _, matched := p.opener[first]; matched && p.original[first] == bidi.PDI {
			continue // goes on from its initiator
		}
		seq := append([]int(nil), run...)
		for {
			last := seq[len(seq)-1]
			end, ok := p.closer[last]
			if !ok || !isIsolate(p.original[last]) {
				break
			}
			more, starts := runAt[end]
			if !starts {
				break
			}
			seq = append(seq, runs[more]...)
		}
		level := p.embedded[first]
		do(seq, level, edge(level, p.before(first)), edge(level, p.after(seq[len(seq)-1])))
	}
}

// before is the level of what precedes a sequence (X10).
func (p *bidiText) before(i int) Level {
	for i--; i >= 0; i-- {
		if !removed(p.original[i]) {
			return p.embedded[i]
		}
	}
	return p.base
}

// after is the level of what follows a sequence; an isolate that never ends is
// followed by the paragraph's end.
func (p *bidiText) after(i int) Level {
	if _, matched := p.closer[i]; isIsolate(p.original[i]) && !matched {
		return p.base
	}
	for i++; i < len(p.levels); i++ {
		if !removed(p.original[i]) {
			return p.embedded[i]
		}
	}
	return p.base
}

func edge(a, b Level) bidi.Class { return strong(max(a, b)) }

func strong(l Level) bidi.Class {
	if l.RTL() {
		return bidi.R
	}
	return bidi.L
}

// whitespace puts separators, and spaces before them and at the end, at the
// paragraph's level (L1), and gives what X9 removed the level before it.
func (p *bidiText) whitespace() {
	last := p.base
	for i, c := range p.original {
		if removed(c) {
			p.levels[i] = last
		}
		last = p.levels[i]
	}
	reset := true
	for i := len(p.original) - 1; i >= 0; i-- {
		switch c := p.original[i]; {
		case c == bidi.B || c == bidi.S:
			reset = true
		case c == bidi.WS || isIsolate(c) || c == bidi.PDI || removed(c):
		default:
			reset = false
		}
		if reset {
			p.levels[i] = p.base
		}
	}
}
