package gui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
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

// lookup finds the servers for the address.
func (p *accountPage) lookup() {
	p.collect()
	p.form.Email = strings.TrimSpace(p.form.Email)
	problem := accounts.AddressProblem(p.form.Email)
	p.emailRow.SetProblem(problem)
	p.refresh()
	if problem != "" {
		p.s.win.Canvas().Focus(p.email)
		return
	}
	p.next.SetEnabled(false)
	p.next.SetLabel(lang.T("Looking up…"))
	email := p.form.Email
	load(p.s.pump, func(ctx context.Context) (autoconfig.Found, error) { return p.s.core.Accounts.Lookup(ctx, email) },
		func(f autoconfig.Found, err error) {
			p.step = stepPassword
			p.found = f
			p.form.Fill(f, accounts.IMAP)
			if err != nil { // nothing found: the servers are typed by hand
				p.s.log.Info("look up servers", "err", err)
			}
			p.fill()
			p.showFound(err)
			p.show()
			p.s.win.Canvas().Focus(p.password)
			p.shown("password")
		})
}

// showFound says where the settings come from, and what this provider needs.
func (p *accountPage) showFound(err error) {
	p.summary.Objects = nil
	guess := err != nil || p.found.Source == autoconfig.SourceGuess || p.found.Source == ""
	tone, text := kit.ToneSuccess, model.FoundText(p.found)
	if guess {
		tone = kit.ToneInfo
		p.servers.Show()
	}
	lines := []fyne.CanvasObject{kit.NewParagraph(text, kit.TextNormal, kit.ColorText).SetBold()}
	if !guess {
		for _, s := range []model.ServerForm{p.form.In, p.form.Out} {
			if s.Protocol != accounts.None {
				lines = append(lines, kit.NewText(lang.T("{protocol}  {host}  port {port}", "protocol", strings.ToUpper(string(s.Protocol)), "host", s.Host, "port", s.Port), kit.TextSmall, kit.ColorDim).SetFlexible())
			}
		}
	}
	p.summary.Add(note(tone, container.New(column{2}, lines...)))
	if p.found.Hint != "" && !guess {
		p.summary.Add(note(kit.ToneWarning, kit.NewParagraph(p.found.Hint, kit.TextNormal, kit.ColorText)))
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
	if p.form.Password == "" && p.old.ID == 0 {
		p.passwordRow.SetProblem(lang.T("The servers want a password."))
		p.refresh()
		p.s.win.Canvas().Focus(p.password)
		return
	}
	if p.form.Password == "" && p.form.OutPassword != "" {
		p.passwordRow.SetProblem(lang.T("Type the one for receiving as well, so that both can be tested."))
		p.refresh()
		p.s.win.Canvas().Focus(p.password)
		return
	}
	p.step = stepTesting
	p.show()
	p.check.begin(acc.Incoming, acc.Outgoing)
	p.refresh()
	secrets := p.form.Secrets()
	report := func(c app.CheckStep) {
		p.s.pump.later(func() {
			p.check.step(c)
			p.refresh()
			p.scroll.ScrollToBottom()
		})
	}
	do(p.s.pump, func(ctx context.Context) error {
		if p.form.Password == "" { // unchanged: test with what is kept
			if err := p.s.core.Accounts.Update(ctx, acc, app.Secrets{}); err != nil {
				return err
			}
			err := p.s.core.Accounts.CheckKept(ctx, acc.ID, report)
			if err != nil { // as it was
				return errors.Join(err, p.s.core.Accounts.Update(ctx, p.old, app.Secrets{}))
			}
			return nil
		}
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

// failed explains why the account was not kept, where the person looks.
func (p *accountPage) failed(err error) {
	ex := app.Explain(err)
	p.step = stepPassword
	p.show()
	if !p.check.told() { // not one of the servers: the keyring, or the account itself
		p.check.problem(ex)
	}
	if strings.HasPrefix(ex.Code, "GW-KEY-") {
		p.placeRow.Show()
	}
	switch {
	case strings.HasPrefix(ex.Code, "GW-KEY-"):
		p.s.win.Canvas().Focus(p.place)
	case ex.Needs == app.NeedsLogin:
		p.s.win.Canvas().Focus(p.password)
	default:
		p.servers.Show()
	}
	p.refresh()
	p.s.pump.later(p.scroll.ScrollToBottom) // after the field that got the keyboard was revealed
	p.shown("problem")
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
				p.emailRow.SetProblem(one.Text)
			case strings.HasPrefix(one.Field, "identities.0.name"):
				p.nameRow.SetProblem(one.Text)
			case strings.HasPrefix(one.Field, "incoming"):
				p.servers.Show()
				p.in.problem(one.Text)
			case strings.HasPrefix(one.Field, "outgoing"):
				p.servers.Show()
				p.out.problem(one.Text)
			default:
				p.check.problem(app.Explain(one))
			}
		}
	}
	p.refresh()
}
