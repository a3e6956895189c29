package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements fyne.Focusable.
func (l *MessageList) FocusGained() {
	l.focused = true
	l.layer.update(true)
}

// FocusLost implements fyne.Focusable.
func (l *MessageList) FocusLost() {
	l.focused = false
	l.layer.update(true)
}

// TypedRune hands single-letter commands to the owner.
func (l *MessageList) TypedRune(r rune) {
	if l.OnRune != nil {
		l.OnRune(r)
	}
}

// TypedKey moves the cursor; the owner gets the rest.
func (l *MessageList) TypedKey(e *fyne.KeyEvent) { l.key(e, keyModifiers()) }

func (l *MessageList) key(e *fyne.KeyEvent, mods fyne.KeyModifier) bool {
	ctrl, shift := mods&commandKeys != 0, mods&fyne.KeyModifierShift != 0
	delta := 0
	switch e.Name {
	case fyne.KeyDown:
		delta = 1
	case fyne.KeyUp:
		delta = -1
	case fyne.KeyPageDown:
		delta = l.pageRows()
	case fyne.KeyPageUp:
		delta = -l.pageRows()
	case fyne.KeyHome:
		delta = -l.rows.Count()
	case fyne.KeyEnd:
		delta = l.rows.Count()
	case fyne.KeyReturn, fyne.KeyEnter:
		if id, ok := l.Cursor(); ok && !ctrl && l.OnOpen != nil {
			l.OnOpen(id)
		}
		return !ctrl
	case fyne.KeySpace:
		if ctrl && l.sel.has {
			l.sel.click(l.cursorAt, true, false)
			l.selectionMoved()
			return true
		}
		l.passKey(e)
		return !ctrl
	default:
		switch {
		case isMenuKey(e, mods):
			l.menuAtCursor()
		case !ctrl:
			l.passKey(e)
		}
		return false
	}
	l.sel.move(delta, ctrl, shift)
	l.selectionMoved()
	return true
}

func (l *MessageList) passKey(e *fyne.KeyEvent) {
	if l.OnKey != nil {
		l.OnKey(e)
	}
}

// TypedShortcut selects all, and passes on what is not the list's own: Fyne
// gives a focused widget every shortcut and the window none. Arrow keys with
// Ctrl come as shortcuts too, and Shift+Delete comes as Cut.
func (l *MessageList) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		l.SelectAll()
		return
	case *fyne.ShortcutCut:
		if s.Secondary {
			l.passKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
			return
		}
	case *desktop.CustomShortcut:
		if s.Modifier&^(commandKeys|fyne.KeyModifierShift) == 0 && l.key(&fyne.KeyEvent{Name: s.KeyName}, s.Modifier) {
			return
		}
	}
	forwardShortcut(l, s)
}

// menuAtCursor opens the context menu where the keyboard is.
func (l *MessageList) menuAtCursor() {
	if r, ok := l.layer.rows[l.cursorAt]; ok && l.sel.has && l.OnMenu != nil {
		l.OnMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(r).AddXY(rowTextX, l.rowHeight()/2))
	}
}

// isMenuKey tells whether a key asks for a context menu: the menu key, or
// Shift+F10 on keyboards without one.
func isMenuKey(e *fyne.KeyEvent, mods fyne.KeyModifier) bool {
	return e.Name == desktop.KeyMenu || e.Name == fyne.KeyF10 && mods == fyne.KeyModifierShift
}

// commandKeys are the modifiers that toggle: Ctrl, and Cmd on a Mac.
const commandKeys = fyne.KeyModifierControl | fyne.KeyModifierSuper

// keyModifiers is what is held down now; key events do not carry it.
func keyModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// forwardShortcut gives a shortcut a focused widget does not know to the canvas.
func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if h, ok := c.(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}

// focus puts the keyboard into o, if it is on a canvas.
func focus(o interface {
	fyne.Focusable
	fyne.CanvasObject
}) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(o)
	}
}
