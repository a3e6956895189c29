package edit

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func shown(d *Document) string {
	var rows []string
	d.Rows.Exact(0, 1<<30)
	for i := range d.Rows.Count() {
		line, part := d.Rows.LineOf(i)
		from, to := d.Rows.Span(line, part)
		rows = append(rows, d.Text.Line(line)[from:to])
	}
	return strings.Join(rows, "|")
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"short", "short"},
		{"one two three four five six seven eight nine ten", "one two three four five six seven eight |nine ten"},
		{"a-" + strings.Repeat("x", 39), "a-|" + strings.Repeat("x", 39)},
		{strings.Repeat("x", 90), strings.Repeat("x", 40) + "|" + strings.Repeat("x", 40) + "|" + strings.Repeat("x", 10)},
		{"ab " + strings.Repeat("x", 50), "ab |" + strings.Repeat("x", 40) + "|" + strings.Repeat("x", 10)},
		{strings.Repeat("漢", 45), strings.Repeat("漢", 40) + "|" + strings.Repeat("漢", 5)},
		{strings.Repeat("漢", 40) + "。字", strings.Repeat("漢", 39) + "|漢。字"}, // no row begins with a full stop
		{strings.Repeat("x", 39) + "e\u0301", strings.Repeat("x", 39) + "e\u0301"},
		{strings.Repeat("x", 38) + "👩‍👩‍👧‍👦", strings.Repeat("x", 38) + "|👩‍👩‍👧‍👦"},
		{strings.Repeat(" ", 50) + "end", strings.Repeat(" ", 50) + "|end"},
		{"one\ntwo\n", "one|two|"},
		{strings.Repeat(" ", 1500), strings.Repeat(" ", 1000) + "|" + strings.Repeat(" ", 500)},
	} {
		d := monospaced(40)
		d.SetText(tt.text)
		if got := shown(d); got != tt.want {
			t.Errorf("%q is shown as %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestLongLine: a key in a line past carefulBytes breaks the rows around it anew
// and comes to the same as breaking all of them.
func TestLongLine(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	d := monospaced(40)
	d.SetText(strings.Repeat("some words of a line ", 1500))
	typed := []string{"x", " ", "\u0301", "漢", "longer text\t", "-", strings.Repeat("x", 100), "👩‍👩‍👧‍👦", "   "}
	for step := range 1500 {
		d.MoveTo(Pos{0, rng.IntN(len(d.Text.Line(0)) + 1)}, false)
		switch rng.IntN(3) {
		case 0:
			d.Erase([]func(Pos) Pos{d.Prev, d.Next, d.PrevWord, d.NextWord}[rng.IntN(4)])
		default:
			d.Type(typed[rng.IntN(len(typed))])
		}
		got := d.Rows.exact(0).breaks
		if want := d.Rows.breaker.breaks(nil, d.Text.Line(0), 0, nil); !slices.Equal(got, want) {
			t.Fatalf("step %d: %d rows, want %d", step, len(got), len(want))
		}
	}
}

func TestMotion(t *testing.T) {
	d := monospaced(40)
	d.SetText("one two three four five six seven eight nine ten\nlast line")
	d.MoveTo(Pos{0, 5}, false)
	d.MoveRows(1, false) // second row of the first line: "nine ten"
	if d.caret.Pos != (Pos{0, 45}) {
		t.Errorf("down: %v", d.caret)
	}
	d.MoveRows(1, false)
	if d.caret.Pos != (Pos{1, 5}) {
		t.Errorf("down: %v", d.caret)
	}
	d.MoveRows(-2, false)
	if d.caret.Pos != (Pos{0, 5}) {
		t.Errorf("up: %v", d.caret)
	}
	d.RowEnd(false)
	if d.caret.Pos != (Pos{0, 39}) || d.CaretRow() != 0 {
		t.Errorf("end of a wrapped row: %v", d.caret)
	}
	d.WordRight(false)
	d.WordRight(true)
	if got := d.SelectedText(); got != "nine " {
		t.Errorf("selected %q", got)
	}
	d.Left(false)
	if d.caret.Pos != (Pos{0, 40}) || d.HasSelection() {
		t.Errorf("left out of a selection: %v", d.caret)
	}
	d.SetText(strings.Repeat("漢", 45))
	d.RowEnd(false)
	if d.caret.Col != 120 || d.CaretRow() != 0 || d.CaretX() != 40 {
		t.Errorf("the end of a row without a space: %v in row %d at %g", d.caret, d.CaretRow(), d.CaretX())
	}
}

func TestParagraphs(t *testing.T) {
	d := monospaced(40)
	d.SetText("one\ntwo\n\n> three\n>\n> four")
	d.MoveTo(Pos{1, 2}, false)
	var got []Pos
	for range 4 {
		d.Go(d.NextParagraph, false)
		got = append(got, d.caret.Pos)
	}
	d.Go(d.PrevParagraph, false)
	got = append(got, d.caret.Pos)
	for i, want := range []Pos{{3, 0}, {5, 0}, {5, 6}, {5, 6}, {5, 0}} {
		if got[i] != want {
			t.Errorf("step %d goes to %v, want %v", i, got[i], want)
		}
	}
}

// TestVisualMotion: the arrows go as one sees it, character by character, through
// text of both directions.
func TestVisualMotion(t *testing.T) {
	for _, text := range []string{"abc", "abc דהו xyz", "שלום abc עולם", "אב 123 גד", "(אב)", "a אב"} {
		d := monospaced(40)
		d.SetText(text)
		runs, rtl := d.Runs(0, 0)
		chars := len([]rune(text))
		if rtl {
			d.MoveTo(d.Text.End(), false)
		}
		last := d.CaretX()
		for i := range chars {
			d.Right(false)
			if x := d.CaretX(); x != last+1 {
				t.Errorf("%q: step %d to the right goes from %g to %g (%v)", text, i, last, x, runs)
			}
			last = d.CaretX()
		}
		for i := range chars {
			d.Left(false)
			if x := d.CaretX(); x != last-1 {
				t.Errorf("%q: step %d to the left goes from %g to %g", text, i, last, x)
			}
			last = d.CaretX()
		}
	}
}

func TestClick(t *testing.T) {
	d := monospaced(40)
	d.SetText("ab דהו xy")
	for _, tt := range []struct {
		x    float32
		want int
	}{{0, 0}, {1.2, 1}, {3.4, 9}, {4.1, 7}, {5, 5}, {7.2, 10}, {30, 12}} {
		if c := d.At(0, tt.x); c.Col != tt.want {
			t.Errorf("at %g the caret is at %d, want %d", tt.x, c.Col, tt.want)
		}
	}
}

func TestUndoGroups(t *testing.T) {
	d := monospaced(40)
	clock := time.Unix(0, 0)
	d.now = func() time.Time { return clock }
	write := func(s string) {
		for _, r := range s {
			d.Type(string(r))
		}
	}
	write("Dear Anna, ")
	clock = clock.Add(typingPause)
	write("thank you")
	d.Type("\n")
	write("for all this, which is a long sentence of many words that goes on and on")
	d.Insert("pasted")
	for range 3 {
		d.Erase(d.Prev)
	}
	for _, want := range []string{
		"Dear Anna, thank you\nfor all this, which is a long sentence of many words that goes on and onpasted",
		"Dear Anna, thank you\nfor all this, which is a long sentence of many words that goes on and on",
	} {
		if !d.Undo() || d.Text.String() != want {
			t.Fatalf("undo gives %q, want %q", d.Text.String(), want)
		}
	}
	steps := 0
	for d.Undo() {
		steps++
	}
	if steps < 4 || steps > 12 || d.Text.String() != "" {
		t.Fatalf("%d steps to %q", steps, d.Text.String())
	}
	d.Redo()
	if d.Text.String() != "Dear Anna, " {
		t.Fatalf("redo gives %q", d.Text.String())
	}
}

func TestSelectionIsReplaced(t *testing.T) {
	d := monospaced(40)
	d.SetText("one\ntwo\nthree")
	d.Select(Pos{0, 1}, Pos{2, 2})
	d.Type("X")
	if d.Text.String() != "oXree" || d.Rows.Count() != 1 {
		t.Fatalf("%q in %d rows", d.Text.String(), d.Rows.Count())
	}
	d.Undo()
	if d.Text.String() != "one\ntwo\nthree" || d.SelectedText() != "ne\ntwo\nth" {
		t.Fatalf("undo gives %q with %q selected", d.Text.String(), d.SelectedText())
	}
}

func TestFind(t *testing.T) {
	const text = "Über alles, über ALLES\nnur nicht überall"
	for _, tt := range []struct {
		words        string
		exact, whole bool
		hits         int
	}{
		{"über", false, false, 3},
		{"über", true, false, 2},
		{"über", false, true, 2},
		{"alles", false, false, 2},
		{"alles", true, false, 1},
		{"([", false, false, 0},
		{"", false, false, 0},
		{"l", false, false, 6},
	} {
		d := monospaced(40)
		d.SetText(text)
		q := NewQuery(tt.words, tt.exact, tt.whole)
		if _, n := d.Count(q); n != tt.hits {
			t.Errorf("%q: %d hits, want %d", tt.words, n, tt.hits)
		}
		if n := d.ReplaceAll(q, "-"); n != tt.hits {
			t.Errorf("%q: %d replaced, want %d", tt.words, n, tt.hits)
		}
		if d.Undo() != (tt.hits > 0) || d.Text.String() != text {
			t.Errorf("%q: undo gives %q", tt.words, d.Text.String())
		}
	}
	d := monospaced(40)
	d.SetText("a b a\na")
	m, _ := d.Find(NewQuery("a", true, false), Pos{0, 1})
	n, _ := d.FindBack(NewQuery("a", true, false), Pos{0, 0})
	if m != (Match{0, 4, 5}) || n != (Match{1, 0, 1}) {
		t.Errorf("%v, %v", m, n)
	}
}

func TestMarks(t *testing.T) {
	for _, tt := range []struct {
		line string
		want string // styled parts: style number and text
	}{
		{"plain text", ""},
		{"# A heading", "6# 1 A heading"},
		{"#hashtag", ""},
		{"> ## quoted", "6## 1 quoted"},
		{"a **strong** and *soft* and `code*x*`", "2**strong** 3*soft* 4`code*x*`"},
		{"2 * 3 * 4 and snake_case_name", ""},
		{"_soft_ __strong__", "3_soft_ 2__strong__"},
		{"see https://example.org/a_b_c, *now*", "5https://example.org/a_b_c 3*now*"},
		{"anna@example.org.", "5anna@example.org"},
	} {
		var got []string
		for _, m := range Marks(tt.line) {
			got = append(got, string('0'+rune(m.Style))+tt.line[m.From:m.To])
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: %q, want %q", tt.line, s, tt.want)
		}
	}
	d := monospaced(40)
	d.SetText("```go\nx := *p * *q\n```\n*out*")
	if m := d.marks(1, d.Text.Line(1)); len(m) != 1 || m[0].Style != Code {
		t.Errorf("between fences: %v", m)
	}
	if m := d.marks(3, d.Text.Line(3)); len(m) != 1 || m[0].Style != Emphasis {
		t.Errorf("behind the fence: %v", m)
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"Hello, 'dear' Anna's don’t!", "Hello dear Anna's don’t"},
		{"> quoted", ""},
		{"see https://example.org/wrod or anna@example.org", "see or"},
		{"file.txt /usr/bin x86 snake_case `code` --option #tag @name", ""},
		{"End.Begin well-known and/or", "well known and or"},
		{"Schöne Grüße 漢字", "Schöne Grüße"},
	} {
		var got []string
		for _, w := range Words(tt.line) {
			got = append(got, tt.line[w[0]:w[1]])
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: %q, want %q", tt.line, s, tt.want)
		}
	}
}

func TestClusters(t *testing.T) {
	for _, s := range []string{"a", "é", "e\u0301", "👍🏽", "👩‍👩‍👧‍👦", "🇳🇱", "❤️", "ก็", "\xff"} {
		text := "x" + s + "y"
		if got := NextCluster(text, 1); got != 1+len(s) {
			t.Errorf("next of %q is %d, want %d", s, got, 1+len(s))
		}
		if got := PrevCluster(text, 1+len(s)); got != 1 {
			t.Errorf("previous of %q is %d, want 1", s, got)
		}
	}
	if got := NextCluster("🇳🇱🇩🇪", 0); got != 8 {
		t.Errorf("two flags are one: %d", got)
	}
}

func TestNamesAreNotChecked(t *testing.T) {
	d := monospaced(40)
	d.SetText("Saoirse wrote:\n> hello\nand this:\nfine\n-- \nSaoirse")
	var got []int
	for i := range d.Text.Lines() {
		if len(d.Words(i)) > 0 {
			got = append(got, i)
		}
	}
	if !slices.Equal(got, []int{2, 3}) {
		t.Errorf("lines %v are checked", got)
	}
}

func TestIndexFold(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	text := func(n int) string {
		b := make([]byte, rng.IntN(n))
		for i := range b {
			b[i] = "abAB. "[rng.IntN(6)]
		}
		return string(b)
	}
	for range 20_000 {
		s, words := text(30), text(4)+"a"
		if got, want := indexFold(s, words), strings.Index(strings.ToLower(s), strings.ToLower(words)); got != want {
			t.Fatalf("%q in %q at %d, want %d", words, s, got, want)
		}
	}
}

// TestSnapshotOfManyBlocks: a snapshot of a text of many blocks stays what it was,
// whichever way the text changes.
func TestSnapshotOfManyBlocks(t *testing.T) {
	text := strings.Repeat("a line\n", 3000)
	for name, change := range map[string]func(*Document){
		"type":   func(d *Document) { d.MoveTo(Pos{1500, 3}, false); d.Type("x") },
		"return": func(d *Document) { d.MoveTo(Pos{1500, 3}, false); d.Type("\n") },
		"delete": func(d *Document) { d.Select(Pos{10, 0}, Pos{2000, 1}); d.Insert("") },
		"all":    func(d *Document) { d.ReplaceAll(NewQuery("line", true, false), "word") },
	} {
		d := monospaced(40)
		d.SetText(text)
		before := d.Snapshot()
		change(d)
		if got := before.String(); got != text {
			t.Errorf("%s shows in a snapshot of %d bytes", name, len(got))
		}
		if got := d.Snapshot(); got.String() != d.Text.String() || got.Version == before.Version {
			t.Errorf("%s: the snapshot after it is another text", name)
		}
	}
}

// TestWordAroundOddBytes: what is no character is a byte wide and no more.
func TestWordAroundOddBytes(t *testing.T) {
	s := "\xff\xff漢字\xff。a\xff"
	for i := range len(s) + 1 {
		if from, to := WordAround(s, i); from < 0 || to > len(s) || from > to || i < len(s) && (i < from || i >= to) && s[i]&0xc0 != 0x80 {
			t.Errorf("the word at %d of %d is %d to %d", i, len(s), from, to)
		}
	}
}
