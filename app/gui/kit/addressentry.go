package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// addressEntry is where an address is typed inside an AddressField.
type addressEntry struct {
	Field
	f       *AddressField
	focused bool
	shift   bool // held down
	muted   bool // the change comes from the field itself
}

func newAddressEntry(f *AddressField, hint string) *addressEntry {
	e := &addressEntry{f: f}
	e.PlaceHolder, e.bare = hint, true
	e.Entry.OnChanged = e.typed
	e.ExtendBaseWidget(e)
	return e
}

func (e *addressEntry) quiet(do func()) {
	e.muted = true
	do()
	e.muted = false
}

// typed follows every change. A semicolon ends an address, and a comma where
// what stands before it is one: "Nielsen, Hanne" goes on.
func (e *addressEntry) typed(s string) {
	if e.muted {
		return
	}
	f := e.f
	f.clearMark()
	f.eager = false
	if end := strings.HasSuffix(s, ";"); end || strings.HasSuffix(s, ",") {
		if people := f.read(s); len(people) > 0 && (end || sound(people)) {
			f.Commit()
			return
		}
	}
	if f.OnComplete != nil {
		f.asked, f.pending = strings.TrimSpace(s), true
		f.OnComplete(f.asked)
	}
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// sound tells whether mail can be sent to all of them.
func sound(people []Recipient) bool {
	for _, r := range people {
		if r.Problem != "" {
			return false
		}
	}
	return len(people) > 0
}

// TypedRune goes back from the chips to the text.
func (e *addressEntry) TypedRune(r rune) {
	e.f.clearMark()
	e.Field.TypedRune(r)
}

// TypedKey chooses among suggestions, ends an address, goes to the chips.
func (e *addressEntry) TypedKey(k *fyne.KeyEvent) {
	f := e.f
	if f.chipKey(k, e.shift) {
		return
	}
	atStart := e.CursorColumn == 0 && e.SelectedText() == ""
	switch k.Name {
	case fyne.KeyDown, fyne.KeyUp:
		if f.list.open() {
			f.list.step(map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[k.Name])
			return
		}
	case fyne.KeyEscape:
		switch {
		case f.list.open():
			f.list.show(nil)
		case f.was != nil:
			f.unedit()
		case f.OnEscape != nil:
			f.OnEscape()
		}
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		e.finish()
		return
	case fyne.KeyLeft, fyne.KeyBackspace:
		if (atStart && k.Name == fyne.KeyLeft || e.Text == "") && f.at > 0 {
			f.list.show(nil)
			f.markAt(f.at-1, false)
			return
		}
	case fyne.KeyRight, fyne.KeyDelete:
		if e.Text == "" && f.at < len(f.chips) {
			f.markAt(f.at, false)
			return
		}
	}
	e.Field.TypedKey(k)
}

// finish ends what is typed: the suggestion that is marked is meant, else the
// text. While suggestions are still on their way they are waited for, unless the
// text is an address already.
func (e *addressEntry) finish() {
	f := e.f
	switch {
	case f.list.take():
	case f.pending && e.Text != "" && !sound(f.read(e.Text)):
		f.eager = true
	default:
		f.Commit()
	}
}

// TypedShortcut copies and cuts selected chips, and pastes line breaks as
// separators: a one-line entry would join the lines.
func (e *addressEntry) TypedShortcut(s fyne.Shortcut) {
	f := e.f
	if !editsText(s) {
		forwardShortcut(e, s)
		return
	}
	switch s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		before := e.Text
		if e.Field.TypedShortcut(s); e.Text != before {
			return
		}
		_, redo := s.(*fyne.ShortcutRedo)
		f.travel(redo)
		return
	case *fyne.ShortcutPaste:
		people := f.read(fyne.CurrentApp().Clipboard().Content())
		if len(people) > 1 || e.Text == "" && sound(people) {
			f.clearMark()
			f.Commit()
			f.insert(people)
			return
		}
	case *fyne.ShortcutCopy:
		if f.copyMarked() {
			return
		}
	case *fyne.ShortcutCut:
		if f.copyMarked() {
			f.removeMarked(false)
			return
		}
	case *fyne.ShortcutSelectAll:
		if e.Text == "" && len(f.chips) > 0 {
			f.selectAll()
			return
		}
	}
	e.Field.TypedShortcut(s)
}

// KeyDown follows the Shift key, which key events do not carry.
func (e *addressEntry) KeyDown(k *fyne.KeyEvent) {
	e.shift = e.shift || isShift(k)
	e.Field.KeyDown(k)
}

// KeyUp implements desktop.Keyable.
func (e *addressEntry) KeyUp(k *fyne.KeyEvent) {
	e.shift = e.shift && !isShift(k)
	e.Field.KeyUp(k)
}

func isShift(k *fyne.KeyEvent) bool {
	return k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight
}

// FocusGained implements fyne.Focusable.
func (e *addressEntry) FocusGained() {
	e.focused, e.f.holding = true, false
	e.f.unfold()
	e.Field.FocusGained()
	e.f.Refresh()
}

// FocusLost makes chips of what was typed; Tab comes here too, and takes the
// suggestion that is marked.
func (e *addressEntry) FocusLost() {
	e.focused, e.shift = false, false
	e.Entry.FocusLost()
	if e.f.holding {
		return
	}
	e.f.clearMark()
	e.finish()
	e.f.list.show(nil)
	e.f.Refresh()
	e.f.foldSoon()
}
