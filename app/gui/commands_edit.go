package gui

import (
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// editCommands take back, select and find.
func (w *shell) editCommands() commandGroup {
	return commandGroup{lang.T("Edit"), []command{
		{id: "undo", title: lang.T("Undo"), keys: keys{"Ctrl+Z", "z"}, run: w.undo, also: lang.T("take back revert")},
		gap,
		{id: "select-all", title: lang.T("Select all messages"), keys: keys{"", "* a"}, run: w.list.widget.SelectAll, panes: true},
		{id: "select", title: lang.T("Select, or not"), keys: keys{"", "x"}, run: w.pick, can: w.needsList, also: lang.T("pick choose mark"), quiet: true, panes: true},
		{id: "select-none", title: lang.T("Select nothing"), keys: keys{"", "* n"}, run: w.list.widget.SelectNone, can: w.needsSome, also: lang.T("deselect clear"), quiet: true, panes: true},
		{id: "palette", title: lang.T("All commands…"), keys: keys{"Ctrl+Shift+P", ""}, run: func() { w.palette() }, also: lang.T("palette find do"), icon: kit.IconSearch},
		{id: "search", title: lang.T("Search"), keys: keys{"Ctrl+K or /", "/"}, run: w.searchBox.focus, also: lang.T("find look for"), panes: true},
		{id: "find", title: lang.T("Find in message"), keys: keys{"Ctrl+F", ""}, run: w.talk.findInText, can: w.needsOne, also: lang.T("search text"), panes: true},
	}}
}
