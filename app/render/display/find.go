package display

import (
	"slices"
	"strings"
	"unicode"
)

// Match is where words were found: from the first rune to after the last.
type Match struct{ From, To Pos }

// Find is every place where words occur in the text, in either case, at most
// limit of them. A space in words stands for any space between texts, also for
// the end of a line.
func (l *List) Find(words string, limit int) []Match {
	want := folded(words)
	if len(want) == 0 {
		return nil
	}
	have, places := l.flow(fold)
	var out []Match
	for i := 0; i+len(want) <= len(have) && len(out) < limit; i++ {
		if have[i] != want[0] || !same(have[i:i+len(want)], want) {
			continue
		}
		last := places[i+len(want)-1]
		last.Rune++
		out = append(out, Match{places[i], last})
		i += len(want) - 1
	}
	return out
}

// FindBy is Find by another way to look: find returns of a text which pieces are
// wanted, as octets from and to, in their order.
func (l *List) FindBy(find func(text string) [][2]int, limit int) []Match {
	have, places := l.flow(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	})
	starts := make([]int, 0, len(have)+1) // of each rune in the text
	var text strings.Builder
	for _, r := range have {
		starts = append(starts, text.Len())
		text.WriteRune(r)
	}
	var out []Match
	for _, span := range find(text.String()) {
		from, _ := slices.BinarySearch(starts, span[0])
		to, _ := slices.BinarySearch(starts, span[1])
		if from >= to || to > len(places) || len(out) == limit {
			continue
		}
		last := places[to-1]
		last.Rune++
		out = append(out, Match{places[from], last})
	}
	return out
}

// flow is all text as one, each rune as to makes it, with single spaces, and
// where each stands.
func (l *List) flow(to func(rune) rune) (have []rune, places []Pos) {
	for _, i := range l.index.texts {
		o := &l.Ops[i]
		if o.Text.Before != Joined && len(have) > 0 && have[len(have)-1] != ' ' {
			have, places = append(have, ' '), append(places, Pos{i, 0})
		}
		n := 0
		for _, r := range o.Text.Text {
			if r = to(r); r != ' ' || len(have) == 0 || have[len(have)-1] != ' ' {
				have, places = append(have, r), append(places, Pos{i, n})
			}
			n++
		}
	}
	return have, places
}

func same(a, b []rune) bool {
	for i := range b {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// folded is s as Find compares it: one case, single spaces.
func folded(s string) []rune {
	var out []rune
	for _, r := range s {
		if r = fold(r); r != ' ' || len(out) > 0 && out[len(out)-1] != ' ' {
			out = append(out, r)
		}
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	return out
}

func fold(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(unicode.ToUpper(r))
}
