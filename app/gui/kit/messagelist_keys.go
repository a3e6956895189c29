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
	if !l.hold(func() { l.TypedRune(r) }) {
		passRune(l.OnRune, r)
	}
}

// TypedKey moves the cursor; the owner gets the rest.
func (l *MessageList) TypedKey(e *fyne.KeyEvent) {
	mods := keyModifiers()
	if e.Name == fyne.KeyEscape || !l.hold(func() { l.key(e, mods) }) {
		l.key(e, mods)
	}
}

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
		passKey(l.OnKey, e)
		return !ctrl
	default:
		switch {
		case isMenuKey(e, mods):
			l.menuAtCursor()
		case !ctrl:
			passKey(l.OnKey, e)
		}
		return false
	}
	l.sel.move(delta, ctrl, shift)
	l.selectionMoved()
	return true
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
			passKey(l.OnKey, &fyne.KeyEvent{Name: fyne.KeyDelete})
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
