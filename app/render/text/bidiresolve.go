package text

import (
	"sort"

	"golang.org/x/text/unicode/bidi"
)

// resolve gives the runes of one isolating run sequence their levels (W1 to I2).
func (p *bidiText) resolve(at []int, level Level, sos, eos bidi.Class) {
	p.weak(at, sos)
	p.brackets(at, level, sos)
	p.neutral(at, level, sos, eos)
	for _, i := range at {
		switch c := p.classes[i]; {
		case level.RTL() && (c == bidi.L || c == bidi.EN || c == bidi.AN): // I2
			p.levels[i]++
		case !level.RTL() && c == bidi.R: // I1
			p.levels[i]++
		case !level.RTL() && (c == bidi.AN || c == bidi.EN):
			p.levels[i] += 2
		}
	}
}

// weak resolves numbers and what stands at them (W1 to W7).
func (p *bidiText) weak(at []int, sos bidi.Class) {
	before, lastStrong := sos, sos
	for _, i := range at { // W1, W2
		c := p.classes[i]
		if c == bidi.NSM {
			c = before
			if isIsolate(before) || before == bidi.PDI {
				c = bidi.ON
			}
			p.classes[i] = c
		}
		before = c
		switch c {
		case bidi.L, bidi.R, bidi.AL:
			lastStrong = c
		case bidi.EN:
			if lastStrong == bidi.AL {
				p.classes[i] = bidi.AN
			}
		}
	}
	for _, i := range at { // W3
		if p.classes[i] == bidi.AL {
			p.classes[i] = bidi.R
		}
	}
	for n := 1; n+1 < len(at); n++ { // W4
		a, c, b := p.classes[at[n-1]], p.classes[at[n]], p.classes[at[n+1]]
		if a == b && (a == bidi.EN && (c == bidi.ES || c == bidi.CS) || a == bidi.AN && c == bidi.CS) {
			p.classes[at[n]] = a
		}
	}
	for n := 0; n < len(at); n++ { // W5
		if p.classes[at[n]] != bidi.ET {
			continue
		}
		end := n
		for end < len(at) && p.classes[at[end]] == bidi.ET {
			end++
		}
		if n > 0 && p.classes[at[n-1]] == bidi.EN || end < len(at) && p.classes[at[end]] == bidi.EN {
			for k := n; k < end; k++ {
				p.classes[at[k]] = bidi.EN
			}
		}
		n = end - 1
	}
	lastStrong = sos
	for _, i := range at { // W6, W7
		switch p.classes[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			p.classes[i] = bidi.ON
		case bidi.L, bidi.R:
			lastStrong = p.classes[i]
		case bidi.EN:
			if lastStrong == bidi.L {
				p.classes[i] = bidi.L
			}
		}
	}
}

// pair is two brackets that belong together, by place in the sequence.
type pair struct{ open, close int }

// maxBrackets is how deep BD16 looks.
const maxBrackets = 63

// pairs finds the brackets that belong together (BD16).
func (p *bidiText) pairs(at []int) []pair {
	type opened struct {
		closer rune
		n      int
	}
	var stack []opened
	var out []pair
	for n, i := range at {
		if p.classes[i] != bidi.ON {
			continue
		}
		r := p.runes[i]
		props, _ := bidi.LookupRune(r)
		switch {
		case !props.IsBracket():
		case props.IsOpeningBracket():
			if len(stack) == maxBrackets {
				return nil
			}
			stack = append(stack, opened{closing(r), n})
		default:
			if r == 0x232A {
				r = 0x3009
			}
			for k := len(stack) - 1; k >= 0; k-- {
				if stack[k].closer == r {
					out = append(out, pair{stack[k].n, n})
					stack = stack[:k]
					break
				}
			}
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].open < out[b].open })
	return out
}

// closing is the bracket that closes r; 2329 and 232A equal 3008 and 3009.
func closing(r rune) rune {
	switch r {
	case '[', '{', 0xFF3B, 0xFF5B:
		return r + 2
	case 0x298D:
		return 0x2990
	case 0x298F:
		return 0x298E
	case 0x2329:
		return 0x3009
	}
	return r + 1
}

// brackets resolves paired brackets (N0).
func (p *bidiText) brackets(at []int, level Level, sos bidi.Class) {
	own := strong(level)
	for _, b := range p.pairs(at) {
		found := bidi.ON
		for n := b.open + 1; n < b.close; n++ {
			s := p.direction(at[n])
			if s == own {
				found = own
				break
			}
			if s != bidi.ON {
				found = s
			}
		}
		if found == bidi.ON {
			continue
		}
		if found != own { // N0 c: the other direction, if that is what comes before
			context := sos
			for n := b.open - 1; n >= 0; n-- {
				if s := p.direction(at[n]); s != bidi.ON {
					context = s
					break
				}
			}
			if context != found {
				found = own
			}
		}
		for _, n := range []int{b.open, b.close} {
			p.classes[at[n]] = found
			for k := n + 1; k < len(at) && p.original[at[k]] == bidi.NSM; k++ {
				p.classes[at[k]] = found
			}
		}
	}
}

// direction is a rune's class as neutrals see it: L, R or ON.
func (p *bidiText) direction(i int) bidi.Class {
	switch p.classes[i] {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral gives spaces and signs the direction of what is around them (N1, N2).
func (p *bidiText) neutral(at []int, level Level, sos, eos bidi.Class) {
	before := sos
	for n := 0; n < len(at); n++ {
		if d := p.direction(at[n]); d != bidi.ON {
			before = d
			continue
		}
		end := n
		for end < len(at) && p.direction(at[end]) == bidi.ON {
			end++
		}
		after := eos
		if end < len(at) {
			after = p.direction(at[end])
		}
		c := strong(level)
		if before == after {
			c = before
		}
		for k := n; k < end; k++ {
			p.classes[at[k]] = c
		}
		n = end - 1
	}
}
