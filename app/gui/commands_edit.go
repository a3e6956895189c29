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
		{id: "search-server", title: lang.T("Search on the server"), run: w.list.searchServers, can: w.list.needsServers, also: lang.T("remote imap find"), panes: true},
		{id: "find", title: lang.T("Find in message"), keys: keys{"Ctrl+F", ""}, run: w.talk.findInText, can: w.needsOne, also: lang.T("search text"), panes: true},
		{id: "find-next", title: lang.T("Next place found"), keys: keys{"F3", ""}, run: func() { w.talk.findNext(1) }, can: w.needsOne, also: lang.T("search again marked"), panes: true},
		{id: "find-previous", title: lang.T("Previous place found"), keys: keys{"Shift+F3", ""}, run: func() { w.talk.findNext(-1) }, can: w.needsOne, also: lang.T("search again marked"), panes: true},
	}}
}
