package kit

// Picking rows one by one with the keyboard: the cursor moves alone.

// PickCursor takes the row of the cursor into the selection, or out of it.
func (l *MessageList) PickCursor() {
	if l.sel.has {
		l.sel.click(l.cursorAt, true, false)
		l.selectionMoved()
	}
}

// MoveCursorOnly takes the cursor by delta rows and leaves the selection as it is.
func (l *MessageList) MoveCursorOnly(delta int) {
	l.sel.move(delta, true, false)
	l.selectionMoved()
}

// SelectNone empties the selection.
func (l *MessageList) SelectNone() {
	l.sel.set(nil)
	l.selectionMoved()
}
