package edit

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// monospaced is a document in which every character is one wide.
func monospaced(width float32) *Document {
	d := NewDocument(Metrics{
		Advance: func(r rune) float32 {
			if IsExtender(r) {
				return 0
			}
			return 1
		},
		Measure: func(s string, _ Style) float32 { return float32(utf8.RuneCountInString(s)) },
	}, time.Now)
	d.Rows.SetWidth(width)
	return d
}

// plainText is the model: one string and places in it, and what it was before
// each step that can be undone.
type plainText struct {
	s            string
	done, undone []string
}

// life plays random edits on a document and on a plain string.
type life struct {
	t     testing.TB
	rng   *rand.Rand
	d     *Document
	model plainText
	clock time.Time

	shots []shot
}

var lifeTexts = []string{
	"a", "b", " ", "word", "two words", "\n", "\r\n", "\n\n", "line\nline\n", "> quoted\n", "漢字。", "שלום", "👍🏽", "👩‍👩‍👧‍👦", "e\u0301",
	"\xff", "\t", "https://example.org/a", "**strong**", "", "- item", "9. item", "- ", "[a]", "* *b*", strings.Repeat("long ", 60),
}

func newLife(t testing.TB, seed uint64) *life {
	l := &life{t: t, rng: rand.New(rand.NewPCG(seed, 1)), clock: time.Unix(0, 0)}
	l.d = monospaced(40)
	l.d.Markup = true
	l.d.now = func() time.Time { return l.clock }
	return l
}

func (l *life) offsets() (a, b int) {
	from, to := l.d.Selected()
	return l.d.Text.Offset(from), l.d.Text.Offset(to)
}

// edit does something and what should have come of it.
func (l *life) step() {
	l.clock = l.clock.Add(time.Duration(l.rng.IntN(1500)) * time.Millisecond)
	d, m := l.d, &l.model
	steps, before := len(d.history.done), m.s
	if l.rng.IntN(3) > 0 {
		l.move()
	}
	a, b := l.offsets()
	switch n := l.rng.IntN(49); {
	case n < 14:
		s := lifeTexts[l.rng.IntN(len(lifeTexts))]
		if len(m.s) > 4000 {
			s = ""
		}
		if n < 8 {
			d.Type(s)
		} else {
			d.Insert(s)
		}
		m.s = m.s[:a] + CleanBreaks(s) + m.s[b:]
	case n < 22:
		to := []func(Pos) Pos{d.Prev, d.Next, d.PrevWord, d.NextWord, d.LineEnd, d.LineStart}[l.rng.IntN(6)]
		if a == b {
			from, end := Ordered(d.caret.Pos, to(d.caret.Pos))
			a, b = d.Text.Offset(from), d.Text.Offset(end)
		}
		d.Erase(to)
		m.s = m.s[:a] + m.s[b:]
	case n < 28:
		l.undo()
		return
	case n < 32:
		l.redo()
		return
	case n < 33:
		n := d.ReplaceAll(NewQuery("o", true, false), "0o")
		if want := strings.Count(m.s, "o"); n != want {
			l.t.Fatalf("%d hits, want %d", n, want)
		}
		m.s = strings.ReplaceAll(m.s, "o", "0o")
	case n < 34:
		first, end := d.selectedLines()
		d.Quote()
		m.s = eachLine(m.s, first, end, func(s string) string {
			switch {
			case s == "":
				return ">"
			case s[0] == '>':
				return ">" + s
			}
			return "> " + s
		})
	case n < 35:
		first, end := d.selectedLines()
		d.Unquote()
		m.s = eachLine(m.s, first, end, func(s string) string {
			if strings.HasPrefix(s, ">>") || !strings.HasPrefix(s, ">") {
				return strings.TrimPrefix(s, ">")
			}
			return strings.TrimPrefix(s[1:], " ")
		})
	case n < 36:
		first, end := d.selectedLines()
		d.Indent()
		m.s = eachLine(m.s, first, end, func(s string) string {
			_, skip := QuoteLevel(s)
			if strings.Trim(s[skip:], " \t") == "" {
				return s
			}
			return s[:skip] + "    " + s[skip:]
		})
	case n < 37:
		d.Rows.SetWidth(float32(5 + l.rng.IntN(80)))
	case n < 38:
		d.ToggleFold(d.caret.Line)
	case n >= 40:
		l.markdown(n-40, a, b)
	}
	if len(d.history.done) > steps {
		m.done = append(m.done, before)
	}
	if m.s != before {
		m.undone = nil
	}
	if len(d.history.done) >= historySteps/2 { // before the oldest are forgotten
		d.SetText(m.s)
		m.done, m.undone = nil, nil
	}
}

func (l *life) undo() {
	m := &l.model
	if !l.d.Undo() {
		return
	}
	last := len(m.done) - 1
	m.undone = append(m.undone, m.s)
	m.s, m.done = m.done[last], m.done[:last]
}

func (l *life) redo() {
	m := &l.model
	if !l.d.Redo() {
		return
	}
	last := len(m.undone) - 1
	m.done = append(m.done, m.s)
	m.s, m.undone = m.undone[last], m.undone[:last]
}

func (l *life) move() {
	d, extend := l.d, l.rng.IntN(3) == 0
	switch l.rng.IntN(13) {
	case 12:
		if p := d.NextQuote(d.caret.Pos); p != d.caret.Pos && (!d.quoted(p.Line) || p.Line <= d.caret.Line) {
			l.t.Fatalf("the quote after %v is at %v", d.caret.Pos, p)
		}
		p := d.PrevQuote(d.caret.Pos)
		if p != d.caret.Pos && (!d.quoted(p.Line) || !p.Before(d.caret.Pos) || p.Line > 0 && d.quoted(p.Line-1)) {
			l.t.Fatalf("the quote before %v is at %v", d.caret.Pos, p)
		}
		d.MoveTo(p, extend)
	case 0:
		d.Left(extend)
	case 1:
		d.Right(extend)
	case 2:
		d.WordLeft(extend)
	case 3:
		d.WordRight(extend)
	case 4:
		d.MoveRows(l.rng.IntN(9)-4, extend)
	case 5:
		d.RowStart(extend)
	case 6:
		d.RowEnd(extend)
	case 7:
		d.Go(d.PrevParagraph, extend)
	case 8:
		d.Go(d.NextParagraph, extend)
	case 9:
		d.Click(l.rng.IntN(d.Rows.Count()), float32(l.rng.IntN(50)), extend)
	default:
		p := d.Text.At(l.rng.IntN(d.Text.Len() + 1))
		d.MoveTo(p, extend)
	}
}

func eachLine(s string, first, end int, change func(string) string) string {
	lines := strings.Split(s, "\n")
	for i := first; i < end; i++ {
		lines[i] = change(lines[i])
	}
	return strings.Join(lines, "\n")
}

// check compares document and model, and the document with itself.
func (l *life) check(step int, deep bool) {
	d := l.d
	if got := d.Text.String(); got != l.model.s {
		l.t.Fatalf("step %d: %q, want %q", step, got, l.model.s)
	}
	if !deep {
		return
	}
	if lines := strings.Count(l.model.s, "\n") + 1; d.Text.Lines() != lines || d.Rows.rows.count != lines {
		l.t.Fatalf("step %d: %d lines, %d with rows, want %d", step, d.Text.Lines(), d.Rows.rows.count, lines)
	}
	if d.Text.Len() != len(l.model.s) {
		l.t.Fatalf("step %d: %d bytes, want %d", step, d.Text.Len(), len(l.model.s))
	}
	off := l.rng.IntN(len(l.model.s) + 1)
	if p := d.Text.At(off); d.Text.Offset(p) != off {
		l.t.Fatalf("step %d: byte %d is %v, which is byte %d", step, off, p, d.Text.Offset(p))
	}
	row := 0
	for line := range d.Text.Lines() {
		if d.Rows.First(line) != row {
			l.t.Fatalf("step %d: line %d starts at row %d, want %d", step, line, d.Rows.First(line), row)
		}
		v := d.Rows.exact(line)
		at := 0
		for part := range len(v.breaks) + 1 {
			from, to := d.Rows.Span(line, part)
			if from != at || to < from {
				l.t.Fatalf("step %d: row %d of line %d is %d to %d, want it to start at %d", step, part, line, from, to, at)
			}
			at = to
		}
		if at != len(d.Text.Line(line)) {
			l.t.Fatalf("step %d: the rows of line %d end at %d of %d", step, line, at, len(d.Text.Line(line)))
		}
		whole := d.Rows.breaker.breaks(nil, d.Text.Line(line), 0, nil)
		if len(whole) != len(v.breaks) {
			l.t.Fatalf("step %d: line %d has %d breaks, anew %d", step, line, len(v.breaks), len(whole))
		}
		row += int(v.count)
	}
	if d.Rows.Count() != row {
		l.t.Fatalf("step %d: %d rows, want %d", step, d.Rows.Count(), row)
	}
	if r := d.CaretRow(); r < 0 || r >= row {
		l.t.Fatalf("step %d: the caret is in row %d of %d", step, r, row)
	}
}

// TestModel plays GODWIT_EDITS random edits, or a fair number, without a
// difference from a plain string.
func TestModel(t *testing.T) {
	steps, seed := 20_000, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("GODWIT_EDITS")); err == nil {
		steps = n
	}
	if n, err := strconv.ParseUint(os.Getenv("GODWIT_SEED"), 10, 64); err == nil {
		seed = n
	}
	l := newLife(t, seed)
	for i := range steps {
		l.step()
		l.check(i, i%50 == 0)
		l.snap(i)
	}
}

// FuzzModel lets the fuzzer choose what is typed where.
func FuzzModel(f *testing.F) {
	f.Add("hello\nworld", []byte{1, 2, 3, 0, 9, 200, 17, 33})
	f.Add("> שלום 123 abc\n漢字", []byte{8, 8, 8, 40, 41, 9, 9})
	f.Fuzz(func(t *testing.T, text string, keys []byte) {
		if len(text) > 5000 || len(keys) > 500 {
			return
		}
		l := newLife(t, uint64(len(keys)))
		l.d.SetText(text)
		l.model.s = CleanBreaks(text)
		for i, k := range keys {
			l.rng = rand.New(rand.NewPCG(uint64(k), uint64(i)))
			l.step()
			l.check(i, true)
			l.snap(i)
		}
	})
}
