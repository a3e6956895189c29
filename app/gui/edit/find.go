package edit

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Query is words that are looked for.
type Query struct {
	words   string
	exact   bool // upper and lower case differ
	whole   bool // only whole words
	pattern *regexp.Regexp
}

// NewQuery looks for words, within a line; exactly says whether case counts.
func NewQuery(words string, exactly, whole bool) Query {
	q := Query{words: words, exact: exactly, whole: whole}
	if !exactly && strings.IndexFunc(words, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		q.pattern = regexp.MustCompile("(?i)" + regexp.QuoteMeta(words))
	}
	return q
}

// Empty says whether there is nothing to look for.
func (q Query) Empty() bool { return q.words == "" }

// In is where the first hit in s at or after byte from is; from < 0: none.
func (q Query) In(s string, from int) (start, end int) {
	for !q.Empty() && from <= len(s) {
		start, end = q.next(s, from)
		if start < 0 || !q.whole || q.isWhole(s, start, end) {
			return start, end
		}
		from = start + 1
	}
	return -1, -1
}

func (q Query) next(s string, from int) (start, end int) {
	switch {
	case q.pattern != nil:
		if m := q.pattern.FindStringIndex(s[from:]); m != nil {
			return from + m[0], from + m[1]
		}
		return -1, -1
	case q.exact:
		start = strings.Index(s[from:], q.words)
	default:
		start = indexFold(s[from:], q.words)
	}
	if start < 0 {
		return -1, -1
	}
	return from + start, from + start + len(q.words)
}

// indexFold is strings.Index for ASCII words in any case. It leaps from one place
// where their first letter stands to the next.
func indexFold(s, words string) int {
	small, big := lower(words[0]), words[0]
	if small >= 'a' && small <= 'z' {
		big = small - 'a' + 'A'
	}
	end := len(s) - len(words) + 1
	a, b := -1, -1 // the next small and big first letter; at most end
	for i := 0; i < end; i = min(a, b) + 1 {
		if a < i {
			a = nextByte(s, i, end, small)
		}
		if b < i {
			b = nextByte(s, i, end, big)
		}
		if at := min(a, b); at < end && equalFold(s[at:at+len(words)], words) {
			return at
		}
	}
	return -1
}

func nextByte(s string, i, end int, c byte) int {
	if at := strings.IndexByte(s[i:end], c); at >= 0 {
		return i + at
	}
	return end
}

func equalFold(a, b string) bool {
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func (q Query) isWhole(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return (start == 0 || !isWordRune(before)) && (end == len(s) || !isWordRune(after))
}

// Match is a hit: a line and the bytes of it.
type Match struct{ Line, From, To int }

// Find is the first hit at or after a place, then from the beginning on.
func (d *Document) Find(q Query, from Pos) (Match, bool) {
	if m, ok := d.findFrom(q, from); ok || from == (Pos{}) {
		return m, ok
	}
	return d.findFrom(q, Pos{})
}

func (d *Document) findFrom(q Query, from Pos) (m Match, ok bool) {
	d.Text.Each(from.Line, func(i int, s string) bool {
		col := 0
		if i == from.Line {
			col = from.Col
		}
		if a, b := q.In(s, col); a >= 0 {
			m, ok = Match{i, a, b}, true
		}
		return !ok
	})
	return m, ok
}

// FindBack is the last hit before a place, then from the end on.
func (d *Document) FindBack(q Query, before Pos) (last Match, ok bool) {
	for line := before.Line; line >= 0; line-- {
		if m, ok := lastIn(q, d.Text.Line(line), line, before); ok {
			return m, true
		}
	}
	for line := d.Text.Lines() - 1; line >= before.Line; line-- {
		if m, ok := lastIn(q, d.Text.Line(line), line, d.Text.End()); ok {
			return m, true
		}
	}
	return Match{}, false
}

func lastIn(q Query, s string, line int, before Pos) (last Match, ok bool) {
	for a, b := q.In(s, 0); a >= 0 && (Pos{line, a}).Before(before); a, b = q.In(s, b) {
		last, ok = Match{line, a, b}, true
		if b == a {
			break
		}
	}
	return last, ok
}

// Count is how many hits there are, and which of them, counted from 1, the
// selection is; 0 for none.
func (d *Document) Count(q Query) (at, of int) {
	from, to := d.Selected()
	d.Text.Each(0, func(i int, s string) bool {
		for a, b := q.In(s, 0); a >= 0 && b > a; a, b = q.In(s, b) {
			of++
			if from == (Pos{i, a}) && to == (Pos{i, b}) {
				at = of
			}
		}
		return true
	})
	return at, of
}

// ReplaceAll puts with in place of every hit, as one step of undo, and tells how
// many there were.
func (d *Document) ReplaceAll(q Query, with string) int {
	first, last, n := -1, 0, 0
	var out strings.Builder
	d.Text.Each(0, func(i int, s string) bool {
		line, hits := q.replaced(s, with)
		if hits > 0 && first < 0 {
			first = i
		}
		if first >= 0 {
			if i > first {
				out.WriteByte('\n')
			}
			out.WriteString(line)
		}
		if hits > 0 {
			n, last = n+hits, i
		}
		return true
	})
	if n == 0 {
		return 0
	}
	caret := d.caret.Pos
	text := out.String()
	for k := d.Text.Lines() - 1; k > last; k-- { // what follows the last hit stays as it is
		text = text[:len(text)-len(d.Text.Line(k))-1]
	}
	d.Replace(Pos{Line: first}, Pos{last, len(d.Text.Line(last))}, text)
	d.MoveTo(caret, false)
	return n
}

func (q Query) replaced(s, with string) (string, int) {
	var out strings.Builder
	at, n := 0, 0
	for a, b := q.In(s, 0); a >= 0 && b > a; a, b = q.In(s, b) {
		out.WriteString(s[at:a])
		out.WriteString(with)
		at = b
		n++
	}
	if n == 0 {
		return s, 0
	}
	out.WriteString(s[at:])
	return out.String(), n
}
