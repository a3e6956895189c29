package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/accounts/oauth"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// signIn asks for an account's password again and tries it before it is kept; or
// opens its provider's page.
func (w *shell) signIn(id accounts.ID) {
	acc := w.s.account(id)
	switch {
	case acc.ID == 0:
	case acc.Incoming.Auth == accounts.AuthPage:
		w.signInAtPage(acc, acc.Incoming)
	case acc.Outgoing.Auth == accounts.AuthPage:
		w.signInAtPage(acc, acc.Outgoing)
	default:
		w.askPassword(acc)
	}
}

func (w *shell) askPassword(acc accounts.Account) {
	password := kit.NewPasswordField(lang.T("Password"))
	row := kit.NewFormRow(lang.T("Password for {user}", "user", signInUser(acc)), password, "")
	place := widget.NewSelect(placeTitles(), nil)
	place.SetSelectedIndex(placeIndex(acc.Secrets))
	form := kit.NewForm(row, kit.NewFormRow(lang.T("Keep the password"), kit.NewFrame(place), ""))
	if p := w.s.core.Status.Of(acc.ID).Problem; p != nil {
		ex := model.InWords(*p)
		form.Objects = append([]fyne.CanvasObject{kit.NewParagraph(ex.Title+" "+ex.Action, kit.TextNormal, kit.ColorText)}, form.Objects...)
	}
	var closeSheet func()
	try := func() {
		secret := password.Text
		if secret == "" {
			row.SetProblem(lang.T("Type the password first."))
			form.Refresh()
			return
		}
		acc.Secrets = places()[max(0, place.SelectedIndex())].place
		closeSheet()
		w.s.tell(lang.T("Signing in…"))
		w.login(acc, app.Secrets{Incoming: secret}, func() { w.askPassword(acc) })
	}
	password.OnSubmitted = func(string) { try() }
	closeSheet = showSheet(w.s.win, sheet{
		Title: lang.T("Sign in to {title}", "title", acc.Title()), Body: form, Width: 440, Close: lang.T("Later"), Action: lang.T("Sign in"), Do: try, Stay: true, Focus: password,
	})
}

func signInUser(acc accounts.Account) string {
	if acc.Incoming.Off() {
		return acc.Outgoing.User
	}
	return acc.Incoming.User
}

// login tries secrets and keeps them; again is offered where they are refused.
func (w *shell) login(acc accounts.Account, secrets app.Secrets, again func()) {
	do(w.s.pump, func(ctx context.Context) error {
		if err := w.s.core.Accounts.Check(ctx, acc, secrets, nil); err != nil {
			return err
		}
		return w.s.core.Accounts.Update(ctx, acc, secrets)
	}, func(err error) {
		if err != nil {
			ex := model.Explain(err)
			w.s.offer(ex.Title, lang.T("Try again"), again)
			return
		}
		w.s.tell(lang.T("Signed in"))
	})
}

// signInAtPage opens the provider's page for an account whose sign-in has ended.
func (w *shell) signInAtPage(acc accounts.Account, server accounts.Server) {
	load(w.s.pump, func(ctx context.Context) (oauth.Provider, error) {
		return w.s.core.Accounts.SignInPage(ctx, server.Host)
	},
		func(provider oauth.Provider, err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			p := newPageSignIn(w.s)
			p.shown = w.frame.ready
			words := kit.NewParagraph(lang.T("Your sign-in with {provider} has ended; mail that is here stays. Sign in again at its page.", "provider", provider.Name), kit.TextNormal, kit.ColorText)
			if problem := w.s.core.Status.Of(acc.ID).Problem; problem != nil {
				ex := model.InWords(*problem)
				words.SetText(ex.Title + " " + ex.Text)
			}
			var closeSheet func()
			p.done = func(secrets app.Secrets) {
				closeSheet()
				w.s.tell(lang.T("Signing in…"))
				w.login(acc, secrets, func() { w.signInAtPage(acc, server) })
			}
			closeSheet = showSheet(w.s.win, sheet{
				Title: lang.T("Sign in to {title}", "title", acc.Title()), Body: container.New(column{kit.Space3}, words, p.object), Width: 520, Height: 360,
				Close: lang.T("Later"), Action: lang.T("Sign in with {provider}…", "provider", provider.Name), Stay: true, Do: func() { p.begin(server, provider, false) }, Closing: p.end,
			})
		})
}

// keyTrouble is for an account whose password cannot be read where it is kept.
func (w *shell) keyTrouble(acc accounts.Account, problem app.Explanation) {
	ex := model.InWords(problem)
	var closeSheet func()
	again := func() {
		closeSheet()
		w.s.core.Mail.Poke(acc.ID) // look there again
	}
	elsewhere := func(to accounts.Place) {
		closeSheet()
		acc.Secrets = to
		w.askPassword(acc)
	}
	body := kit.NewForm(kit.NewParagraph(ex.Text, kit.TextNormal, kit.ColorText), kit.NewParagraph(ex.Action, kit.TextNormal, kit.ColorText),
		buttonRow(keyButtons(acc.Secrets, again, elsewhere)...), kit.NewText(ex.Code, kit.TextSmall, kit.ColorDim))
	closeSheet = showSheet(w.s.win, sheet{Title: ex.Title, Body: body, Width: 520, Close: lang.T("Close")})
}

// lookAtCertificates looks at what an account's servers show now. Where one is
// refused, a person says what to make of it; else Godwit tries again.
func (w *shell) lookAtCertificates(acc accounts.Account, problem app.Explanation) {
	w.s.tell(lang.T("Looking at what the servers show…"))
	load(w.s.pump, func(ctx context.Context) ([]app.ServerCertificate, error) {
		return w.s.core.Accounts.Certificates(ctx, acc)
	},
		func(list []app.ServerCertificate, err error) {
			for _, c := range list {
				if e := refusedCertificate(c.Err); e != nil {
					w.s.trust(c.Server, e, func(pin string) { w.setPin(acc, c.Server.Protocol, pin) })
					w.frame.ready("certificate")
					return
				}
			}
			if err != nil {
				w.s.fail(err)
				return
			}
			w.s.core.Mail.Poke(acc.ID)
			w.s.explain(problem)
		})
}

// setPin accepts one certificate of an account's server, and tries again.
func (w *shell) setPin(acc accounts.Account, p accounts.Protocol, pin string) {
	for _, s := range []*accounts.Server{&acc.Incoming, &acc.Outgoing} {
		if s.Protocol == p {
			s.Pin = pin
		}
	}
	do(w.s.pump, func(ctx context.Context) error { return w.s.core.Accounts.Update(ctx, acc, app.Secrets{}) }, func(err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.s.core.Mail.Poke(acc.ID)
	})
}

// aboutCertificate knows the problems that a look at the certificate explains.
func aboutCertificate(code string) bool {
	switch strings.TrimPrefix(code, "GW-TLS-") {
	case "UNKNOWN", "CHANGED", "NAME", "EXPIRED", "NOT-YET":
		return true
	}
	return false
}
