package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// sparing is the setting for computers whose power or network is dear.
func (w *shell) sparing() fyne.CanvasObject {
	place := container.New(column{0})
	load(w.s.pump, w.s.core.PauseRule, func(rule app.PauseRule, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		type when struct{ battery, metered bool }
		place.Add(choice(lang.T("Fetch only lists and what I open"), lang.T("Texts come later by themselves; writing and sending go on."),
			[]when{{}, {battery: true}, {metered: true}, {true, true}},
			[]string{lang.T("never|fetch"), lang.T("on battery"), lang.T("on a metered network"), lang.T("on either")},
			when{rule.OnBattery, rule.OnMetered}, func(c when) {
				do(w.s.pump, func(ctx context.Context) error {
					rule, err := w.s.core.PauseRule(ctx)
					if err != nil {
						return err
					}
					rule.OnBattery, rule.OnMetered = c.battery, c.metered
					return w.s.core.Pause(ctx, rule)
				}, w.s.failed)
			}))
		place.Refresh()
	})
	return place
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
			do(w.s.pump, func(ctx context.Context) error { return w.s.core.Accounts.SetKeep(ctx, a.ID, keep) }, w.s.failed)
		},
	})
}
