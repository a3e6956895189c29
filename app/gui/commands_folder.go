package gui

import (
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// folderCommands are about the folder that is looked at.
func (w *shell) folderCommands() commandGroup {
	return commandGroup{lang.T("Folder"), []command{
		{id: "new-folder", title: lang.T("New folder…"), run: w.onFolder(w.tree.newFolder), can: w.needsFolder, also: lang.T("create mailbox")},
		{id: "rename-folder", title: lang.T("Rename folder…"), run: w.onFolder(w.tree.rename), can: w.needsOwnFolder, also: lang.T("mailbox name")},
		{id: "delete-folder", title: lang.T("Delete folder…"), run: w.onFolder(w.tree.remove), can: w.needsOwnFolder, also: lang.T("remove mailbox")},
	}}
}

// onFolder does something with the node of the tree that is looked at.
func (w *shell) onFolder(do func(model.Node)) func() {
	return func() {
		if n, ok := model.Find(w.tree.nodes, w.tree.widget.Selected()); ok {
			do(n)
		}
	}
}

// needsFolder is for commands on a folder of an account, or on the account.
func (w *shell) needsFolder() string {
	if n, ok := model.Find(w.tree.nodes, w.tree.widget.Selected()); !ok || n.Kind != model.FolderNode && n.Kind != model.AccountNode {
		return lang.T("Open a folder of an account first.")
	}
	return ""
}

// needsOwnFolder is for commands on a folder that is not one of those that
// every account has.
func (w *shell) needsOwnFolder() string {
	if n, ok := model.Find(w.tree.nodes, w.tree.widget.Selected()); !ok || n.Kind != model.FolderNode || n.Role != mail.NoRole {
		return lang.T("Open one of your own folders first.")
	}
	return ""
}
