package gui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/gui/lang"
)

// keySet names a habit of the hands.
type keySet string

const (
	thunderbirdKeys keySet = "thunderbird"
	gmailKeys       keySet = "gmail"
)

// keys are those of a command in each set, as strokes with " or " between them.
// The first is the one that is shown. In the Gmail set a command also keeps those
// of Thunderbird's keys that are no letters.
type keys struct{ thunderbird, gmail string }

// in lists the strokes of a set.
func (k keys) in(set keySet) []stroke {
	first := strokes(k.thunderbird)
	if set != gmailKeys {
		return first
	}
	list := strokes(k.gmail)
	for _, s := range first {
		if !s.typed() {
			list = append(list, s)
		}
	}
	return list
}

// stroke is a key as it is written: "Ctrl+Shift+R", "F5", "Shift+Del", the
// character itself where it is typed ("j", "J", "#"), or one character after the
// other ("g i").
type stroke string

func strokes(s string) []stroke {
	var list []stroke
	for _, part := range strings.Split(s, " or ") {
		if part != "" {
			list = append(list, stroke(part))
		}
	}
	return list
}

// typed reports whether the stroke comes as characters and not as a named key.
func (s stroke) typed() bool {
	return utf8.RuneCountInString(string(s)) == 1 || strings.Contains(string(s), " ")
}

// keyNames are the names of keys that are not written as Fyne names them.
var keyNames = map[string]fyne.KeyName{"Del": fyne.KeyDelete, "Esc": fyne.KeyEscape, "Enter": fyne.KeyReturn, "Backspace": fyne.KeyBackspace}

// split takes the modifiers from the key: "Ctrl++" is Ctrl and "+".
func (s stroke) split() (mods fyne.KeyModifier, key fyne.KeyName) {
	rest := string(s)
	for _, m := range []struct {
		name string
		mod  fyne.KeyModifier
	}{{"Ctrl+", fyne.KeyModifierShortcutDefault}, {"Alt+", fyne.KeyModifierAlt}, {"Shift+", fyne.KeyModifierShift}} {
		if after, ok := strings.CutPrefix(rest, m.name); ok && after != "" {
			mods |= m.mod
			rest = after
		}
	}
	if name, ok := keyNames[rest]; ok {
		return mods, name
	}
	return mods, fyne.KeyName(rest)
}

// strokeOf is how a named key is written.
func strokeOf(mods fyne.KeyModifier, key fyne.KeyName) stroke {
	name := string(key)
	for short, k := range keyNames {
		if k == key {
			name = short
		}
	}
	text := ""
	if mods&fyne.KeyModifierShortcutDefault != 0 {
		text += "Ctrl+"
	}
	if mods&fyne.KeyModifierAlt != 0 {
		text += "Alt+"
	}
	if mods&fyne.KeyModifierShift != 0 {
		text += "Shift+"
	}
	return stroke(text + name)
}

// shortcut is the stroke as the toolkit takes it, for those with Ctrl or Alt;
// nil for the others, which come as keys and characters.
func (s stroke) shortcut() fyne.KeyboardShortcut {
	mods, key := s.split()
	switch {
	case s.typed() || mods&^fyne.KeyModifierShift == 0:
		return nil
	case s == "Ctrl+Z":
		return &fyne.ShortcutUndo{}
	case s == "Ctrl+Y":
		return &fyne.ShortcutRedo{}
	}
	return &desktop.CustomShortcut{KeyName: key, Modifier: mods}
}

// shown is the stroke for a menu item, which draws it, and for those with Ctrl or
// Alt listens to it.
func (s stroke) shown() fyne.KeyboardShortcut {
	if k := s.shortcut(); k != nil {
		return k
	}
	if s.typed() {
		text := strings.Join(s.letters(), lang.T(" then |keys"))
		mods := fyne.KeyModifier(0)
		if after, ok := strings.CutPrefix(text, "Shift+"); ok {
			mods, text = fyne.KeyModifierShift, after
		}
		return &desktop.CustomShortcut{KeyName: fyne.KeyName(text), Modifier: mods}
	}
	mods, key := s.split()
	return &desktop.CustomShortcut{KeyName: key, Modifier: mods}
}

// String is the stroke as people read it on their keys: "Shift+J", "G then I".
func (s stroke) String() string {
	if !s.typed() {
		return spoken(string(s))
	}
	parts := s.letters()
	for i, p := range parts {
		parts[i] = spoken(p)
	}
	return strings.Join(parts, lang.T(" then |keys"))
}

// letters are the keys of a typed stroke, one after the other: "Shift+J".
func (s stroke) letters() []string {
	parts := strings.Fields(string(s))
	for i, p := range parts {
		switch r, _ := utf8.DecodeRuneInString(p); {
		case unicode.IsUpper(r):
			parts[i] = "Shift+" + p
		case unicode.IsLower(r):
			parts[i] = strings.ToUpper(p)
		}
	}
	return parts
}

// spoken names the keys of a stroke as keyboards of the window's language do.
func spoken(s string) string {
	names := map[string]string{
		"Ctrl": lang.T("Ctrl|key"), "Alt": lang.T("Alt|key"), "Shift": lang.T("Shift|key"),
		"Enter": lang.T("Enter|key"), "Del": lang.T("Del|key"), "Esc": lang.T("Esc|key"), "Backspace": lang.T("Backspace|key"),
		"Space": lang.T("Space|key"), "Tab": lang.T("Tab|key"), "Insert": lang.T("Insert|key"),
		"Up": lang.T("Up|key"), "Down": lang.T("Down|key"), "Left": lang.T("Left|key"), "Right": lang.T("Right|key"),
		"Home": lang.T("Home|key"), "End": lang.T("End|key"), "Prior": lang.T("Page Up|key"), "Next": lang.T("Page Down|key"),
	}
	parts := strings.Split(s, "+")
	for i, p := range parts {
		if name, ok := names[p]; ok {
			parts[i] = name
		}
	}
	return strings.Join(parts, "+")
}

// keymap is which key does what, in one set and with a person's own keys.
type keymap struct {
	commands map[stroke]string
	strokes  map[string][]stroke // of a command, the one that is shown first
	begins   map[stroke]bool     // first characters of longer strokes

	caught func(stroke) // takes strokes that come as commands while a key is chosen; nil usually
}

// newKeymap takes the keys of a set from the table; own names a stroke for each
// command that a person gave another one, "" where it is to have none. Where a
// key would do two things, the person's own wins, else the first in the table.
func newKeymap(t *commandTable, set keySet, own map[string]stroke) *keymap {
	m := &keymap{commands: make(map[stroke]string), strokes: make(map[string][]stroke), begins: make(map[stroke]bool)}
	add := func(id string, s stroke) {
		first, _, long := strings.Cut(string(s), " ")
		if s == "" || m.commands[s] != "" || m.begins[s] || long && m.commands[stroke(first)] != "" {
			return
		}
		m.commands[s] = id
		m.strokes[id] = append(m.strokes[id], s)
		if long {
			m.begins[stroke(first)] = true
		}
	}
	for _, g := range t.groups {
		for _, c := range g.commands {
			if s, ok := own[c.id]; ok {
				add(c.id, s)
			}
		}
	}
	for _, g := range t.groups {
		for _, c := range g.commands {
			if _, ok := own[c.id]; !ok {
				for _, s := range c.keys.in(set) {
					add(c.id, s)
				}
			}
		}
	}
	return m
}

// first is the stroke that is shown for a command; "" if it has none.
func (m *keymap) first(id string) stroke {
	if list := m.strokes[id]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// catch hands a command's stroke to who waits for a key, and tells whether
// somebody does: the menu bar hears its keys before all else.
func (m *keymap) catch(id string) bool {
	if m.caught == nil {
		return false
	}
	m.caught(m.first(id))
	return true
}

// bind lets a window listen to the strokes with Ctrl or Alt. The menu bar listens
// to the first of each command only.
func (m *keymap) bind(c fyne.Canvas, run func(id string)) {
	for s, id := range m.commands {
		if k := s.shortcut(); k != nil {
			c.AddShortcut(k, func(fyne.Shortcut) { run(id) })
		}
	}
}

// unbind is the reverse.
func (m *keymap) unbind(c fyne.Canvas) {
	for s := range m.commands {
		if k := s.shortcut(); k != nil {
			c.RemoveShortcut(k)
		}
	}
}

// ctrl is the shortcut of a key with Ctrl, for windows without commands.
func ctrl(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}
