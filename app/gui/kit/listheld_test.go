package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// What is typed behind a key that asks something is the answer, also when the
// key had to wait for rows.
func TestKeysBehindAQuestion(t *testing.T) {
	l, w := newListWindow(t, &many{newest: 10, n: 5})
	w.Canvas().Focus(l)
	field := NewField("Name")
	l.OnKey = func(*fyne.KeyEvent) {
		widget.ShowModalPopUp(field, w.Canvas())
		w.Canvas().Focus(field)
	}
	l.OnRune = func(r rune) { t.Errorf("%q was a command of the list", r) }
	l.SetLoading(true)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2})
	for _, r := range "Eel" {
		l.TypedRune(r)
	}
	l.SetLoading(false)
	if field.Text != "Eel" {
		t.Errorf("the answer is %q", field.Text)
	}
}
