package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	"godwit/app/gui/edit"
)

// monospaced is a document in which every character is one wide.
func monospaced(width float32) *document {
	d := newDocument(func(s string) float32 { return float32(utf8.RuneCountInString(s)) }, func(r rune) float32 {
		if edit.IsExtender(r) {
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
