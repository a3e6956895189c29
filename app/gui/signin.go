package gui

import (
	"context"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
)

// signIn asks for an account's password again and tries it before it is kept.
func (w *shell) signIn(id accounts.ID) {
	acc := w.s.account(id)
	if acc.ID == 0 {
		return
	}
	password := kit.NewPasswordField("Password")
	row := kit.NewFormRow("Password for "+acc.Incoming.User, password, "")
	form := kit.NewForm(row)
	if p := w.s.core.Status.Of(id).Problem; p != nil {
		form.Objects = append([]fyne.CanvasObject{kit.NewParagraph(p.Title+" "+p.Action, kit.TextNormal, kit.ColorText)}, form.Objects...)
	}
	var closeSheet func()
	try := func() {
		secret := password.Text
		if secret == "" {
			row.SetProblem("Type the password first.")
			form.Refresh()
			return
		}
		closeSheet()
		w.s.tell("Signing in…")
		do(w.s.pump, func(ctx context.Context) error {
			s := app.Secrets{Incoming: secret}
			if err := w.s.core.Accounts.Check(ctx, acc, s, nil); err != nil {
				return err
			}
			return w.s.core.Accounts.Login(ctx, id, s)
		}, func(err error) {
			if err != nil {
				ex := app.Explain(err)
				w.s.offer(ex.Title, "Try again", func() { w.signIn(id) })
				return
			}
			w.s.tell("Signed in")
		})
	}
	password.OnSubmitted = func(string) { try() }
	closeSheet = showSheet(w.s.win, sheet{
		Title: "Sign in to " + acc.Title(), Body: form, Width: 440, Close: "Later", Action: "Sign in", Do: try, Stay: true, Focus: password,
	})
}
