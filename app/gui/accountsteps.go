package gui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// forward is Continue, Add account, or Check and save.
func (p *accountPage) forward() {
	switch p.step {
	case stepAddress:
		p.lookup()
	case stepPassword:
		p.test()
	}
}

// note is a card in the colour of a tone.
func note(t kit.Tone, o fyne.CanvasObject) fyne.CanvasObject {
	back := map[kit.Tone]fyne.ThemeColorName{
		kit.ToneSuccess: kit.ColorSuccessSoft, kit.ToneInfo: kit.ColorAccentSoft,
		kit.ToneWarning: kit.ColorWarningSoft, kit.ToneError: kit.ColorErrorSoft,
	}[t]
	return kit.NewCard(back, container.New(layout.NewCustomPaddedLayout(kit.Space3, kit.Space3, kit.Space4, kit.Space4), o))
}

// test signs in to both servers; when that goes well the account is kept.
func (p *accountPage) test() {
	p.collect()
	p.form.FitRelay()
	p.out.fill(p.form.Out)
	acc := p.form.Account(p.old)
	if err := acc.Validate(); err != nil {
		p.problems(err)
		return
	}
	p.problems(nil)
	if hosts := p.form.Doubted(p.found); len(hosts) > 0 && !p.agreed && p.old.ID == 0 {
		p.showFound(nil)
		p.show()
		p.scroll.ScrollToTop()
		p.s.win.Canvas().Focus(p.agree)
		p.shown("doubt")
		return
	}
	if p.form.UsesPage() && p.secrets == (app.Secrets{}) && p.old.ID == 0 {
		p.signInAtPage()
		return
	}
	if !p.form.UsesPage() && !p.passwordsGiven() {
		return
	}
	p.step = stepTesting
	p.show()
	p.check.begin(acc.Incoming, acc.Outgoing)
	p.refresh()
	secrets := p.form.Secrets()
	if p.form.UsesPage() {
		secrets = p.secrets
		secrets.Proxy = p.form.ProxyKey
	}
	report := func(c app.CheckStep) {
		p.s.pump.later(func() {
			p.check.step(c)
			p.refresh()
			p.scroll.ScrollToBottom()
		})
	}
	do(p.s.pump, func(ctx context.Context) error {
		if err := p.s.core.Accounts.Check(ctx, acc, secrets, report); err != nil {
			return err
		}
		if acc.ID != 0 {
			return p.s.core.Accounts.Update(ctx, acc, secrets)
		}
		_, err := p.s.core.Accounts.Add(ctx, acc, secrets)
		return err
	}, func(err error) {
		if err == nil {
			p.done()
			return
		}
		p.failed(err)
	})
}

// passwordsGiven asks for what is missing of the passwords.
func (p *accountPage) passwordsGiven() bool {
	problem := ""
	switch {
	case p.form.Password == "" && p.old.ID == 0 && p.form.NeedsSecret():
		problem = lang.T("The servers want a password.")
	case p.form.Password == "" && p.form.OutPassword != "":
		problem = lang.T("Type the one for receiving as well, so that both can be tested.")
	default:
		return true
	}
	p.passwordRow.SetProblem(problem)
	p.refresh()
	p.s.win.Canvas().Focus(p.password)
	return false
}

// signInAtPage opens the provider's page for the account as it stands in the form.
func (p *accountPage) signInAtPage() {
	acc := p.form.Account(p.old)
	server := acc.Incoming
	if server.Auth != accounts.AuthPage {
		server = acc.Outgoing
	}
	p.page.begin(server, p.provider, false)
	p.show()
}

// trust looks at a certificate that was refused; where a person accepts it, both
// servers that show it are tried again with it.
func (p *accountPage) trust(refused accounts.Server, e *dial.Error) {
	p.s.trust(refused, e, func(pin string) {
		p.collect()
		for _, c := range p.check.steps {
			other := refusedCertificate(c.Err)
			if c.Server != refused && (other == nil || pin == "" || other.Shown.Pin != pin || !c.Server.Local()) {
				continue // another server, and what it shows is not what was looked at
			}
			if c.Server.Protocol == accounts.SMTP {
				p.form.Out.Pin = pin
			} else {
				p.form.In.Pin = pin
			}
		}
		p.fill()
		p.test()
	})
	p.shown("certificate")
}

// failed explains why the account was not kept, where the person looks.
func (p *accountPage) failed(err error) {
	ex := app.Explain(err)
	p.step, p.secrets = stepPassword, app.Secrets{}
	if !p.check.told() { // not one of the servers: the keyring, or the account itself
		p.check.problem(ex)
	}
	focus := fyne.Focusable(p.next)
	switch {
	case strings.HasPrefix(ex.Code, "GW-KEY-"):
		p.placeAsked, focus = true, p.place
	case ex.Needs == app.NeedsLogin && !p.form.UsesPage():
		focus = p.password
	case ex.Needs == app.NeedsLogin && p.old.ID != 0:
		p.signInAtPage()
	case refusedCertificate(err) == nil:
		p.servers.Show()
	}
	p.show()
	p.s.win.Canvas().Focus(focus)
	p.s.pump.later(p.scroll.ScrollToBottom) // after the field that got the keyboard was revealed
	p.shown("problem")
	if srv, e := p.ownCertificate(); e != nil {
		p.trust(srv, e) // a program on this computer, such as Proton Mail Bridge: one question
	}
}

// ownCertificate is the refused certificate of a server on this computer that was
// not accepted before; nil if there is none.
func (p *accountPage) ownCertificate() (accounts.Server, *dial.Error) {
	for _, c := range p.check.steps {
		if e := refusedCertificate(c.Err); e != nil && c.Server.Local() && (e.Kind == dial.CertUnknown || e.Kind == dial.CertName) {
			return c.Server, e
		}
	}
	return accounts.Server{}, nil
}

// problems puts what is wrong with the settings beside the fields.
func (p *accountPage) problems(err error) {
	p.emailRow.SetProblem("")
	p.nameRow.SetProblem("")
	p.passwordRow.SetProblem("")
	p.in.problem("")
	p.out.problem("")
	p.check.clear()
	var list accounts.Problems
	if errors.As(err, &list) {
		for _, one := range list {
			switch {
			case strings.HasPrefix(one.Field, "identities.0.email"):
				p.emailRow.SetProblem(lang.Said(one.Text))
			case strings.HasPrefix(one.Field, "identities.0.name"):
				p.nameRow.SetProblem(lang.Said(one.Text))
			case strings.HasPrefix(one.Field, "incoming"):
				p.servers.Show()
				p.in.problem(lang.Said(one.Text))
			case strings.HasPrefix(one.Field, "outgoing"):
				p.servers.Show()
				p.out.problem(lang.Said(one.Text))
			default:
				p.check.problem(app.Explain(one))
			}
		}
	}
	p.refresh()
}
