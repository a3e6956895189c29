package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// commandKeys are the modifiers that toggle: Ctrl, and Cmd on a Mac.
const commandKeys = fyne.KeyModifierControl | fyne.KeyModifierSuper

// keyModifiers is what is held down now; key events do not carry it.
func keyModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// isMenuKey tells whether a key asks for a context menu: the menu key, or
// Shift+F10 on keyboards without one.
func isMenuKey(e *fyne.KeyEvent, mods fyne.KeyModifier) bool {
	return e.Name == desktop.KeyMenu || e.Name == fyne.KeyF10 && mods == fyne.KeyModifierShift
}

// passKey gives a key to its owner, but for modifiers and for keys that come
// again as a character: a command on one letter must not run twice.
func passKey(on func(*fyne.KeyEvent), e *fyne.KeyEvent) {
	if on == nil || len(e.Name) == 1 {
		return
	}
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock:
		return
	}
	on(e)
}

// passRune gives a character to its owner, but for the space, which is a named key.
func passRune(on func(rune), r rune) {
	if on != nil && r != ' ' {
		on(r)
	}
}

// forwardShortcut gives a shortcut a focused widget does not know to the canvas.
func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if h, ok := c.(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}

// reading is a view of text that one selects and copies from.
type reading interface {
	fyne.CanvasObject
	Copy()
	SelectAll()
	TypedKey(*fyne.KeyEvent)
	// extendFar moves the end of the selection by words, or to an end of the text.
	extendFar(key fyne.KeyName) bool
}

// readingShortcut does what a shortcut means in such a view, and passes on the
// rest; onKey takes keys that it has no use for.
func readingShortcut(v reading, onKey func(*fyne.KeyEvent), s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		v.Copy()
		return
	case *fyne.ShortcutSelectAll:
		v.SelectAll()
		return
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierControl|fyne.KeyModifierShift && v.extendFar(s.KeyName) {
			return
		}
		if s.Modifier == fyne.KeyModifierControl && (s.KeyName == fyne.KeyHome || s.KeyName == fyne.KeyEnd) {
			v.TypedKey(&fyne.KeyEvent{Name: s.KeyName})
			return
		}
	case *fyne.ShortcutCut:
		if s.Secondary { // how Shift+Delete arrives
			passKey(onKey, &fyne.KeyEvent{Name: fyne.KeyDelete})
			return
		}
	}
	forwardShortcut(v, s)
}

// focus puts the keyboard into o, if it is on a canvas.
func focus(o interface {
	fyne.Focusable
	fyne.CanvasObject
},
) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(o)
	}
}
