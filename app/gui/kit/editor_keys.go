package kit

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/gui/edit"
)

// FocusGained implements fyne.Focusable.
func (e *Editor) FocusGained() {
	e.pane.focused = true
	e.pane.blink.restart()
	e.pane.update()
}

// FocusLost implements fyne.Focusable.
func (e *Editor) FocusLost() {
	e.pane.focused = false
	e.pane.blink.stop()
	e.pane.update()
}

// AcceptsTab implements fyne.Tabbable: Tab moves selected lines in, or the item of
// a list that the caret begins, and otherwise leaves the editor.
func (e *Editor) AcceptsTab() bool { return e.doc().SpansLines() || e.doc().AtItem() }

// TypedRune types.
func (e *Editor) TypedRune(r rune) {
	e.doc().Type(string(r))
	e.edited()
}

// TypedKey moves the caret and edits.
func (e *Editor) TypedKey(k *fyne.KeyEvent) {
	d := e.doc()
	shift := keyModifiers()&fyne.KeyModifierShift != 0
	if isMenuKey(k, keyModifiers()) {
		e.menuAtCaret()
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if shift {
			d.Type("\n")
		} else {
			d.Return()
		}
	case fyne.KeyBackspace:
		d.Erase(d.Prev)
	case fyne.KeyDelete:
		d.Erase(d.Next)
	case fyne.KeyTab:
		if shift {
			d.Outdent()
		} else {
			d.Indent()
		}
	case fyne.KeyEscape:
		if e.finder.object.Visible() {
			e.finder.close()
		} else {
			passKey(e.OnKey, k)
		}
		return
	case fyne.KeyF3:
		e.finder.again(shift)
		return
	case fyne.KeyF7:
		e.NextMisspelled()
		return
	default:
		if e.travel(k.Name, shift) {
			e.caretMoved()
		} else {
			passKey(e.OnKey, k)
		}
		return
	}
	e.edited()
}

// travel moves the caret for a key, and tells whether it is one that does.
func (e *Editor) travel(key fyne.KeyName, extend bool) bool {
	d := e.doc()
	switch key {
	case fyne.KeyLeft:
		d.Left(extend)
	case fyne.KeyRight:
		d.Right(extend)
	case fyne.KeyUp:
		d.MoveRows(-1, extend)
	case fyne.KeyDown:
		d.MoveRows(1, extend)
	case fyne.KeyPageUp:
		d.MoveRows(-e.pageRows(), extend)
	case fyne.KeyPageDown:
		d.MoveRows(e.pageRows(), extend)
	case fyne.KeyHome:
		d.RowStart(extend)
	case fyne.KeyEnd:
		d.RowEnd(extend)
	default:
		return false
	}
	return true
}

func (e *Editor) pageRows() int {
	return max(1, int(e.pane.scroll.Size().Height/e.pane.rowHeight)-1)
}

// TypedShortcut edits; what it does not know it passes on to the window.
func (e *Editor) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		e.Copy()
	case *fyne.ShortcutCut:
		if s.Secondary && !e.doc().HasSelection() { // Shift+Delete without a selection
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
			return
		}
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
		mac := runtime.GOOS == "darwin"
		if !e.command(s, mac) && !e.far(s, mac) {
			forwardShortcut(e, s)
		}
	default:
		forwardShortcut(e, s)
	}
}

// command does what a key with Ctrl, or Cmd on a Mac, means.
func (e *Editor) command(s *desktop.CustomShortcut, mac bool) bool {
	held := fyne.KeyModifierControl
	if mac {
		held = fyne.KeyModifierSuper
	}
	shift := s.Modifier&fyne.KeyModifierShift != 0
	if s.Modifier&^fyne.KeyModifierShift != held {
		return false
	}
	type key struct {
		name  fyne.KeyName
		shift bool
	}
	do, ok := map[key]func(){
		{fyne.KeyY, false}:            e.Redo,
		{fyne.KeyZ, true}:             e.Redo,
		{fyne.KeyV, true}:             e.PasteText, // without formatting, as elsewhere: there is none
		{fyne.KeyF, false}:            func() { e.Find(false) },
		{fyne.KeyH, false}:            func() { e.Find(true) },
		{fyne.KeyG, false}:            func() { e.finder.again(false) },
		{fyne.KeyG, true}:             func() { e.finder.again(true) },
		{fyne.KeyB, false}:            e.Bold,
		{fyne.KeyI, false}:            e.Italic,
		{fyne.KeyK, false}:            e.Link,
		{fyne.KeyR, false}:            e.Reflow,
		{fyne.KeyJ, false}:            e.NextQuote,
		{fyne.KeyJ, true}:             e.PrevQuote,
		{fyne.KeyRightBracket, false}: e.Indent,
		{fyne.KeyLeftBracket, false}:  e.Outdent,
		{fyne.KeyPeriod, true}:        e.Quote,
		{fyne.KeyComma, true}:         e.Unquote,
		{fyne.KeyLeftBracket, true}:   func() { e.FoldQuotes(true) },
		{fyne.KeyRightBracket, true}:  func() { e.FoldQuotes(false) },
	}[key{s.KeyName, shift}]
	if ok {
		do()
	}
	return ok
}

// far handles the keys that go by words, lines and paragraphs, and to the ends
// of the text, as the system has them.
func (e *Editor) far(s *desktop.CustomShortcut, mac bool) bool {
	d := e.doc()
	extend := s.Modifier&fyne.KeyModifierShift != 0
	held := s.Modifier &^ fyne.KeyModifierShift
	word := held == fyne.KeyModifierControl && !mac || held == fyne.KeyModifierAlt && mac
	ends := held == fyne.KeyModifierControl && !mac || held == fyne.KeyModifierSuper && mac
	line := held == fyne.KeyModifierSuper && mac
	switch k := s.KeyName; {
	case line && k == fyne.KeyLeft:
		d.RowStart(extend)
	case line && k == fyne.KeyRight:
		d.RowEnd(extend)
	case word && k == fyne.KeyLeft:
		d.WordLeft(extend)
	case word && k == fyne.KeyRight:
		d.WordRight(extend)
	case ends && (k == fyne.KeyHome || mac && k == fyne.KeyUp):
		d.MoveTo(edit.Pos{}, extend)
	case ends && (k == fyne.KeyEnd || mac && k == fyne.KeyDown):
		d.MoveTo(d.Text.End(), extend)
	case word && k == fyne.KeyUp:
		d.Go(d.PrevParagraph, extend)
	case word && k == fyne.KeyDown:
		d.Go(d.NextParagraph, extend)
	case line && k == fyne.KeyBackspace, word && extend && k == fyne.KeyBackspace:
		return e.erase(d.LineStart)
	case word && extend && k == fyne.KeyDelete:
		return e.erase(d.LineEnd)
	case word && k == fyne.KeyBackspace:
		return e.erase(d.PrevWord)
	case word && k == fyne.KeyDelete:
		return e.erase(d.NextWord)
	case mac && held == fyne.KeyModifierControl:
		return e.macControl(s.KeyName, extend)
	default:
		return false
	}
	e.caretMoved()
	return true
}

// macControl is the keys that every text on a Mac has had since NeXT.
func (e *Editor) macControl(key fyne.KeyName, extend bool) bool {
	d := e.doc()
	switch key {
	case fyne.KeyA:
		d.Go(d.LineStart, extend)
	case fyne.KeyE:
		d.Go(d.LineEnd, extend)
	case fyne.KeyF:
		d.Right(extend)
	case fyne.KeyB:
		d.Left(extend)
	case fyne.KeyN:
		d.MoveRows(1, extend)
	case fyne.KeyP:
		d.MoveRows(-1, extend)
	case fyne.KeyD:
		return e.erase(d.Next)
	case fyne.KeyH:
		return e.erase(d.Prev)
	case fyne.KeyK:
		return e.erase(d.LineEnd)
	default:
		return false
	}
	e.caretMoved()
	return true
}

func (e *Editor) erase(to func(edit.Pos) edit.Pos) bool {
	e.doc().Erase(to)
	e.edited()
	return true
}
