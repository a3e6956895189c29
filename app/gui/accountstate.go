package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// accountState is the sheet behind an account in the status line: how it is
// doing, folder by folder, and what can be done about it.
type accountState struct {
	w      *shell
	id     accounts.ID
	words  *kit.Paragraph
	rows   *fyne.Container // mailboxes at work
	pause  *kit.Button
	object fyne.CanvasObject
	close  func()
}

// showState opens the sheet; it follows what happens until it is closed.
func (w *shell) showState(id accounts.ID) {
	a := w.s.account(id)
	v := &accountState{w: w, id: id, words: kit.NewParagraph("", kit.TextNormal, kit.ColorText), rows: container.New(column{kit.Space3})}
	v.pause = kit.NewButton(kit.Plain, "", lang.T("Pause"), v.togglePause)
	get := kit.NewButton(kit.Plain, kit.IconSync, lang.T("Get mail"), func() { w.s.core.Mail.Poke(id) })
	log := kit.NewButton(kit.Plain, kit.IconServer, lang.T("Connection log"), func() { v.close(); w.showLog(id) })
	check := kit.NewButton(kit.Plain, kit.IconSuccess, lang.T("Check the connection"), func() { v.close(); checkConnection(w.s, a) })
	settings := kit.NewButton(kit.Plain, kit.IconSettings, lang.T("Settings"), func() { v.close(); w.frame.setUp(a, w.frame.showMail) })
	v.object = container.New(column{kit.Space4}, v.words, v.rows, container.NewHBox(get, v.pause), container.NewHBox(check, log, settings))
	w.state = v
	v.show()
	v.close = showSheet(w.s.win, sheet{Title: a.Title(), Body: v.object, Width: 520, Close: lang.T("Close"), Closing: func() { w.state = nil }})
}

// show says how the account is doing now.
func (v *accountState) show() {
	st := v.w.s.core.Status.Of(v.id)
	text := model.StatusText(st, now())
	if quiet := model.QuietText(v.w.s.core.Status.Quiet()); quiet != "" {
		text += ". " + quiet + "."
	}
	if q, ok := v.w.s.core.Status.Quota(v.id); ok && q.Limit > 0 {
		text += "\n" + lang.T("The mailbox holds {used} of {limit}.", "used", model.Size(q.Used), "limit", model.Size(q.Limit))
	}
	v.words.SetText(text)
	v.pause.SetLabel(lang.T("Pause"))
	if v.w.s.core.Status.Quiet() == app.QuietByPerson {
		v.pause.SetLabel(lang.T("Go on"))
	}
	v.rows.Objects = nil
	for _, p := range v.w.s.core.Status.Folders(v.id) {
		if p.Done >= p.Total { // looked at, and nothing to fetch
			continue
		}
		item := kit.NewStatusItem()
		item.Set(kit.StateBusy, model.FolderText(p), "", float32(p.Done)/float32(p.Total))
		v.rows.Add(item)
	}
	v.rows.Refresh()
	v.object.Refresh()
}

// togglePause stops or resumes the fetching of texts, for all accounts; the
// rules for battery and metered networks stay as they are.
func (v *accountState) togglePause() {
	s := v.w.s
	paused := s.core.Status.Quiet() == app.QuietByPerson
	do(s.pump, func(ctx context.Context) error {
		rule, err := s.core.PauseRule(ctx)
		if err != nil {
			return err
		}
		rule.Now, rule.Until = !paused, time.Time{}
		return s.core.Pause(ctx, rule)
	}, s.failed)
}
