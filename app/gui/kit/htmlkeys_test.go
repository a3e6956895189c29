package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestHTMLSelectionByKeys(t *testing.T) {
	v, _ := shownHTML(t, 30)
	far := func(key fyne.KeyName) {
		v.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
	}
	pressHTML(v, at(v, 0, 2), 0)
	far(fyne.KeyRight)
	far(fyne.KeyRight)
	if s := v.SelectedText(); s != "some words" {
		t.Errorf("two words on: %q", s)
	}
	far(fyne.KeyLeft)
	if s := v.SelectedText(); s != "some " {
		t.Errorf("and one back: %q", s)
	}
	v.pane.extend(fyne.KeyEnd)
	if s := v.SelectedText(); s != "some words of line C" {
		t.Errorf("to the end of the line: %q", s)
	}
	far(fyne.KeyHome)
	if s := v.SelectedText(); s != "some words of line A\nsome words of line B" {
		t.Errorf("to the beginning: %q", s)
	}
	far(fyne.KeyEnd)
	if s := v.SelectedText(); len(s) < 500 {
		t.Errorf("to the end: %q", s)
	}
}

func TestTextSelectionByKeys(t *testing.T) {
	v := NewTextView()
	v.Resize(fyne.NewSize(400, 300))
	v.SetText("some words of a line\nand another")
	far := func(key fyne.KeyName) {
		v.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
	}
	far(fyne.KeyRight)
	if s := v.SelectedText(); s != "some" && s != "some " {
		t.Errorf("a word on: %q", s)
	}
	v.extend(fyne.KeyEnd)
	if s := v.SelectedText(); s != "some words of a line" {
		t.Errorf("to the end of the line: %q", s)
	}
	far(fyne.KeyEnd)
	if s := v.SelectedText(); s != "some words of a line\nand another" {
		t.Errorf("to the end: %q", s)
	}
	far(fyne.KeyHome)
	if s := v.SelectedText(); s != "" {
		t.Errorf("back to the beginning: %q", s)
	}
}
