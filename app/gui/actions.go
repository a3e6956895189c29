package gui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// actions is what can be done with the selected messages. Each is done here at
// once, said, and can be undone.
type actions struct {
	s    *session
	list *listView
	tree *treeView
	talk *conversation
}

// ids are the messages that an action is about: the selected ones, and where one
// is selected, the one of its conversation that is being read.
func (a *actions) ids() []mail.MessageID {
	ids := a.list.ids()
	if len(ids) == 1 && a.list.sameRow(a.talk.chosen, ids[0]) && a.talk.now.reading != nil {
		return []mail.MessageID{a.talk.now.id}
	}
	return ids
}

// all are the messages that an action is about which is done to conversations
// as a whole: those of the rows that are folded. The one message that a person
// has gone to in the reader is meant alone.
func (a *actions) all() []mail.MessageID {
	ids := a.list.ids()
	if len(ids) == 1 && a.talk.now.reading != nil && a.talk.now.id != a.talk.chosen && a.list.sameRow(a.talk.chosen, ids[0]) {
		return []mail.MessageID{a.talk.now.id}
	}
	return a.list.whole(ids)
}

// rows are what is known of messages that are selected or read.
func (a *actions) rows(ids []mail.MessageID) []mail.Row {
	var rows []mail.Row
	for _, id := range ids {
		if r, ok := a.list.list.Get(id); ok {
			rows = append(rows, r)
		} else if i := a.talk.index(id); i >= 0 {
			rows = append(rows, a.talk.cards[i].row)
		}
	}
	return rows
}

// change does something with the selected messages and offers to undo it.
// said is what happened to so many.
func (a *actions) change(ids []mail.MessageID, said func(n int) string, work func(context.Context, []mail.MessageID) error) {
	if len(ids) == 0 {
		return
	}
	do(a.s.pump, func(ctx context.Context) error { return work(ctx, ids) }, func(err error) {
		if err != nil {
			a.s.fail(err)
			return
		}
		a.s.offer(said(len(ids)), lang.T("Undo"), a.undo)
	})
}

func (a *actions) undo() {
	load(a.s.pump, a.s.core.Mail.Undo, func(what string, err error) {
		if err != nil && app.Explain(err).Code == "GW-TOO-LATE" {
			a.s.tell(lang.T("There is nothing to undo."))
			return
		}
		if err != nil {
			a.s.fail(err)
			return
		}
		a.s.tell(lang.T("Undone: {what}", "what", lang.Said(what)))
	})
}

func (a *actions) toRole(role mail.Role, said func(n int) string) {
	a.change(a.all(), said, func(ctx context.Context, ids []mail.MessageID) error {
		return a.s.core.Mail.MoveToRole(ctx, ids, role)
	})
}

func (a *actions) archive() {
	a.toRole(mail.Archive, func(n int) string { return lang.N(n, "Archived {n} message", "Archived {n} messages") })
}

func (a *actions) junk() {
	a.toRole(mail.Junk, func(n int) string { return lang.N(n, "Moved to Junk: {n} message", "Moved to Junk: {n} messages") })
}

func (a *actions) notJunk() {
	a.toRole(mail.Inbox, func(n int) string { return lang.N(n, "Moved to Inbox: {n} message", "Moved to Inbox: {n} messages") })
}

func (a *actions) trash() {
	ids := a.all()
	kept := func(r mail.Row) bool { return a.list.rows.roleOf(r.Folder) != mail.Trash }
	if rows := a.rows(ids); len(rows) > 0 && !slices.ContainsFunc(rows, kept) {
		a.deleteForever()
		return
	}
	a.change(ids, deletedText, func(ctx context.Context, ids []mail.MessageID) error {
		return a.s.core.Mail.Delete(ctx, ids, false)
	})
}

func deletedText(n int) string { return lang.N(n, "Deleted {n} message", "Deleted {n} messages") }

func (a *actions) deleteForever() {
	ids := a.all()
	title := lang.N(len(ids), "Delete {n} message for ever?", "Delete {n} messages for ever?")
	confirm(a.s.win, title, lang.T("They are removed here and on the server. This cannot be undone."), lang.T("Delete for ever"), true, func() {
		do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Delete(ctx, ids, true) }, func(err error) {
			if err != nil {
				a.s.fail(err)
				return
			}
			a.s.tell(lang.N(len(ids), "Deleted {n} message for ever", "Deleted {n} messages for ever"))
		})
	})
}

// toggle sets a flag on all, or takes it from all when all have it.
func (a *actions) toggle(ids []mail.MessageID, flag mail.Flags) {
	add, del := flag, mail.Flags(0)
	if !slices.ContainsFunc(a.rows(ids), func(r mail.Row) bool { return r.Flags&flag == 0 }) {
		add, del = 0, flag
	}
	do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Mark(ctx, ids, add, del, nil, nil) }, a.s.failed)
}

// mark sets flags of the selected messages and takes others from them.
func (a *actions) mark(add, del mail.Flags) {
	ids := a.all()
	do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Mark(ctx, ids, add, del, nil, nil) }, a.s.failed)
}

func (a *actions) toggleRead() {
	if a.list.unreadBelow(a.list.ids()) {
		a.mark(mail.Seen, 0)
		return
	}
	a.toggle(a.all(), mail.Seen)
}
func (a *actions) toggleStar() { a.list.starAll(a.ids(), a.toggle) }

// move files messages in a folder.
func (a *actions) move(ids []mail.MessageID, to mail.FolderID, title string) {
	a.change(ids, func(n int) string {
		return lang.N(n, "Moved to {folder}: {n} message", "Moved to {folder}: {n} messages", "folder", title)
	}, func(ctx context.Context, ids []mail.MessageID) error {
		return a.s.core.Mail.Move(ctx, ids, to)
	})
}

// account is the one that all selected messages belong to; 0 when there are several.
func (a *actions) account(ids []mail.MessageID) accounts.ID {
	if n := a.list.node; a.list.found == nil && n.Account != 0 {
		return n.Account
	}
	rows := a.rows(ids)
	if len(rows) < len(ids) || len(rows) == 0 || slices.ContainsFunc(rows, func(r mail.Row) bool { return r.Account != rows[0].Account }) {
		return 0
	}
	return rows[0].Account
}

// chooseFolder asks where to move the selected messages.
func (a *actions) chooseFolder() {
	ids := a.all()
	account := a.account(a.ids())
	if account == 0 {
		a.s.tell(lang.T("Select messages of one account to move them together."))
		return
	}
	pickFolder(a.s, lang.T("Move to which folder?"), a.tree.folders(account), func(f mail.Folder) { a.move(ids, f.ID, model.FolderTitle(f)) })
}

// messageMenu is the context menu of the selected messages: of those of the list, where
// the pointer is.
func (w *shell) messageMenu(at fyne.Position) {
	w.talk.back()
	ids := []string{"reply", "reply-all", "forward", "", "read", "star", "", "archive", "move", "junk", "delete"}
	if len(w.actions.ids()) > 1 {
		ids = ids[4:]
	}
	widget.ShowPopUpMenuAtPosition(w.commands.contextMenu(w.run, ids...), w.s.win.Canvas(), at)
}
