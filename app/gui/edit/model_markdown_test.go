package edit

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shot is a snapshot and what it must go on to say.
type shot struct {
	taken Snapshot
	want  string
}

// snap takes a snapshot now and then, and looks at the older ones again: nothing
// that was done to the document since may show in them.
func (l *life) snap(step int) {
	if step%7 == 0 {
		l.shots = append(l.shots, shot{l.d.Snapshot(), l.model.s})
	}
	if len(l.shots) < 8 {
		return
	}
	for _, one := range l.shots {
		if got := one.taken.String(); got != one.want || one.taken.Len() != len(one.want) {
			l.t.Fatalf("step %d: a snapshot says %q, want %q", step, got, one.want)
		}
		if now := l.d.Snapshot(); one.taken.Version == now.Version && one.want != l.model.s {
			l.t.Fatalf("step %d: version %d is %q and %q", step, now.Version, one.want, l.model.s)
		}
	}
	l.shots = l.shots[:0]
}

var itemPattern = regexp.MustCompile(`^( *)([-*+]|[0-9]{1,3}[.)]) +`)

// markdown plays what only Markdown and quotes have.
func (l *life) markdown(n, a, b int) {
	d, m := l.d, &l.model
	start := strings.LastIndexByte(m.s[:a], '\n') + 1
	stop := len(m.s)
	if i := strings.IndexByte(m.s[a:], '\n'); i >= 0 {
		stop = a + i
	}
	line := m.s[start:stop]
	switch n {
	case 0, 1, 2:
		item, fenced := itemPattern.FindString(line), d.fenced(d.caret.Line)
		if from, _ := d.Selected(); from.Line != d.caret.Line {
			fenced = d.fenced(from.Line)
		}
		d.Return()
		switch {
		case item == "" || a-start < len(item) || fenced:
			m.s = m.s[:a] + "\n" + m.s[b:]
		case a == b && strings.Trim(line[len(item):], " \t") == "":
			m.s = m.s[:start] + "\n" + m.s[stop:]
		default:
			next := item
			if i, err := strconv.Atoi(strings.Trim(item, " .)")); err == nil && i < 999 {
				next = strings.Replace(item, strings.Trim(item, " .)"), strconv.Itoa(i+1), 1)
			}
			m.s = m.s[:a] + "\n" + next + m.s[b:]
		}
	case 3:
		mark := []string{"*", "**", "`"}[l.rng.IntN(3)]
		d.Enclose(mark)
		now, few := d.Text.String(), 2*len(mark)
		if more := len(now) - len(m.s); more != few && more != -few || strings.ReplaceAll(now, mark[:1], "") != strings.ReplaceAll(m.s, mark[:1], "") {
			l.t.Fatalf("%q within %q gives %q", mark, m.s, now)
		}
		m.s = now
	case 4:
		d.Link("x:y")
		m.s = m.s[:a] + "[" + strings.NewReplacer("\n", " ", "[", `\[`, "]", `\]`).Replace(m.s[a:b]) + "](x:y)" + m.s[b:]
	case 5, 6:
		if d.HasSelection() || !d.EraseQuote() {
			return
		}
		was, now := strings.Split(m.s, "\n"), d.Text.String()
		first := strings.Count(m.s[:a], "\n")
		last := first
		for last < len(was) && strings.HasPrefix(was[last], ">") {
			last++
		}
		if _, skip := QuoteLevel(line); a-start > skip {
			was[first] = line[:a-start]
			first++
		}
		if m.s = strings.Join(slices.Delete(was, first, last), "\n"); first == 0 && last == len(was) {
			m.s = ""
		}
		if m.s != now {
			l.t.Fatalf("without the rest of its quote: %q, want %q", now, m.s)
		}
	case 8:
		to, leave := l.rng.IntN(len(m.s)+1), l.rng.IntN(2) == 0
		d.Carry(d.Text.At(to), leave)
		s := m.s[a:b]
		switch {
		case to >= a && to <= b:
			return
		case leave:
			m.s = m.s[:to] + s + m.s[to:]
		case to < a:
			m.s = m.s[:to] + s + m.s[to:a] + m.s[b:]
		default:
			m.s = m.s[:a] + m.s[b:to] + s + m.s[to:]
		}
		if got := d.SelectedText(); got != s && utf8.ValidString(m.s) {
			l.t.Fatalf("%q is selected of %q that was carried", got, s)
		}
	case 7:
		d.InsertQuote("one\r\n\n> two\n")
		text := "> one\n>\n>> two\n"
		if a > start {
			text = "\n" + text
		}
		m.s = m.s[:a] + text + m.s[b:]
	}
}
