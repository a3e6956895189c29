package gui

import (
	"context"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// onward goes to the next message that is not read, as Space does at the end of a
// message: further down in the list, else from its top, else in the next folder
// that has one.
func (w *shell) onward() {
	if w.list.found != nil || !w.listing() {
		w.list.next(1)
		return
	}
	if m := w.reader.reading; m != nil && m.Row.Flags&mail.Seen == 0 && w.s.prefs.ReadAfter >= 0 { // whoever gets to the end has read it
		w.reader.markSeen(w.reader.id)
	}
	here, chosen, folders := w.list.node, w.talk.chosen, w.readable(w.list.node)
	load(w.s.pump, func(ctx context.Context) (place, error) {
		return nextUnread(ctx, w.s.core.Mail, here, chosen, folders)
	}, func(p place, err error) {
		switch {
		case err != nil:
			w.s.fail(err)
		case w.talk.chosen != chosen || w.list.node.ID != here.ID: // a person went elsewhere meanwhile
		case p.id == 0:
			w.s.tell(lang.T("Nothing unread is left."))
		case p.node.ID == here.ID:
			w.list.goTo(p.id)
		default:
			w.tree.open(p.node.ID)
			w.list.goTo(p.id)
			w.panes.bring(readerPane)
			w.s.win.Canvas().Focus(w.reader.view)
			w.s.tell(lang.T("On to {title}.", "title", p.node.Title))
		}
	})
}

// space pages through what is read, from whatever has the keyboard; at its end it
// goes onward.
func (w *shell) space(back bool) {
	pages := float32(1)
	if back {
		pages = -1
	}
	at := w.s.win.Canvas().Focused()
	inReader := at == fyne.Focusable(w.reader.text) || at == fyne.Focusable(w.reader.html.view) // they have paged already
	if !inReader && w.reader.reading != nil && w.talk.pile.Page(pages) || back {
		return
	}
	w.onward()
}

// place is a message in the list of a node; id is 0 for none.
type place struct {
	node model.Node
	id   mail.MessageID
}

func nextUnread(ctx context.Context, m *app.Mail, here model.Node, chosen mail.MessageID, folders []model.Node) (place, error) {
	var after mail.Cursor
	if row, err := m.Row(ctx, chosen); err == nil {
		after = row.Cursor
	}
	ask := func(n model.Node, after mail.Cursor) (mail.MessageID, error) {
		q := n.Query()
		q.Unread, q.After, q.Limit = true, after, 2
		rows, err := m.List(ctx, q)
		for _, r := range rows {
			if r.ID != chosen {
				return r.ID, nil
			}
		}
		return 0, err
	}
	id, err := ask(here, after)
	if err != nil || id != 0 {
		return place{here, id}, err
	}
	for _, n := range append([]model.Node{here}, folders...) {
		if id, err := ask(n, 0); err != nil || id != 0 {
			return place{n, id}, err
		}
	}
	return place{}, nil
}

// readable are the folders whose mail one reads, from the one after here on: not
// what was sent, thrown away or taken for junk.
func (w *shell) readable(here model.Node) []model.Node {
	var all []model.Node
	var walk func(nodes []model.Node)
	walk = func(nodes []model.Node) {
		for _, n := range nodes {
			if n.Kind == model.FolderNode && !n.NoMail && forReading(n.Role) {
				all = append(all, n)
			}
			walk(n.Children)
		}
	}
	walk(w.tree.nodes)
	for i, n := range all {
		if n.ID == here.ID {
			return append(append([]model.Node{}, all[i+1:]...), all[:i]...)
		}
	}
	return all
}

func forReading(r mail.Role) bool {
	switch r {
	case mail.Sent, mail.Drafts, mail.Outbox, mail.Junk, mail.Trash, mail.AllMail, mail.Starred:
		return false
	}
	return true
}
