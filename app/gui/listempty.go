package gui

import (
	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// setEmpty says why a folder has nothing to list: that there is nothing new and
// when that was seen last, or that its mail is still to come.
func (l *listView) setEmpty() {
	if l.found != nil {
		return
	}
	icon, text, note := nodeIcon(l.node), lang.T("Nothing here."), ""
	switch st, coming := l.standing(); {
	case l.filter.set.on():
		icon, text = kit.IconFilter, lang.T("Nothing here fits the filter.")
	case coming:
		text, note = lang.T("Looking for new mail…"), model.StatusText(st, now())
	case l.node.Role == mail.Inbox:
		text, note = lang.T("Nothing new."), model.StatusText(st, now())
	}
	l.widget.SetEmpty(icon, text, note)
}

// standing is how the account of the folder is doing, of several the one that
// was in step longest ago, and whether it is at work for the first time.
func (l *listView) standing() (st app.AccountStatus, coming bool) {
	all := []accounts.Account{{ID: l.node.Account}}
	if l.node.Account == 0 {
		all = l.s.accounts
	}
	for i, a := range all {
		if one := l.s.core.Status.Of(a.ID); i == 0 || one.Synced.Before(st.Synced) {
			st = one
		}
	}
	return st, st.Synced.IsZero() && model.MoodOf(st) == model.Busy
}
