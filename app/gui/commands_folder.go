package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// folderDeed is what can be done with nodes of the tree: a command on the one that is
// looked at, and a line of the context menu of those that it fits.
type folderDeed struct {
	id, title, also string
	keys            keys
	run             func(model.Node)
	fits            func(model.Node) string // why not, as a sentence; "" when it does
	line            func(model.Node) string // the title in the node's menu, where that depends on it
}

// deeds are all of them, in the order of their menus. One without an id is a line.
func (w *shell) deeds() []folderDeed {
	t := w.tree
	return []folderDeed{
		{"new-folder", lang.T("New folder…"), lang.T("create mailbox"), keys{}, t.newFolder, inAccount, nil},
		{"rename-folder", lang.T("Rename folder…"), lang.T("mailbox name search"), keys{"F2", ""}, t.rename, ownNode, nil},
		{"move-folder", lang.T("Move folder…"), lang.T("mailbox into another"), keys{}, t.moveFolder, ownFolder, nil},
		{"delete-folder", lang.T("Delete folder…"), lang.T("remove mailbox search"), keys{}, t.remove, ownNode, nil},
		{},
		{"read-folder", lang.T("Mark folder as read"), lang.T("all seen mailbox"), keys{"C", ""}, t.markAllRead, hasUnread, nil},
		{"empty-folder", lang.T("Empty folder…"), lang.T("trash junk bin"), keys{}, t.empty, canBeEmptied, nil},
		{"get-folder", lang.T("Get mail of this account"), lang.T("check new sync"), keys{}, w.getFor, inAccount, nil},
		{},
		{"favourite", lang.T("Among the favourites, or not"), lang.T("pin folder top"), keys{}, t.favourite, anyFolder, t.favouriteLine},
		{"favourite-up", lang.T("Favourite up"), lang.T("order"), keys{"Alt+Up", ""}, func(n model.Node) { t.shiftFavourite(n, -1) }, isFavourite, nil},
		{"favourite-down", lang.T("Favourite down"), lang.T("order"), keys{"Alt+Down", ""}, func(n model.Node) { t.shiftFavourite(n, 1) }, isFavourite, nil},
		{"flat-folder", lang.T("Conversations in this folder, or messages"), lang.T("threads flat"), keys{}, t.flatten, anyFolder, t.flatLine},
		{"subscribe", lang.T("Shown in other programs, or not"), lang.T("subscribe unsubscribe"), keys{}, t.subscribe, w.onServer, t.subscribeLine},
		{"keep-folder", lang.T("Keep on this computer…"), lang.T("offline download"), keys{}, w.keepNode, w.onServer, nil},
	}
}

// folderCommands are about the folder that is looked at.
func (w *shell) folderCommands() commandGroup {
	g := commandGroup{title: lang.T("Folder")}
	for _, d := range w.deeds() {
		if d.id == "" {
			g.commands = append(g.commands, gap)
			continue
		}
		g.commands = append(g.commands, command{
			id: d.id, title: d.title, keys: d.keys, also: d.also,
			run: func() {
				if n, ok := w.node(); ok {
					d.run(n)
				}
			},
			can: func() string {
				n, ok := w.node()
				if !ok {
					return lang.T("Open a folder first.")
				}
				return d.fits(n)
			},
		})
	}
	return g
}

// node is the one of the tree that is looked at.
func (w *shell) node() (model.Node, bool) { return model.Find(w.tree.nodes, w.tree.widget.Selected()) }

// nodeMenu is the context menu of a node.
func (w *shell) nodeMenu(id string, at fyne.Position) {
	n, ok := model.Find(w.tree.nodes, id)
	if !ok {
		return
	}
	var items []*fyne.MenuItem
	for _, d := range w.deeds() {
		switch {
		case d.id == "" && len(items) > 0 && !items[len(items)-1].IsSeparator:
			items = append(items, fyne.NewMenuItemSeparator())
		case d.id != "" && d.fits(n) == "":
			title := d.title
			if d.line != nil {
				title = d.line(n)
			}
			items = append(items, fyne.NewMenuItem(title, func() { d.run(n) }))
		}
	}
	if len(items) > 0 && items[len(items)-1].IsSeparator {
		items = items[:len(items)-1]
	}
	if len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), w.s.win.Canvas(), at)
	}
}

// wireTree gives the tree its keys and its menu.
func (w *shell) wireTree() {
	on := func(deedID string) func(string) {
		return func(id string) {
			for _, d := range w.deeds() {
				if n, ok := model.Find(w.tree.nodes, id); ok && d.id == deedID {
					if why := d.fits(n); why != "" {
						w.s.tell(why)
						return
					}
					d.run(n)
				}
			}
		}
	}
	w.tree.widget.OnMenu = w.nodeMenu
	w.tree.widget.OnRename, w.tree.widget.OnRemove = on("rename-folder"), on("delete-folder")
	up, down := on("favourite-up"), on("favourite-down")
	w.tree.widget.OnShift = func(id string, by int) {
		if by < 0 {
			up(id)
		} else {
			down(id)
		}
	}
}

func inAccount(n model.Node) string {
	if !n.IsFolder() && n.Kind != model.AccountNode {
		return lang.T("Open a folder of an account first.")
	}
	return ""
}

func anyFolder(n model.Node) string {
	if !n.IsFolder() || n.NoMail {
		return lang.T("Open a folder of an account first.")
	}
	return ""
}

func ownFolder(n model.Node) string {
	if !n.IsFolder() || n.Role != mail.NoRole {
		return lang.T("Open one of your own folders first.")
	}
	return ""
}

// ownNode is for what a person has made: a folder or a search.
func ownNode(n model.Node) string {
	if n.Kind == model.SearchNode {
		return ""
	}
	return ownFolder(n)
}

func hasUnread(n model.Node) string {
	if !n.IsFolder() && n.Kind != model.UnifiedInbox || !n.Strong || n.Count == 0 {
		return lang.T("Nothing is unread here.")
	}
	return ""
}

func canBeEmptied(n model.Node) string {
	if !n.IsFolder() || n.Role != mail.Trash && n.Role != mail.Junk {
		return lang.T("Only Trash and Junk can be emptied.")
	}
	return ""
}

func isFavourite(n model.Node) string {
	if n.Kind != model.FavouriteNode {
		return lang.T("Open one of your favourites first.")
	}
	return ""
}

func (w *shell) onServer(n model.Node) string {
	if !w.tree.onServer(n) {
		return lang.T("Open a folder of an IMAP server first.")
	}
	return ""
}

// keepNode asks what of a folder is kept on this computer.
func (w *shell) keepNode(n model.Node) {
	if f, ok := w.tree.folder(n); ok {
		w.tree.keepFolder(f)
	}
}

// getFor looks for new mail of one account.
func (w *shell) getFor(n model.Node) {
	w.s.core.Mail.Poke(n.Account)
	w.s.tell(lang.T("Looking for new mail…"))
}
