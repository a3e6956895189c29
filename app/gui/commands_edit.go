package gui

// editCommands take back, select and find.
func (w *shell) editCommands() commandGroup {
	return commandGroup{"Edit", []command{
		{id: "undo", title: "Undo", keys: keys{"Ctrl+Z", "z"}, run: w.undo, also: "take back revert"},
		gap,
		{id: "select-all", title: "Select all messages", keys: keys{"", "* a"}, run: w.list.widget.SelectAll, panes: true},
		{id: "search", title: "Search", keys: keys{"Ctrl+K or /", "/"}, run: w.searchBox.focus, also: "find look for", panes: true},
		{id: "find", title: "Find in message", keys: keys{"Ctrl+F", ""}, run: w.talk.findInText, can: w.needsOne, also: "search text", panes: true},
	}}
}
