package gui

import (
	"context"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// signIn asks for an account's password again and tries it before it is kept.
func (w *shell) signIn(id accounts.ID) {
	acc := w.s.account(id)
	if acc.ID == 0 {
		return
	}
	password := kit.NewPasswordField(lang.T("Password"))
	row := kit.NewFormRow(lang.T("Password for {user}", "user", acc.Incoming.User), password, "")
	form := kit.NewForm(row)
	if p := w.s.core.Status.Of(id).Problem; p != nil {
		form.Objects = append([]fyne.CanvasObject{kit.NewParagraph(p.Title+" "+p.Action, kit.TextNormal, kit.ColorText)}, form.Objects...)
	}
	var closeSheet func()
	try := func() {
		secret := password.Text
		if secret == "" {
			row.SetProblem(lang.T("Type the password first."))
			form.Refresh()
			return
		}
		closeSheet()
		w.s.tell(lang.T("Signing in…"))
		do(w.s.pump, func(ctx context.Context) error {
			s := app.Secrets{Incoming: secret}
			if err := w.s.core.Accounts.Check(ctx, acc, s, nil); err != nil {
				return err
			}
			return w.s.core.Accounts.Login(ctx, id, s)
		}, func(err error) {
			if err != nil {
				ex := model.Explain(err)
				w.s.offer(ex.Title, lang.T("Try again"), func() { w.signIn(id) })
				return
			}
			w.s.tell(lang.T("Signed in"))
		})
	}
	password.OnSubmitted = func(string) { try() }
	closeSheet = showSheet(w.s.win, sheet{
		Title: lang.T("Sign in to {title}", "title", acc.Title()), Body: form, Width: 440, Close: lang.T("Later"), Action: lang.T("Sign in"), Do: try, Stay: true, Focus: password,
	})
}
