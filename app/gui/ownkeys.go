package gui

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// readOwnKeys reads lines of "command=stroke", as the profile keeps the keys that
// a person chose.
func readOwnKeys(text string) map[string]stroke {
	own := make(map[string]stroke)
	for line := range strings.Lines(text) {
		if id, s, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok {
			own[id] = stroke(s)
		}
	}
	return own
}

// writeOwnKeys is the reverse.
func writeOwnKeys(own map[string]stroke) string {
	text := ""
	for _, id := range slices.Sorted(maps.Keys(own)) {
		text += id + "=" + string(own[id]) + "\n"
	}
	return text
}

func (s *session) setOwnKeys(own map[string]stroke) {
	s.prefs.OwnKeys = own
	s.setPref(prefOwnKeys, writeOwnKeys(own))
}

// ask waits for the new key of a command.
func (k *keySheet) ask(c *command) {
	var done func()
	var wanted stroke // pressed once, while it is another command's
	catch := kit.NewKeyCatcher(lang.T("Press the new key"))
	words := kit.NewParagraph(" ", kit.TextNormal, kit.ColorDim)
	finish := func(s stroke) {
		done()
		k.give(c.id, s)
	}
	caught := func(s stroke) {
		if s == "" {
			return
		}
		catch.SetText(s.String())
		other := k.keys().commands[s]
		switch {
		case !free(s):
			words.SetText(lang.T("Text fields need that key."))
		case other != "" && other != c.id && wanted != s:
			wanted = s
			words.SetText(lang.T("That is the key of “{command}”. Press it again to take it.", "command", k.table.byID[other].title))
		default:
			finish(s)
		}
	}
	catch.OnKey = func(mods fyne.KeyModifier, key fyne.KeyName) { caught(strokeOf(mods, key)) }
	catch.OnRune = func(r rune) { caught(stroke(r)) }
	none := kit.NewButton(kit.Quiet, "", lang.T("No key"), func() { finish("") })
	usual := kit.NewButton(kit.Quiet, "", lang.T("Usual key"), func() {
		own := maps.Clone(k.s.prefs.OwnKeys)
		delete(own, c.id)
		k.s.setOwnKeys(own)
		done()
		k.changed()
	})
	k.keys().caught = caught
	done = showSheet(k.win, sheet{
		Title: c.title, Width: 420, Close: lang.T("Cancel"), Focus: catch,
		Body:    container.New(column{kit.Space3}, catch, words, container.NewHBox(none, usual)),
		Closing: func() { k.keys().caught = nil },
	})
	catch.OnEscape = done
}

// give makes a stroke the one key of a command, and of no other; "" leaves it
// without.
func (k *keySheet) give(id string, s stroke) {
	own := make(map[string]stroke)
	for other, key := range k.s.prefs.OwnKeys {
		if key != s || s == "" {
			own[other] = key
		}
	}
	own[id] = s
	k.s.setOwnKeys(own)
	k.changed()
}

// free tells whether a stroke can be a command's: what edits text cannot.
func free(s stroke) bool {
	switch s {
	case "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Shift+Insert", "Ctrl+Insert", "Home", "End", "PageUp", "PageDown", "Prior", "Next":
		return false
	}
	return true
}
