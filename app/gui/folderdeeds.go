package gui

import (
	"context"
	"slices"
	"strings"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// What can be done with a folder, an account or a saved search of the tree.

// newFolder asks for the name of a folder below a node.
func (t *treeView) newFolder(n model.Node) {
	prefix := ""
	if n.IsFolder() && n.Role == mail.NoRole {
		prefix = t.path(n) + "/"
	}
	ask(t.s.win, lang.T("New folder"), lang.T("Name; / between a folder and one in it"), prefix, lang.T("Create"), func(name string) {
		do(t.s.pump, func(ctx context.Context) error {
			_, err := t.s.core.Mail.CreateFolder(ctx, n.Account, name)
			return err
		}, t.s.failed)
	})
}

// rename asks for a new name; the folder stays where it is.
func (t *treeView) rename(n model.Node) {
	if n.Kind == model.SearchNode {
		ask(t.s.win, lang.T("Rename search"), lang.T("Name"), n.Search.Name, lang.T("Rename"), func(name string) {
			do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.RenameSearch(ctx, n.Search.Name, name) }, t.s.failed)
		})
		return
	}
	f, _ := t.folder(n)
	above := strings.TrimSuffix(f.Path, f.Name())
	ask(t.s.win, lang.T("Rename folder"), lang.T("Name"), f.Name(), lang.T("Rename"), func(name string) {
		do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.RenameFolder(ctx, f.ID, above+name) }, t.s.failed)
	})
}

// moveFolder asks below which folder this one is to be.
func (t *treeView) moveFolder(n model.Node) {
	f, _ := t.folder(n)
	places := []spot{{title: lang.T("At the top"), folder: mail.Folder{Account: f.Account}}}
	for _, other := range t.source.Folders {
		fits := other.Account == f.Account && !other.Childless && other.ID != f.ID && !strings.HasPrefix(other.Path, f.Path+"/")
		if fits && (other.Role == mail.NoRole || other.Role == mail.Trash || other.Role == mail.Archive) {
			places = append(places, spot{title: model.FolderTitle(other), folder: other})
		}
	}
	t.choosePlace(lang.T("Put “{folder}” into…", "folder", f.Name()), places, func(to mail.Folder) {
		do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.MoveFolder(ctx, f.ID, to.ID) }, func(err error) {
			if err != nil {
				t.s.fail(err)
				return
			}
			t.s.offer(lang.T("Moved “{folder}”", "folder", f.Name()), lang.T("Undo"), func() { t.giveBack(f.ID, f.Path) })
		})
	})
}

// giveBack lets a folder have its path again.
func (t *treeView) giveBack(id mail.FolderID, path string) {
	do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.RenameFolder(ctx, id, path) }, t.s.failed)
}

// remove puts a folder into Trash, or asks before it is removed for ever.
func (t *treeView) remove(n model.Node) {
	if n.Kind == model.SearchNode {
		t.removeSearch(n.Search)
		return
	}
	load(t.s.pump, func(ctx context.Context) (app.Removal, error) { return t.s.core.Mail.Removal(ctx, n.Folder) }, func(r app.Removal, err error) {
		switch {
		case err != nil:
			t.s.fail(err)
		case r.Trash:
			t.removeNow(r)
		default:
			title, text := model.RemovalWords(r)
			confirm(t.s.win, title, text, lang.T("Delete folder"), true, func() { t.removeNow(r) })
		}
	})
}

func (t *treeView) removeNow(r app.Removal) {
	load(t.s.pump, func(ctx context.Context) (string, error) { return t.s.core.Mail.RemoveFolder(ctx, r.Folder.ID) }, func(was string, err error) {
		switch {
		case err != nil:
			t.s.fail(err)
		case was != "":
			t.s.offer(lang.T("“{folder}” is in Trash now", "folder", r.Folder.Name()), lang.T("Undo"), func() { t.giveBack(r.Folder.ID, was) })
		default:
			t.s.tell(lang.T("Deleted “{folder}”", "folder", r.Folder.Name()))
		}
	})
}

// removeSearch forgets a saved search; the mail it finds stays.
func (t *treeView) removeSearch(v mail.SavedSearch) {
	do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.RemoveSearch(ctx, v.Name) }, func(err error) {
		if err != nil {
			t.s.fail(err)
			return
		}
		t.s.offer(lang.T("Removed the search “{name}”", "name", v.Name), lang.T("Undo"), func() {
			do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.SaveSearch(ctx, v.Name, v.Text) }, t.s.failed)
		})
	})
}

// markAllRead marks what a node shows as read; the toast takes it back.
func (t *treeView) markAllRead(n model.Node) {
	var ids []mail.FolderID
	for _, f := range t.source.Folders {
		if f.Unread > 0 && (n.IsFolder() && f.ID == n.Folder || n.Kind == model.UnifiedInbox && f.Role == mail.Inbox) {
			ids = append(ids, f.ID)
		}
	}
	load(t.s.pump, func(ctx context.Context) (int, error) {
		total := 0
		for _, id := range ids {
			n, err := t.s.core.Mail.MarkAllRead(ctx, id)
			if err != nil {
				return total, err
			}
			total += n
		}
		return total, nil
	}, func(total int, err error) {
		if err != nil {
			t.s.fail(err)
			return
		}
		t.s.offer(lang.N(total, "Marked {n} message as read", "Marked {n} messages as read"), lang.T("Undo"), func() { t.undo(len(ids)) })
	})
}

// undo takes back the newest changes.
func (t *treeView) undo(changes int) {
	do(t.s.pump, func(ctx context.Context) error {
		for range changes {
			if _, err := t.s.core.Mail.Undo(ctx); err != nil {
				return err
			}
		}
		return nil
	}, t.s.failed)
}

// empty asks, with the count, before all of Trash or Junk is removed.
func (t *treeView) empty(n model.Node) {
	load(t.s.pump, func(ctx context.Context) (app.Contents, error) { return t.s.core.Mail.Contents(ctx, n.Folder) }, func(c app.Contents, err error) {
		if err != nil {
			t.s.fail(err)
			return
		}
		if c.Messages == 0 && len(c.Below) == 0 {
			t.s.tell(lang.T("“{folder}” is empty.", "folder", n.Title))
			return
		}
		title, text := model.EmptyWords(c, n.Title)
		confirm(t.s.win, title, text, lang.T("Empty"), true, func() {
			do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.EmptyFolder(ctx, n.Folder) }, t.s.failed)
		})
	})
}

// favourite puts a folder among those at the top, or takes it away.
func (t *treeView) favourite(n model.Node) {
	list := slices.Clone(t.source.Favourites)
	if i := slices.Index(list, n.Folder); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else {
		list = append(list, n.Folder)
	}
	t.setFavourites(list)
}

func (t *treeView) favouriteLine(n model.Node) string {
	if slices.Contains(t.source.Favourites, n.Folder) {
		return lang.T("Remove from favourites")
	}
	return lang.T("Add to favourites")
}

// shiftFavourite moves a favourite up or down.
func (t *treeView) shiftFavourite(n model.Node, by int) {
	list := slices.Clone(t.source.Favourites)
	i := slices.Index(list, n.Folder)
	if j := i + by; i >= 0 && j >= 0 && j < len(list) {
		list[i], list[j] = list[j], list[i]
		t.setFavourites(list)
	}
}

func (t *treeView) setFavourites(list []mail.FolderID) {
	t.source.Favourites, t.pinned = list, true
	t.show()
	do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.SetFavourites(ctx, list) }, t.s.failed)
}

// subscribe says whether other programs show a folder, or ends that.
func (t *treeView) subscribe(n model.Node) {
	f, _ := t.folder(n)
	do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.SetSubscribed(ctx, f.ID, f.Unsubscribed) }, t.s.failed)
}

func (t *treeView) subscribeLine(n model.Node) string {
	if n.Faint {
		return lang.T("Subscribe")
	}
	return lang.T("Unsubscribe")
}

// flatten shows the messages of a folder one by one, or its conversations.
func (t *treeView) flatten(n model.Node) {
	f, _ := t.folder(n)
	do(t.s.pump, func(ctx context.Context) error { return t.s.core.Mail.SetFlat(ctx, f.ID, !f.Flat) }, t.s.failed)
}

func (t *treeView) flatLine(n model.Node) string {
	if f, _ := t.folder(n); f.Flat {
		return lang.T("Show conversations")
	}
	return lang.T("Show messages one by one")
}

// onServer reports whether a node is a folder that an IMAP server has.
func (t *treeView) onServer(n model.Node) bool {
	f, ok := t.folder(n)
	return ok && !f.NoMail && !f.Local() && t.s.account(n.Account).Incoming.Protocol == accounts.IMAP
}
