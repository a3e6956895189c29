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
	if !l.await(heldKey{r: r}) {
		passRune(l.OnRune, r)
	}
}

// TypedKey moves the cursor; the owner gets the rest.
func (l *MessageList) TypedKey(e *fyne.KeyEvent) {
	mods := keyModifiers()
	if e.Name == fyne.KeyEscape || !l.await(heldKey{key: e, mods: mods}) {
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
	case fyne.KeyLeft, fyne.KeyRight:
		if shift && !ctrl && len(l.ruler.groups) > 0 {
			l.foldGroups(e.Name == fyne.KeyLeft)
			return true
		}
		if ctrl || shift || !l.foldRow(e.Name == fyne.KeyRight) {
			passKey(l.OnKey, e)
		}
		return !ctrl
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

// foldRow opens the row of the cursor, or closes it; from a row below another,
// left goes to that one first. It tells whether there was something to do.
func (l *MessageList) foldRow(open bool) bool {
	if !l.sel.has || l.cursorAt >= l.rows.Count() {
		return false
	}
	m, loaded := l.rows.Row(l.cursorAt)
	switch {
	case !loaded:
		return false
	case m.Fold == Folded && open, m.Fold == Unfolded && !open:
		if l.OnFold != nil {
			l.OnFold(m.ID, open)
		}
		return true
	case m.Fold == Unfolded && open && l.cursorAt+1 < l.rows.Count():
		l.MoveCursor(1)
		return true
	case m.Depth > 0 && !open:
		for i := l.cursorAt - 1; i >= 0; i-- {
			if above, ok := l.rows.Row(i); !ok || above.Depth == 0 {
				l.MoveCursor(i - l.cursorAt)
				return true
			}
		}
	}
	return false
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
