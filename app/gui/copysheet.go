package gui

import (
	"context"

	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// sentCopies shows who files the copies of what an account sends and how Godwit
// knows, and asks whether that is to be otherwise.
func (w *shell) sentCopies(a accounts.Account) {
	load(w.s.pump, func(ctx context.Context) (app.CopyRule, error) { return w.s.core.Accounts.SentCopy(ctx, a.ID) },
		func(rule app.CopyRule, err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			w.askCopies(a, rule)
		})
}

func (w *shell) askCopies(a accounts.Account, rule app.CopyRule) {
	var titles []string
	at := 1 // what accounts are that say nothing
	for i, c := range model.CopyChoices() {
		titles = append(titles, c.Title)
		if c.Copy == rule.Chosen {
			at = i
		}
	}
	choice := widget.NewSelect(titles, nil)
	choice.SetSelectedIndex(at)
	body := kit.NewForm(
		kit.NewParagraph(model.CopyRuleText(rule, now()), kit.TextNormal, kit.ColorText),
		kit.NewFrame(choice),
		kit.NewParagraph(lang.T("Some providers put what you send into Sent by themselves; a second copy would be one too many. To find out, Godwit gives the server half a minute after the first message."), kit.TextSmall, kit.ColorDim))
	showSheet(w.s.win, sheet{
		Title: lang.T("Copies of sent mail: {title}", "title", a.Title()), Body: body, Width: 480, Close: lang.T("Cancel"), Action: lang.T("Use this"), Do: func() {
			chosen := model.CopyChoices()[max(0, choice.SelectedIndex())].Copy
			do(w.s.pump, func(ctx context.Context) error { return w.s.core.Accounts.SetSentCopy(ctx, a.ID, chosen) }, w.s.failed)
		},
	})
}
