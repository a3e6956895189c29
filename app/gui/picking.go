package gui

import "godwit/app/gui/lang"

// pick takes the message of the cursor into the selection, or out of it. From
// then on the keys for the next and the previous message move the cursor alone,
// until something is done with what was picked.
func (w *shell) pick() {
	if !w.picking {
		w.picking = true
		if len(w.list.ids()) == 1 { // it came here by moving: it is picked now
			w.sayPicked()
			return
		}
	}
	w.list.widget.PickCursor()
	w.sayPicked()
}

func (w *shell) sayPicked() {
	n := len(w.list.ids())
	w.status.hint(lang.N(n, "{n} message selected", "{n} messages selected"))
}

// step goes to the next message of the list, or the one before.
func (w *shell) step(delta int) {
	if w.picking {
		w.list.widget.MoveCursorOnly(delta)
		return
	}
	w.list.widget.MoveCursor(delta)
}

// picked ends picking when a command did something else.
func (w *shell) picked(id string) {
	switch id {
	case "select", "next", "previous", "palette":
		return
	}
	if w.picking {
		w.picking = false
		w.status.hint("")
	}
}
