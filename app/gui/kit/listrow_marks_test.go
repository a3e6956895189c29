package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestRowMarks: words that were looked for have a colour behind them, below the
// text and no wider than it; without marks nothing is left of it.
func TestRowMarks(t *testing.T) {
	test.NewTempApp(t)
	l := &MessageList{}
	row := newListRow(l)
	l.marks = RowMarks{Subject: func(text string) (out [][2]int) {
		if i := strings.Index(text, "tide"); i >= 0 {
			out = append(out, [2]int{i, i + 4})
		}
		return out
	}}
	row.Resize(fyne.NewSize(320, 56))
	row.set(rowState{loaded: true, msg: MessageRow{ID: 1, Sender: "tide", Subject: "The tideline", Preview: "tide"}})
	if row.marked != 1 {
		t.Fatalf("%d marks", row.marked)
	}
	box := row.marks[0]
	if box.Position().X <= row.subject.Position().X || box.Position().X+box.Size().Width > row.subject.Position().X+row.subject.MinSize().Width {
		t.Errorf("the mark is at %v, %v, the text at %v, %v", box.Position(), box.Size(), row.subject.Position(), row.subject.MinSize())
	}
	at := map[fyne.CanvasObject]int{}
	for i, o := range test.WidgetRenderer(row).Objects() {
		at[o] = i
	}
	if at[box] <= at[row.back] || at[box] >= at[row.subject] {
		t.Errorf("the mark is drawn %d., the background %d., the text %d.", at[box], at[row.back], at[row.subject])
	}
	l.marks = RowMarks{}
	row.stale = true
	row.set(row.state)
	if row.marked != 0 || len(test.WidgetRenderer(row).Objects()) != len(row.objs) {
		t.Error("marks are left")
	}
}
