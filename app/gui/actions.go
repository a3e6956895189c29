package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// actions is what can be done with the selected messages. Each is done here at
// once, said, and can be undone.
type actions struct {
	s    *session
	list *listView
	tree *treeView
}

// change does something with the selected messages and offers to undo it.
// said is completed with "message" or "messages".
func (a *actions) change(ids []mail.MessageID, said string, work func(context.Context, []mail.MessageID) error) {
	if len(ids) == 0 {
		return
	}
	do(a.s.pump, func(ctx context.Context) error { return work(ctx, ids) }, func(err error) {
		if err != nil {
			a.s.fail(err)
			return
		}
		a.s.offer(said+" "+model.Plural(len(ids), "message", "messages"), "Undo", a.undo)
	})
}

func (a *actions) undo() {
	load(a.s.pump, a.s.core.Mail.Undo, func(what string, err error) {
		if err != nil {
			a.s.fail(err)
			return
		}
		a.s.tell("Undone: " + what)
	})
}

func (a *actions) toRole(role mail.Role, said string) {
	a.change(a.list.ids(), said, func(ctx context.Context, ids []mail.MessageID) error {
		return a.s.core.Mail.MoveToRole(ctx, ids, role)
	})
}

func (a *actions) archive() { a.toRole(mail.Archive, "Archived") }
func (a *actions) junk()    { a.toRole(mail.Junk, "Moved to Junk:") }
func (a *actions) notJunk() { a.toRole(mail.Inbox, "Moved to Inbox:") }

func (a *actions) trash() {
	if a.list.node.Role == mail.Trash {
		a.deleteForever()
		return
	}
	a.change(a.list.ids(), "Deleted", func(ctx context.Context, ids []mail.MessageID) error {
		return a.s.core.Mail.Delete(ctx, ids, false)
	})
}

func (a *actions) deleteForever() {
	ids := a.list.ids()
	title := "Delete " + model.Plural(len(ids), "message", "messages") + " for ever?"
	confirm(a.s.win, title, "They are removed here and on the server. This cannot be undone.", "Delete for ever", true, func() {
		do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Delete(ctx, ids, true) }, func(err error) {
			if err != nil {
				a.s.fail(err)
				return
			}
			a.s.tell("Deleted " + model.Plural(len(ids), "message", "messages") + " for ever")
		})
	})
}

// toggle sets a flag on all, or takes it from all when all have it.
func (a *actions) toggle(ids []mail.MessageID, flag mail.Flags) {
	add, del := flag, mail.Flags(0)
	if a.list.allAre(ids, flag) {
		add, del = 0, flag
	}
	do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Mark(ctx, ids, add, del, nil, nil) }, a.s.failed)
}

func (a *actions) toggleRead() { a.toggle(a.list.ids(), mail.Seen) }
func (a *actions) toggleStar() { a.toggle(a.list.ids(), mail.Flagged) }

// move files the selected messages in a folder.
func (a *actions) move(to mail.FolderID, title string) {
	a.change(a.list.ids(), "Moved to "+title+":", func(ctx context.Context, ids []mail.MessageID) error {
		return a.s.core.Mail.Move(ctx, ids, to)
	})
}

// account is the one that all given messages belong to; 0 when there are several.
func (a *actions) account(ids []mail.MessageID) accounts.ID {
	var one accounts.ID
	for _, id := range ids {
		r, ok := a.list.list.Get(id)
		if !ok || one != 0 && r.Account != one {
			return 0
		}
		one = r.Account
	}
	return one
}

// chooseFolder asks where to move the selected messages.
func (a *actions) chooseFolder() {
	account := a.account(a.list.ids())
	if account == 0 {
		a.s.tell("Select messages of one account to move them together.")
		return
	}
	pickFolder(a.s, a.tree.folders(account), func(f mail.Folder) { a.move(f.ID, model.FolderTitle(f)) })
}

// menu is the context menu of the selected messages.
func (a *actions) menu(at fyne.Position, run func(string)) {
	item := func(icon kit.IconName, title, id string) *fyne.MenuItem {
		return fyne.NewMenuItemWithIcon(title, kit.Icon(icon), func() { run(id) })
	}
	items := []*fyne.MenuItem{
		item(kit.IconReply, "Reply", "reply"),
		item(kit.IconReplyAll, "Reply to all", "reply-all"),
		item(kit.IconForward, "Forward", "forward"),
		fyne.NewMenuItemSeparator(),
		item(kit.IconMarkRead, "Read / unread", "read"),
		item(kit.IconStar, "Star", "star"),
		fyne.NewMenuItemSeparator(),
		item(kit.IconArchive, "Archive", "archive"),
		item(kit.IconMove, "Move to…", "move"),
		item(kit.IconJunk, "Junk", "junk"),
		item(kit.IconTrash, "Delete", "delete"),
	}
	if len(a.list.ids()) > 1 {
		items = items[4:]
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), a.s.win.Canvas(), at)
}
