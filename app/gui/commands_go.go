package gui

import "godwit/app/gui/model"

// goCommands move through lists, conversations and folders.
func (w *shell) goCommands() commandGroup {
	return commandGroup{"Go", []command{
		{id: "next", title: "Next message", keys: keys{"f", "j"}, run: func() { w.list.widget.MoveCursor(1) }, also: "down", panes: true},
		{id: "previous", title: "Previous message", keys: keys{"b", "k"}, run: func() { w.list.widget.MoveCursor(-1) }, also: "up", panes: true},
		{id: "next-unread", title: "Next unread", keys: keys{"n", ""}, run: func() { w.list.next(1) }, panes: true},
		{id: "previous-unread", title: "Previous unread", keys: keys{"p", ""}, run: func() { w.list.next(-1) }, panes: true},
		{id: "open", title: "Open", keys: keys{"Ctrl+O", "o"}, run: w.openCursor, can: w.needsOne, also: "read enter", panes: true},
		{id: "back", title: "Back", keys: keys{"Esc", "u"}, run: w.back, also: "list return", quiet: true},
		gap,
		{id: "talk-next", title: "Next in conversation", keys: keys{"]", "n"}, run: func() { w.talk.step(1) }, can: w.needsOne, also: "thread", panes: true},
		{id: "talk-previous", title: "Previous in conversation", keys: keys{"[", "p"}, run: func() { w.talk.step(-1) }, can: w.needsOne, also: "thread", panes: true},
		gap,
		{id: "inbox", title: "Inbox", keys: keys{"Ctrl+1", "g i"}, run: w.goInbox, also: "go to", panes: true},
		{id: "drafts", title: model.LocalDraftsTitle, keys: keys{"Ctrl+2", "g d"}, run: w.goDrafts, also: "go to", panes: true},
		{id: "outbox", title: "Outbox", keys: keys{"Ctrl+3", "g o"}, run: w.goOutbox, also: "go to sending queue", panes: true},
	}}
}

// openCursor is Enter on the message where the cursor is.
func (w *shell) openCursor() {
	if id, ok := w.list.widget.Cursor(); ok {
		w.list.widget.OnOpen(id)
	}
}
