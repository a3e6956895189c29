package kit

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// monospaced is a document in which every character is one wide.
func monospaced(width float32) *document {
	d := newDocument(func(s string) float32 { return float32(utf8.RuneCountInString(s)) }, func(r rune) float32 {
		if isExtender(r) {
			return 0
		}
		return 1
	})
	d.setWidth(width)
	return d
}

// shown is the rows of d joined by |.
func shown(d *document) string {
	var rows []string
	for i := range d.wrap.rows() {
		from, to := d.spanOf(i)
		rows = append(rows, d.lines[from.line][from.col:to.col])
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
		{strings.Repeat(" ", 50) + "end", strings.Repeat(" ", 50) + "|end"},
		{"one\ntwo\n", "one|two|"},
		{strings.Repeat(" ", 1500), strings.Repeat(" ", 1000) + "|" + strings.Repeat(" ", 500)},
	} {
		d := monospaced(40)
		d.setText(tt.text)
		if got := shown(d); got != tt.want {
			t.Errorf("%q is shown as %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestClusters(t *testing.T) {
	for _, s := range []string{"a", "é", "e\u0301", "👍🏽", "👩‍👩‍👧‍👦", "🇳🇱", "❤️", "ก็", "\xff"} {
		text := "x" + s + "y"
		if got := nextCluster(text, 1); got != 1+len(s) {
			t.Errorf("next of %q is %d, want %d", s, got, 1+len(s))
		}
		if got := prevCluster(text, 1+len(s)); got != 1 {
			t.Errorf("previous of %q is %d, want 1", s, got)
		}
	}
	if got := nextCluster("🇳🇱🇩🇪", 0); got != 8 {
		t.Errorf("two flags are one: %d", got)
	}
}

func TestMotion(t *testing.T) {
	d := monospaced(40)
	d.setText("one two three four five six seven eight nine ten\nlast line")
	d.moveTo(pos{0, 5}, false)
	d.moveRows(1, false) // second row of the first line: "nine ten"
	if d.caret != (pos{0, 45}) {
		t.Errorf("down: %v", d.caret)
	}
	d.moveRows(1, false)
	if d.caret != (pos{1, 5}) {
		t.Errorf("down: %v", d.caret)
	}
	d.moveRows(-2, false)
	if d.caret != (pos{0, 5}) {
		t.Errorf("up: %v", d.caret)
	}
	d.moveTo(d.rowEnd(d.caret), false)
	if d.caret != (pos{0, 39}) {
		t.Errorf("end of a wrapped row: %v", d.caret)
	}
	d.move(d.wordRight, false)
	d.move(d.wordRight, true)
	if got := d.selectedText(); got != "nine " {
		t.Errorf("selected %q", got)
	}
	d.move(d.left, false)
	if d.caret != (pos{0, 40}) || d.hasSelection() {
		t.Errorf("left out of a selection: %v", d.caret)
	}
}

func TestUndoByWords(t *testing.T) {
	d := monospaced(40)
	for _, r := range "two words" {
		d.typeRune(r)
	}
	d.replace("\n", false)
	steps := []string{"two words", "two ", ""}
	for _, want := range steps {
		if !d.undo() || d.String() != want {
			t.Fatalf("undo gives %q, want %q", d.String(), want)
		}
	}
	if d.undo() {
		t.Fatal("undo of nothing")
	}
	for d.redo() {
	}
	if d.String() != "two words\n" {
		t.Fatalf("redo gives %q", d.String())
	}
}

// TestSelectionIsReplaced covers what typing over a selection must do in one step.
func TestSelectionIsReplaced(t *testing.T) {
	d := monospaced(40)
	d.setText("one\ntwo\nthree")
	d.moveTo(pos{0, 1}, false)
	d.moveTo(pos{2, 2}, true)
	d.typeRune('X')
	if d.String() != "oXree" || d.wrap.rows() != 1 {
		t.Fatalf("%q in %d rows", d.String(), d.wrap.rows())
	}
	d.undo()
	if d.String() != "one\ntwo\nthree" || d.selectedText() != "ne\ntwo\nth" {
		t.Fatalf("undo gives %q with %q selected", d.String(), d.selectedText())
	}
}

// model is the same text as a plain string.
type model struct{ s string }

func (m *model) offset(d *document, p pos) int {
	n := 0
	for _, line := range d.lines[:p.line] {
		n += len(line) + 1
	}
	return n + p.col
}

// FuzzDocument plays an editing session, told by bytes, against a string and
// checks that text, rows and history stay in step.
func FuzzDocument(f *testing.F) {
	f.Add("Dear all,\n\n> quoted text\nsee you", []byte("abc\x01\x02\x03\x04\x05\x06\x07\x08"))
	f.Add("", []byte{0x0b, 'x', 0x0b, 'y', 0x09, 0x09, 0x0a})
	f.Add("e\u0301👍🏽🇳🇱\r\n\xff\x00", []byte{1, 1, 3, 3, 2, 2, 9, 9, 10, 10})
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 8 {
		ops := make([]byte, 120)
		for i := range ops {
			ops[i] = byte(rnd.IntN(40))
		}
		f.Add(strings.Repeat("some words to wrap at forty columns or so\n", 3), ops)
	}
	f.Fuzz(func(t *testing.T, text string, ops []byte) {
		if len(text) > 600 || len(ops) > 120 {
			return
		}
		d := monospaced(40)
		d.setText(text)
		start := cleanBreaks(text)
		m := model{start}
		edits := 0
		splice := func(s string, typed bool) {
			from, to := d.selected()
			a, b := m.offset(d, from), m.offset(d, to)
			m.s = m.s[:a] + cleanBreaks(s) + m.s[b:]
			d.replace(s, typed)
			edits++
		}
		for i, op := range ops {
			extend := i%3 == 0
			switch op {
			case 1:
				d.move(d.left, extend)
			case 2:
				d.move(d.right, extend)
			case 3:
				d.moveRows(-1, extend)
			case 4:
				d.moveRows(1, extend)
			case 5:
				d.move(d.wordLeft, extend)
			case 6:
				d.move(d.wordRight, extend)
			case 7:
				d.moveTo(d.rowStart(d.caret), extend)
			case 8:
				d.moveTo(d.rowEnd(d.caret), extend)
			case 9:
				if d.undo() {
					m.s = d.String()
				}
			case 10:
				if d.redo() {
					m.s = d.String()
				}
			case 11:
				splice("\n", false)
			case 12:
				splice("pasted\r\nlines\nof text that is longer than one row can be", false)
			case 13, 14:
				step := d.left
				if op == 14 {
					step = d.right
				}
				if !d.hasSelection() {
					d.moveTo(step(d.caret), true)
				}
				splice("", false)
			case 15:
				d.setWidth(float32(40 + i%60))
			default:
				splice(string(rune(op)), true)
			}
			check(t, d, m.s)
		}
		for d.undo() {
			check(t, d, d.String())
		}
		if edits < historyEdits && d.String() != start {
			t.Fatalf("undone to %q, began with %q", d.String(), start)
		}
	})
}

// check compares d with a string and its wrapping with one made from scratch.
func check(t *testing.T, d *document, want string) {
	t.Helper()
	if d.String() != want {
		t.Fatalf("text is %q, want %q", d.String(), want)
	}
	for _, p := range []pos{d.caret, d.anchor} {
		if d.clamp(p) != p {
			t.Fatalf("%v is outside", p)
		}
	}
	fresh := monospaced(d.wrap.width)
	fresh.setText(want)
	if shown(fresh) != shown(d) || fresh.wrap.rows() != d.wrap.rows() {
		t.Fatalf("shown as %q, want %q", shown(d), shown(fresh))
	}
	joined := strings.ReplaceAll(shown(d), "|", "")
	if joined != strings.ReplaceAll(strings.ReplaceAll(want, "\n", ""), "|", "") {
		t.Fatalf("rows lose text: %q of %q", joined, want)
	}
	if row := d.wrap.rowOf(d.caret); d.at(row, d.xOf(d.caret)).line != d.caret.line {
		t.Fatalf("the caret is not where it is drawn")
	}
}
