package gui

import (
	"context"

	"godwit/accounts/desktop"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// noticed does what a person chose in a notification.
func (f *frame) noticed(action string, ids []mail.MessageID) {
	change := func(work func(context.Context) error) { do(f.s.pump, work, f.s.failed) }
	switch action {
	case desktop.ActionOpen:
		f.raise()
		if f.shell != nil {
			f.shell.goNew(ids)
		}
	case model.NoticeRead:
		change(func(ctx context.Context) error { return f.s.core.Mail.Mark(ctx, ids, mail.Seen, 0, nil, nil) })
	case model.NoticeArchive:
		change(func(ctx context.Context) error { return f.s.core.Mail.MoveToRole(ctx, ids, mail.Archive) })
	case model.NoticeDelete:
		change(func(ctx context.Context) error { return f.s.core.Mail.Delete(ctx, ids, false) })
	}
}

// raise brings the window to the front, also one that is hidden.
func (f *frame) raise() {
	f.hidden = false
	f.win.Show()
	f.win.RequestFocus()
}

// goNew shows a new message in its folder; of several, where the newest is.
func (w *shell) goNew(ids []mail.MessageID) {
	id := ids[len(ids)-1]
	load(w.s.pump, func(ctx context.Context) (mail.Row, error) { return w.s.core.Mail.Row(ctx, id) }, func(r mail.Row, err error) {
		if err != nil || !w.tree.open(model.FolderNodeID(r.Folder)) {
			w.goInbox()
			return
		}
		if w.frame.front != w.object {
			w.frame.showMail()
		}
		if len(ids) == 1 {
			w.list.goTo(id)
			w.panes.bring(readerPane)
			w.s.win.Canvas().Focus(w.reader.view)
		}
	})
}
