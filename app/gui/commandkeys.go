package gui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// sequencePause is how long a "g" waits for its "i".
const sequencePause = 1500 * time.Millisecond

// useKeys takes the keys of the chosen set, and a person's own, into the menu bar
// and the window.
func (w *shell) useKeys() {
	canvas := w.s.win.Canvas()
	if w.keymap != nil {
		w.keymap.unbind(canvas)
	}
	w.keymap = newKeymap(w.commands, w.s.prefs.Keys, w.s.prefs.OwnKeys)
	w.keymap.bind(canvas, w.run)
	w.s.win.SetMainMenu(w.commands.menuBar(w.keymap, w.choose))
	w.toolbar.showKeys(w.commands, w.keymap)
}

// typedRune runs single-letter commands, and those of two letters. Text fields
// never pass runes on.
func (w *shell) typedRune(r rune) {
	s := stroke(r)
	if w.begun != "" {
		s = w.begun + " " + s
		w.forgetStroke()
	} else if w.keymap.begins[s] {
		w.begun = s
		w.status.hint(s.String() + " …")
		w.strokeWait = w.s.pump.after(sequencePause, w.forgetStroke)
		return
	}
	if id, ok := w.keymap.commands[s]; ok {
		w.run(id)
	}
}

// forgetStroke ends the wait for a second letter.
func (w *shell) forgetStroke() {
	w.strokeWait.cancel()
	w.begun = ""
	w.status.hint("")
}

// typedKey runs commands of keys that are not letters.
func (w *shell) typedKey(e *fyne.KeyEvent) {
	s := strokeOf(0, e.Name)
	if w.shift() {
		s = strokeOf(fyne.KeyModifierShift, e.Name)
	}
	id, ok := w.keymap.commands[s]
	switch {
	case e.Name == fyne.KeyEscape && w.begun != "":
		w.forgetStroke()
	case e.Name == fyne.KeyDelete && w.listed() == fyne.Focusable(w.drafts.list):
		w.drafts.remove()
	case e.Name == fyne.KeySpace:
		w.space(w.shift())
	case ok:
		w.run(id)
	}
}

// shiftHeld tells whether Shift is down now.
func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}
