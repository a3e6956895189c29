package gui

import (
	"slices"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// back is Escape: out of the search, or one pane to the left.
func (w *shell) back() {
	switch {
	case w.frame.front != w.object:
		w.frame.showMail()
	case w.panes.covered():
		w.panes.bring(listPane)
		w.s.win.Canvas().Focus(w.listed())
	case w.list.found != nil:
		w.searchBox.clear()
		w.find("")
	case w.panes.folded() && w.panes.front == listPane:
		w.panes.bring(treePane)
		w.s.win.Canvas().Focus(w.tree.widget)
	default:
		w.s.win.Canvas().Focus(w.listed())
	}
}

// listed is the list in the middle pane.
func (w *shell) listed() fyne.Focusable {
	switch {
	case w.list.found != nil:
	case w.tree.widget.Selected() == model.OutboxID:
		return w.outbox.list
	case w.tree.widget.Selected() == model.DraftsID:
		return w.drafts.list
	}
	return w.list.widget
}

// nextPane takes the keyboard to the next pane: tree, list, message, search.
func (w *shell) nextPane(step int) {
	stops := []fyne.Focusable{w.tree.widget, w.listed(), w.reader.view, w.searchBox.entry}
	at := 0
	for i, f := range stops {
		if w.s.win.Canvas().Focused() == f {
			at = i
		}
	}
	for range stops {
		at = (at + step + len(stops)) % len(stops)
		if stops[at] == w.reader.view && w.reader.reading == nil {
			continue
		}
		break
	}
	if w.panes.folded() {
		w.panes.bring(pane(min(at, int(readerPane))))
	}
	w.s.win.Canvas().Focus(stops[at])
}

func (w *shell) goInbox() {
	if id := model.FirstInbox(w.tree.nodes); id != "" {
		w.tree.open(id)
		w.s.win.Canvas().Focus(w.list.widget)
	}
}

// goSent shows the account's Sent, where a message that may have left would be.
func (w *shell) goSent(id mail.OutboxID) {
	account := w.outbox.account(id)
	for _, f := range w.tree.source.Folders {
		if f.Account == account && f.Role == mail.Sent {
			w.tree.open(model.FolderNodeID(f.ID))
			w.s.win.Canvas().Focus(w.list.widget)
			return
		}
	}
	w.s.tell(lang.T("This account has no Sent folder yet."))
}

// roleNode is the first folder of the tree that is for one of these.
func (w *shell) roleNode(roles ...mail.Role) (model.Node, bool) {
	var find func(nodes []model.Node) (model.Node, bool)
	find = func(nodes []model.Node) (model.Node, bool) {
		for _, n := range nodes {
			if slices.Contains(roles, n.Role) && !n.NoMail && n.Kind != model.AllDrafts {
				return n, true
			}
			if c, ok := find(n.Children); ok {
				return c, true
			}
		}
		return model.Node{}, false
	}
	return find(w.tree.nodes)
}

// goRole shows it.
func (w *shell) goRole(roles ...mail.Role) {
	if n, ok := w.roleNode(roles...); ok {
		w.goFolder(n.ID)
	}
}

// needsRole is for commands that go to such a folder.
func (w *shell) needsRole(roles ...mail.Role) func() string {
	return func() string {
		if _, ok := w.roleNode(roles...); !ok {
			return lang.T("No account has such a folder.")
		}
		return ""
	}
}

func (w *shell) goOutbox() {
	w.tree.open(model.OutboxID)
	w.s.win.Canvas().Focus(w.outbox.list)
}

func (w *shell) goDrafts() {
	w.tree.open(model.DraftsID)
	w.s.win.Canvas().Focus(w.drafts.list)
}

func (w *shell) getMail() {
	w.s.core.Mail.Poke(0)
	w.s.tell(lang.T("Looking for new mail…"))
}

// undo belongs to a text field while one is typed in.
func (w *shell) undo() {
	switch e := w.s.win.Canvas().Focused().(type) {
	case *kit.SearchField:
		if e.Text != "" || !w.inSettings() {
			e.TypedShortcut(&fyne.ShortcutUndo{})
			return
		}
	case *kit.Field:
		e.TypedShortcut(&fyne.ShortcutUndo{})
		return
	}
	if t, ok := w.s.stage.Toast(); ok && t.Action == lang.T("Undo") { // of whatever the toast says, a message on its way among it
		w.s.stage.PressToast()
		return
	}
	if w.inSettings() {
		w.undoLastSetting()
		return
	}
	w.actions.undo()
}

// drag shows what is dragged and where it would go.
func (w *shell) drag(at fyne.Position) {
	w.s.stage.ShowGhost(lang.N(len(w.list.whole(w.list.ids())), "{n} message", "{n} messages"), at)
	w.tree.widget.DropTarget(at)
}

func (w *shell) drop(at fyne.Position) {
	w.s.stage.HideGhost()
	id, ok := w.tree.widget.DropTarget(at)
	w.tree.widget.ClearDropTarget()
	n, known := model.Find(w.tree.nodes, id)
	if !ok || !known || !n.IsFolder() {
		return
	}
	ids := w.list.ids() // what was dragged, whatever is being read
	switch account := w.actions.account(ids); {
	case account == 0:
		w.s.tell(lang.T("These messages belong to several accounts. Drag those of one account at a time."))
	case account != n.Account:
		w.s.tell(lang.T("“{title}” belongs to another account. Mail can be moved within its own account only.", "title", n.Title))
	default:
		w.actions.move(w.list.whole(ids), n.Folder, n.Title)
	}
}
