package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestNoteLine(t *testing.T) {
	test.NewTempApp(t)
	n := NewNoteLine(ToneWarning, IconWarning, "The name says anna@bank.example,\nthe mail comes from x.example.")
	n.Resize(fyne.NewSize(600, 24))
	one := n.MinSize().Height
	n.Resize(fyne.NewSize(160, 24))
	if many := n.MinSize().Height; many <= one {
		t.Errorf("%v high in little room, %v in much", many, one)
	}
	pressed := 0
	key := func(name fyne.KeyName) { n.TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyReturn) // nothing to do yet
	n.OnTapped = func() { pressed++ }
	n.OnKey = func(e *fyne.KeyEvent) { pressed += 100 }
	n.OnRune = func(rune) { pressed += 1000 }
	key(fyne.KeyReturn)
	key(fyne.KeySpace)
	n.Tapped(nil)
	key(fyne.KeyEscape)
	n.TypedRune('r')
	n.TypedRune(' ')
	if pressed != 1103 {
		t.Errorf("%d", pressed)
	}
}
