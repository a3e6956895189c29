package gui

import (
	"context"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// fetchSettings are what of the mail is kept here, and when it comes.
func (w *shell) fetchSettings() []setting {
	list := []setting{w.sparing()}
	for _, a := range w.s.accounts {
		switch a.Incoming.Protocol {
		case accounts.IMAP:
			choices, at := model.KeepChoices(false, a.Keep)
			hint := lang.T("Kept on this computer: {what}", "what", choices[at].Title)
			list = append(list, w.link("fetch.keep."+a.Email(), a.Title(), hint, lang.T("keep download offline space"), lang.T("Keep…"), func() { w.keepAccount(a) }))
		case accounts.POP3:
			list = append(list, w.link("fetch.pop3."+a.Email(), a.Title(), lang.T("Mail is collected with POP3; the account says how long it stays on the server."),
				lang.T("keep leave server days delete"), lang.T("Change…"), func() { w.frame.setUp(a, w.settings) }))
		}
	}
	return list
}

// sparing is the setting for computers whose power or network is dear. The rule is
// the profile's, so what was read last is what is shown.
func (w *shell) sparing() setting {
	values := []string{"never", "battery", "metered", "either"}
	return oneOf(setting{
		id: "fetch.sparing", title: lang.T("Fetch only lists and what I open"), hint: lang.T("Texts come later by themselves; writing and sending go on."), also: lang.T("pause battery metered save"),
	}, values, []string{lang.T("never|fetch"), lang.T("on battery"), lang.T("on a metered network"), lang.T("on either")}, asIs, func() string { return w.s.sparing }, func(when string) {
		w.s.sparing = when
		do(w.s.pump, func(ctx context.Context) error { return w.s.core.SetSetting(ctx, "fetch.sparing", when) }, w.s.failed)
	})
}

// keepAccount asks which messages of an account are kept on this computer.
func (w *shell) keepAccount(a accounts.Account) {
	fields := newKeepFields(false, a.Keep)
	body := kit.NewForm(
		kit.NewParagraph(lang.T("Every message is listed here. Which ones come with their text, to be read without a network? A folder can have a rule of its own."),
			kit.TextNormal, kit.ColorText),
		fields.object,
		kit.NewParagraph(lang.T("What is here already stays."), kit.TextSmall, kit.ColorDim))
	showSheet(w.s.win, sheet{
		Title: lang.T("Keep on this computer: {title}", "title", a.Title()), Body: body, Width: 480, Close: lang.T("Cancel"), Action: lang.T("Keep these"), Do: func() {
			keep := fields.value()
			w.setKeep(a, keep, func() {
				w.s.offer(lang.T("Kept on this computer: {what}", "what", a.Title()), lang.T("Undo"), func() { w.setKeep(a, a.Keep, func() {}) })
			})
		},
	})
}

func (w *shell) setKeep(a accounts.Account, keep accounts.Keep, then func()) {
	load(w.s.pump, func(ctx context.Context) ([]accounts.Account, error) {
		if err := w.s.core.Accounts.SetKeep(ctx, a.ID, keep); err != nil {
			return nil, err
		}
		return w.s.core.Accounts.List(ctx)
	}, func(all []accounts.Account, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.s.accounts = all
		if w.inSettings() {
			w.page.fill()
		}
		then()
	})
}
