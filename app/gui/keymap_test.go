package gui

import (
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/lang"
)

// What is written of strokes is read again.
func TestStrokes(t *testing.T) {
	for _, c := range []struct {
		s     stroke
		shown string
		mods  fyne.KeyModifier
		key   fyne.KeyName
	}{
		{"Ctrl++", "Ctrl++", fyne.KeyModifierShortcutDefault, "+"},
		{"Ctrl+Shift+R", "Ctrl+Shift+R", fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, "R"},
		{"Shift+Del", "Shift+Del", fyne.KeyModifierShift, fyne.KeyDelete},
		{"F5", "F5", 0, "F5"},
		{"Ctrl+Enter", "Ctrl+Enter", fyne.KeyModifierShortcutDefault, fyne.KeyReturn},
	} {
		mods, key := c.s.split()
		if mods != c.mods || key != c.key || c.s.String() != c.shown || strokeOf(mods, key) != c.s {
			t.Errorf("%q: %v %q, shown %q, again %q", c.s, mods, key, c.s.String(), strokeOf(mods, key))
		}
	}
	for s, want := range map[stroke]string{"j": "J", "J": "Shift+J", "#": "#", "g i": "G then I", "* a": "* then A"} {
		if !s.typed() || s.String() != want {
			t.Errorf("%q is shown as %q, want %q", s, s.String(), want)
		}
	}
	lang.Use("de")
	defer lang.Use("en")
	for s, want := range map[stroke]string{"Ctrl+Shift+R": "Strg+Umschalt+R", "J": "Umschalt+J", "g i": "G, dann I", "Ctrl++": "Strg++", "Del": "Entf"} {
		if s.String() != want {
			t.Errorf("%q is shown as %q in German, want %q", s, s.String(), want)
		}
	}
}
