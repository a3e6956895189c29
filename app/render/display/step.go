package display

import "unicode"

// maxWordStep is how many characters one step goes at most.
const maxWordStep = 1000

// WordStep is the place a word on (by 1) or back (by -1): behind the next word, or
// before the last one.
func (l *List) WordStep(p Pos, by int) Pos {
	inside := false
	for range maxWordStep {
		next := l.Step(p, by)
		if next == p {
			break
		}
		switch word, joined := l.crosses(p, next); {
		case joined: // a word may go on in the next operation
		case inside && !word:
			return p
		default:
			inside = word
		}
		p = next
	}
	return p
}

// crosses says whether what lies between two neighbouring places belongs to a
// word, or is nothing at all.
func (l *List) crosses(a, b Pos) (word, nothing bool) {
	if b.Before(a) {
		a, b = b, a
	}
	if a.Op != b.Op {
		return false, l.Ops[b.Op].Text.Before == Joined
	}
	for _, r := range []rune(l.Ops[a.Op].Text.Text)[a.Rune:b.Rune] {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
			return true, false
		}
	}
	return false, false
}

// LineAt is the beginning and the end of the line that a place is in, as it is
// read.
func (l *List) LineAt(p Pos) (from, to Pos) {
	if !l.valid(p) {
		return p, p
	}
	here := &l.Ops[p.Op].Rect
	same := func(n int) bool {
		o := &l.Ops[l.index.texts[n]]
		middle := o.Rect.Y + o.Rect.H/2
		return !o.Text.Mark && middle > here.Y && middle < here.Bottom()
	}
	first := l.textFrom(p.Op)
	last := first
	for first > 0 && l.Ops[l.index.texts[first]].Text.Before < Tab && same(first-1) {
		first--
	}
	for last+1 < len(l.index.texts) && l.Ops[l.index.texts[last+1]].Text.Before < Tab && same(last+1) {
		last++
	}
	i := l.index.texts[last]
	return Pos{l.index.texts[first], 0}, Pos{i, l.Ops[i].runes()}
}
