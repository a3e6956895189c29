package gui

import "godwit/app/gui/kit"

// fileCommands get mail, keep it elsewhere, and look after the program.
func (w *shell) fileCommands() commandGroup {
	return commandGroup{"File", []command{
		{id: "write", title: "New message", keys: keys{"Ctrl+N or Ctrl+M", "c"}, run: w.write, also: "compose mail", icon: kit.IconCompose},
		{id: "get", title: "Get mail", keys: keys{"F5 or F9", ""}, run: w.getMail, also: "refresh sync check", icon: kit.IconSync},
		gap,
		{id: "save-message", title: "Save message…", keys: keys{"Ctrl+S", ""}, run: w.saveMessage, can: w.needsSome, also: "export eml pdf"},
		{id: "save-attachments", title: "Save all attachments…", keys: keys{"Ctrl+Shift+S", ""}, run: w.saveAttachments, can: w.needsOne, also: "files download"},
		{id: "open-in-browser", title: "Open in browser", run: w.openInBrowser, can: w.needsOne, also: "html web"},
		{id: "print", title: "Print…", keys: keys{"Ctrl+P", ""}, run: w.print, can: w.needsOne},
		gap,
		{id: "account", title: "Add account…", run: w.addAccount, also: "new login"},
		{id: "settings", title: "Settings…", keys: keys{"Ctrl+,", ""}, run: w.settings, also: "preferences options configure", icon: kit.IconSettings},
		gap,
		{id: "quit", title: "Quit", keys: keys{"Ctrl+Q", ""}, run: w.frame.close, also: "exit close"},
	}}
}
