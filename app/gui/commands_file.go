package gui

import (
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// fileCommands get mail, keep it elsewhere, and look after the program.
func (w *shell) fileCommands() commandGroup {
	return commandGroup{lang.T("File"), []command{
		{id: "write", title: lang.T("New message"), keys: keys{"Ctrl+N or Ctrl+M", "c"}, run: w.write, also: lang.T("compose mail"), icon: kit.IconCompose},
		{id: "get", title: lang.T("Get mail"), keys: keys{"F5 or F9", ""}, run: w.getMail, also: lang.T("refresh sync check"), icon: kit.IconSync},
		gap,
		{id: "save-message", title: lang.T("Save message…"), keys: keys{"Ctrl+S", ""}, run: w.saveMessage, can: w.needsSome, also: lang.T("export eml pdf")},
		{id: "save-attachments", title: lang.T("Save all attachments…"), keys: keys{"Ctrl+Shift+S", ""}, run: w.saveAttachments, can: w.needsOne, also: lang.T("files download")},
		{id: "open-in-browser", title: lang.T("Open in browser"), run: w.openInBrowser, can: w.needsOne, also: lang.T("html web")},
		{id: "print", title: lang.T("Print…"), keys: keys{"Ctrl+P", ""}, run: w.print, can: w.needsOne},
		gap,
		{id: "account", title: lang.T("Add account…"), run: w.addAccount, also: lang.T("new login")},
		{id: "settings", title: lang.T("Settings…"), keys: keys{"Ctrl+,", ""}, run: w.settings, also: lang.T("preferences options configure"), icon: kit.IconSettings},
		gap,
		{id: "quit", title: lang.T("Quit"), keys: keys{"Ctrl+Q", ""}, run: w.frame.quit, also: lang.T("exit close")},
	}}
}
