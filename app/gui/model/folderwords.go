package model

import (
	"godwit/app"
	"godwit/app/gui/lang"
)

// RemovalWords asks whether a folder is to be removed for ever, and says what
// becomes of what is in it.
func RemovalWords(r app.Removal) (title, text string) {
	title = lang.T("Delete “{folder}”?", "folder", r.Folder.Name())
	switch below := len(r.Below); {
	case below > 0:
		text = lang.N(below, "The folder and {n} folder in it are removed.", "The folder and {n} folders in it are removed.") + " "
	default:
		text = lang.T("The folder is removed.") + " "
	}
	switch {
	case r.Labels:
		return title, text + lang.T("On this server it is a label: its messages stay, in All mail and in the other folders that they are in.")
	case r.Messages == 0:
		return title, text + lang.T("No message is in it.")
	}
	text += lang.N(r.Messages, "{n} message in it is deleted for ever", "{n} messages in it are deleted for ever")
	if r.Folder.Local() {
		return title, text + lang.T(", on this computer.") + " " + lang.T("This cannot be undone.")
	}
	return title, text + lang.T(", here and on the server.") + " " + lang.T("This cannot be undone.")
}

// EmptyWords asks whether Trash or Junk, called folder, is to be emptied.
func EmptyWords(c app.Contents, folder string) (title, text string) {
	title = lang.T("Empty “{folder}”?", "folder", folder)
	text = lang.N(c.Messages, "{n} message in it is deleted for ever", "{n} messages in it are deleted for ever")
	if len(c.Below) > 0 {
		text += lang.N(len(c.Below), ", with {n} folder", ", with {n} folders")
	}
	if c.Folder.Local() {
		return title, text + lang.T(", on this computer.") + " " + lang.T("This cannot be undone.")
	}
	return title, text + lang.T(", here and on the server.") + " " + lang.T("This cannot be undone.")
}
