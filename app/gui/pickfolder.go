package gui

import (
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// spot is a folder that can be chosen.
type spot struct {
	folder mail.Folder
	title  string
}

// pickFolder asks for one of folders, as the palette does: letters in order find
// a name, Enter takes the best.
func pickFolder(s *session, hint string, folders []mail.Folder, chosen func(mail.Folder)) {
	places := make([]spot, len(folders))
	for i, f := range folders {
		places[i] = spot{f, model.FolderTitle(f)}
	}
	pickPlace(s, hint, places, chosen)
}

func pickPlace(s *session, hint string, places []spot, chosen func(mail.Folder)) {
	list := make([]entry, len(places))
	for i, p := range places {
		list[i] = entry{
			id: "into:" + model.FolderNodeID(p.folder.ID), icon: roleIcon(p.folder.Role), title: p.title,
			note: s.account(p.folder.Account).Title(), run: func() { chosen(p.folder) },
		}
	}
	showChoice(s, s.win, hint, lang.T("All folders"), list)
}

func (t *treeView) choosePlace(hint string, places []spot, chosen func(mail.Folder)) {
	pickPlace(t.s, hint, places, chosen)
}

// jump asks for a folder of any account, or a search, and shows it.
func (w *shell) jump() {
	showChoice(w.s, w.s.win, lang.T("Go to which folder?"), lang.T("All folders"), w.folderEntries(w.tree.nodes, ""))
}

// copyTo asks where to put copies of the selected messages, in any account.
func (a *actions) copyTo() {
	ids := a.all()
	var folders []mail.Folder
	for _, f := range a.tree.source.Folders {
		if !f.NoMail {
			folders = append(folders, f)
		}
	}
	pickFolder(a.s, lang.T("Copy to which folder?"), folders, func(f mail.Folder) { a.copy(ids, f) })
}

// roleIcon is the icon of a folder.
func roleIcon(r mail.Role) kit.IconName {
	icons := map[mail.Role]kit.IconName{
		mail.Inbox: kit.IconInbox, mail.Drafts: kit.IconDrafts, mail.Outbox: kit.IconOutbox, mail.Sent: kit.IconSent,
		mail.Archive: kit.IconArchive, mail.Junk: kit.IconJunk, mail.Trash: kit.IconTrash, mail.AllMail: kit.IconAllMail,
		mail.Starred: kit.IconStar,
	}
	if icon, ok := icons[r]; ok {
		return icon
	}
	return kit.IconFolder
}
