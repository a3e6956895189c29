package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestAddressFieldUndo(t *testing.T) {
	a, _ := newAddressWindow(t)
	a.SetRecipients(people("a b c"))
	changes := 0
	a.OnChanged = func() { changes++ }
	undo := func() { a.entry.TypedShortcut(&fyne.ShortcutUndo{}) }
	redo := func() { a.entry.TypedShortcut(&fyne.ShortcutRedo{}) }
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"nothing to undo", undo, "abc|"},
		{"the cross of one", func() { a.removeAll(a.chips[1:2]) }, "ac|"},
		{"undone", undo, "abc|"},
		{"done again", redo, "ac|"},
		{"undone", undo, "abc|"},
		{"all selected and deleted", func() {
			a.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
			pressKeys(a, "BackSpace")
		}, "|"},
		{"undone", undo, "abc|"},
		{"somebody added", func() { typeText(a, "d@x.org,") }, "abcd|"},
		{"nothing to do again", redo, "abcd|"},
		{"undone", undo, "abc|"},
		{"typed text is undone first", func() {
			a.removeAll(a.chips[:1])
			typeText(a, "e")
			undo()
		}, "bc|"},
		{"then the people", undo, "abc|"},
	} {
		if step.do(); chipsOf(a) != step.want {
			t.Errorf("%s: %s, want %s", step.what, chipsOf(a), step.want)
		}
	}
	if changes == 0 || a.entry.Text != "" {
		t.Errorf("%d changes told, %q typed", changes, a.entry.Text)
	}
}

// TestAddressFieldKeepsOneRow: left alone it has no row for nothing but the caret.
func TestAddressFieldKeepsOneRow(t *testing.T) {
	a, w := newAddressWindow(t)
	w.Resize(fyne.NewSize(260, 200))
	a.SetRecipients([]Recipient{{Address: "somebody@example.org"}})
	if a.rows.count != 2 {
		t.Fatalf("%d rows where there is no room beside the chip", a.rows.count)
	}
	leave(a)
	a.foldNow()
	if a.rows.count != 1 || a.rows.high > addressRow+4 {
		t.Errorf("%d rows, %v high", a.rows.count, a.rows.high)
	}
}
