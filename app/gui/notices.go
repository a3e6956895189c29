package gui

import (
	"context"
	"slices"

	"godwit/app"
	"godwit/app/gui/lang"
)

type notice = app.Notice

// noticeVanished is the code of a notice that the bar above the panes shows.
const noticeVanished = "GW-SYNC-VANISHED"

// notices are told one after the other and not again.
func (w *shell) notices() {
	load(w.s.pump, w.s.core.Notices, func(list []notice, err error) {
		list = slices.DeleteFunc(list, func(n notice) bool { return n.Code == noticeVanished }) // the bar says it
		if err != nil || len(list) == 0 {
			w.s.failed(err)
			return
		}
		n := list[len(list)-1]
		if n.Code == noticeBounced {
			w.s.offer(lang.Said(n.Text), lang.T("Look"), func() {
				w.dismiss(n.ID)
				w.showBounced(n)
			})
			return
		}
		w.s.offer(lang.Said(n.Text), lang.T("OK"), func() { w.dismiss(n.ID) })
	})
}

// dismiss ends a notice, and tells the next one.
func (w *shell) dismiss(id int64) {
	do(w.s.pump, func(ctx context.Context) error { return w.s.core.Dismiss(ctx, id) }, func(err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.notices()
	})
}
