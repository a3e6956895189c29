package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestAddressFieldFolds(t *testing.T) {
	a, _ := newAddressWindow(t)
	var many []Recipient
	for i := range 1000 {
		many = append(many, Recipient{Name: fmt.Sprintf("Person %d", i), Address: fmt.Sprintf("p%d@x.org", i)})
	}
	a.SetRecipients(many)
	visible := func() (n int) {
		for _, c := range a.chips {
			if !c.Hidden {
				n++
			}
		}
		return n
	}
	if n := visible(); n == 0 || n > 60 || a.MinSize().Height > 200 {
		t.Errorf("%d of 1000 on screen, %v high", n, a.MinSize().Height)
	}
	pressKeys(a, "Left", "Home")
	if a.chips[0].Hidden || !a.chips[999].Hidden {
		t.Error("the list does not follow the keyboard")
	}
	leave(a)
	a.foldNow() // what happens a moment later
	if a.more.Hidden || a.more.label != fmt.Sprintf("+%d more", 1000-visible()) || a.rows.high != foldedRows*addressRow+4 {
		t.Errorf("folded: %q, %d visible, %v high", a.more.label, visible(), a.rows.high)
	}
	a.FocusEntry()
	if !a.more.Hidden {
		t.Error("the field stays folded with the keyboard in it")
	}
	if len(a.Recipients()) != 1000 {
		t.Error("folding lost somebody")
	}
}

func TestAddressFieldNotes(t *testing.T) {
	a, _ := newAddressWindow(t)
	outside := ""
	a.Note = func(r Recipient) string {
		if r.Address == outside {
			return "Outside."
		}
		return ""
	}
	a.SetRecipients(people("a b"))
	if a.chips[1].marked() {
		t.Fatal("marked")
	}
	outside = "b@x.org"
	a.Review()
	if a.chips[0].marked() || !a.chips[1].marked() || a.chips[1].tip() != "Outside." {
		t.Errorf("after review: %q", a.chips[1].tip())
	}
}

// BenchmarkAddressFieldThousand: putting a thousand people in and laying them out.
func BenchmarkAddressFieldThousand(b *testing.B) {
	a := NewAddressField("", readPeople)
	newTextWindow(b, a)
	list := make([]Recipient, 1000)
	for i := range list {
		list[i] = Recipient{Name: fmt.Sprintf("Person %d", i), Address: fmt.Sprintf("p%d@x.org", i)}
	}
	for b.Loop() {
		a.SetRecipients(list)
	}
}

// TestEditsText: keys that a field has no use for are the window's.
func TestEditsText(t *testing.T) {
	for key, want := range map[fyne.KeyName]bool{fyne.KeyLeft: true, fyne.KeyBackspace: true, fyne.KeyReturn: false, fyne.KeyR: false} {
		if editsText(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}) != want {
			t.Errorf("Ctrl+%s: %v", key, !want)
		}
	}
	if !editsText(&fyne.ShortcutPaste{}) {
		t.Error("pasting")
	}
}
