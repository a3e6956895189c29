package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TestEditorMenuKeyComposes: what is composed with the menu key stands in the
// text, and the menu is gone.
func TestEditorMenuKeyComposes(t *testing.T) {
	e := newEditorWindow(t, "")
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	for _, r := range "ßœ" {
		key(e, desktop.KeyMenu)
		if c.Focused() == e {
			t.Fatal("the menu has not the keyboard")
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyS}) // the keys of the sequence come too
		c.Focused().TypedRune(r)
		if c.Focused() != e || c.Overlays().Top() != nil {
			t.Fatalf("after %q the keyboard is in %T", r, c.Focused())
		}
	}
	if e.Text() != "ßœ" {
		t.Errorf("%q", e.Text())
	}
}

// TestEditorMenuByKeys: the menu is walked along, chosen from by Enter or a blank,
// and left by Escape.
func TestEditorMenuByKeys(t *testing.T) {
	e := newEditorWindow(t, "some words")
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	walk := func(names ...fyne.KeyName) {
		for _, n := range names {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	walk(desktop.KeyMenu, fyne.KeyEscape)
	if c.Focused() != e || e.SelectedText() != "" {
		t.Fatal("Escape has not closed the menu")
	}
	for name, choose := range map[string]func(){"Enter": func() { walk(fyne.KeyReturn) }, "a blank": func() { c.Focused().TypedRune(' ') }} {
		e.SetText("some words")
		walk(desktop.KeyMenu)
		for _, item := range e.clipItems() { // the last one is Select all
			if !item.IsSeparator {
				walk(fyne.KeyDown)
			}
		}
		choose()
		if c.Overlays().Top() != nil || c.Focused() != e || e.SelectedText() != "some words" {
			t.Errorf("%s has chosen %q, the keyboard is in %T", name, e.SelectedText(), c.Focused())
		}
	}
}
