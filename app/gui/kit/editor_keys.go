package kit

import (
	"math"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements fyne.Focusable.
func (e *Editor) FocusGained() { e.setFocus(true) }

// FocusLost implements fyne.Focusable.
func (e *Editor) FocusLost() { e.setFocus(false) }

func (e *Editor) setFocus(on bool) {
	e.pane.focused = on
	e.pane.update()
}

// TypedRune types.
func (e *Editor) TypedRune(r rune) {
	e.pane.doc.typeRune(r)
	e.edited()
}

// TypedKey moves the caret and edits.
func (e *Editor) TypedKey(k *fyne.KeyEvent) {
	d := e.pane.doc
	shift := keyModifiers()&fyne.KeyModifierShift != 0
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		d.replace("\n", false)
		e.edited()
		return
	case fyne.KeyBackspace:
		d.erase(d.left)
		e.edited()
		return
	case fyne.KeyDelete:
		d.erase(d.right)
		e.edited()
		return
	}
	if e.travel(k.Name, shift) {
		e.caretMoved()
	} else {
		passKey(e.OnKey, k)
	}
}

// travel moves the caret for a key, and tells whether it is one that does.
func (e *Editor) travel(key fyne.KeyName, extend bool) bool {
	d := e.pane.doc
	switch key {
	case fyne.KeyLeft:
		d.move(d.left, extend)
	case fyne.KeyRight:
		d.move(d.right, extend)
	case fyne.KeyUp:
		d.moveRows(-1, extend)
	case fyne.KeyDown:
		d.moveRows(1, extend)
	case fyne.KeyPageUp:
		d.moveRows(-e.pageRows(), extend)
	case fyne.KeyPageDown:
		d.moveRows(e.pageRows(), extend)
	case fyne.KeyHome:
		d.moveTo(d.rowStart(d.caret), extend)
	case fyne.KeyEnd:
		d.moveTo(d.rowEnd(d.caret), extend)
	default:
		return false
	}
	return true
}

func (e *Editor) pageRows() int {
	return max(1, int(math.Floor(float64(e.pane.scroll.Size().Height/e.pane.rowHeight)))-1)
}

// TypedShortcut edits with Ctrl (Alt on a Mac for words); what it does not know
// it passes on to the window.
func (e *Editor) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		e.Copy()
	case *fyne.ShortcutCut:
		e.Cut()
	case *fyne.ShortcutPaste:
		e.Paste()
	case *fyne.ShortcutSelectAll:
		e.SelectAll()
	case *fyne.ShortcutUndo:
		e.Undo()
	case *fyne.ShortcutRedo:
		e.Redo()
	case *desktop.CustomShortcut:
		if !e.wordKey(s) {
			forwardShortcut(e, s)
		}
	default:
		forwardShortcut(e, s)
	}
}

// wordKey handles the keys that go by words or to the ends of the text.
func (e *Editor) wordKey(s *desktop.CustomShortcut) bool {
	d := e.pane.doc
	extend := s.Modifier&fyne.KeyModifierShift != 0
	switch s.Modifier &^ fyne.KeyModifierShift {
	case fyne.KeyModifierControl, fyne.KeyModifierAlt:
	default:
		return false
	}
	if s.Modifier&fyne.KeyModifierAlt != 0 && runtime.GOOS != "darwin" {
		return false
	}
	switch s.KeyName {
	case fyne.KeyLeft:
		d.move(d.wordLeft, extend)
	case fyne.KeyRight:
		d.move(d.wordRight, extend)
	case fyne.KeyHome:
		d.moveTo(pos{}, extend)
	case fyne.KeyEnd:
		d.moveTo(d.end(), extend)
	case fyne.KeyBackspace:
		d.erase(d.wordLeft)
		e.edited()
		return true
	case fyne.KeyDelete:
		d.erase(d.wordRight)
		e.edited()
		return true
	case fyne.KeyY:
		e.Redo()
		return true
	default:
		return false
	}
	e.caretMoved()
	return true
}
