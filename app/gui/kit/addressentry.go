package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// addressEntry is where an address is typed inside an AddressField.
type addressEntry struct {
	Field
	f       *AddressField
	focused bool
	muted   bool // the change comes from the field itself
}

func newAddressEntry(f *AddressField, hint string) *addressEntry {
	e := &addressEntry{f: f}
	e.PlaceHolder = hint
	e.Entry.OnChanged = e.typed
	e.ExtendBaseWidget(e)
	return e
}

func (e *addressEntry) quiet(do func()) {
	e.muted = true
	do()
	e.muted = false
}

// typed follows every change. A separator ends an address; a pasted list ends
// several.
func (e *addressEntry) typed(s string) {
	if e.muted {
		return
	}
	e.f.mark(false)
	if parts := splitRecipients(s); len(parts) > 1 || len(parts) == 1 && strings.HasSuffix(s, ";") ||
		len(parts) == 1 && strings.HasSuffix(s, ",") && parseRecipient(parts[0]).Valid {
		e.f.Commit()
		return
	}
	if e.f.OnComplete != nil {
		e.f.OnComplete(strings.TrimSpace(s))
	}
	if e.f.OnChanged != nil {
		e.f.OnChanged()
	}
}

// TypedKey chooses among suggestions, ends an address, removes chips.
func (e *addressEntry) TypedKey(k *fyne.KeyEvent) {
	drop := e.f.drop
	switch k.Name {
	case fyne.KeyDown, fyne.KeyUp:
		if drop.open() {
			drop.step(map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[k.Name])
			return
		}
	case fyne.KeyEscape:
		if drop.open() {
			drop.show(nil)
		} else if e.f.OnEscape != nil {
			e.f.OnEscape()
		}
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if !drop.take() {
			e.f.Commit()
		}
		return
	case fyne.KeyBackspace:
		if e.Text == "" {
			e.f.backspace()
			return
		}
	}
	e.f.mark(false)
	e.Field.TypedKey(k)
}

// TypedShortcut pastes line breaks as separators: a one-line entry would join
// the lines.
func (e *addressEntry) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutPaste); ok {
		if people := ParseRecipients(fyne.CurrentApp().Clipboard().Content()); len(people) > 1 {
			e.f.Commit()
			e.f.add(people)
			return
		}
	}
	e.Field.TypedShortcut(s)
}

// FocusGained implements fyne.Focusable.
func (e *addressEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.f.Refresh()
}

// FocusLost makes chips of what was typed; Tab comes here too, and takes the
// suggestion that is marked.
func (e *addressEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.f.mark(false)
	if !e.f.drop.take() {
		e.f.Commit()
	}
	e.f.Refresh()
}
