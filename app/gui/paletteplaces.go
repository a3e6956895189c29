package gui

import (
	"strings"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// palette opens the palette of the main window: commands, folders, accounts.
func (w *shell) palette() *palette {
	list := w.commands.entries(w.keymap, "palette", w.run)
	list = append(list, w.folderEntries(w.tree.nodes, "")...)
	for _, a := range w.s.accounts {
		list = append(list, entry{
			id: "account:" + a.Email(), icon: kit.IconAccount, title: a.Title(), also: a.Email() + " " + lang.T("account status"),
			note: model.StatusText(w.s.core.Status.Of(a.ID), now()), run: func() { w.showState(a.ID) },
		}, entry{
			id: "check:" + a.Email(), icon: kit.IconServer, title: lang.T("Check the connection"), also: a.Email(),
			note: a.Title(), run: func() { checkConnection(w.s, a) },
		})
	}
	list = append(list, w.settingsEntries()...)
	return showPalette(w.s, w.s.win, list)
}

// folderEntries lead to each folder of the tree.
func (w *shell) folderEntries(nodes []model.Node, path string) []entry {
	var list []entry
	for _, n := range nodes {
		title := n.Title
		if path != "" {
			title = path + "/" + title
		}
		if n.Kind == model.AccountNode {
			list = append(list, w.folderEntries(n.Children, "")...)
			continue
		}
		if !n.NoMail {
			list = append(list, entry{
				id: "folder:" + n.ID, icon: nodeIcon(n), title: title, also: lang.T("go to folder"),
				note: strings.TrimSuffix(lang.T("Folder")+" · "+w.s.account(n.Account).Title(), " · "), run: func() { w.goFolder(n.ID) },
			})
		}
		list = append(list, w.folderEntries(n.Children, title)...)
	}
	return list
}

// goFolder shows what stands behind a node of the tree, with the keyboard in it.
func (w *shell) goFolder(id string) {
	if w.frame.front != w.object {
		w.frame.showMail()
	}
	if w.tree.open(id) {
		w.s.win.Canvas().Focus(w.listed())
	}
}

// palette opens the palette of a window that writes.
func (c *composer) palette() {
	showPalette(c.s, c.win, c.commands.entries(c.keymap, "compose-palette", c.run))
}
