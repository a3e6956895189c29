package gui

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/oauth"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// quick says what the built-in table knows of an address that is being typed. It
// asks nobody.
func (p *accountPage) quick() {
	if p.step != stepAddress || p.asking != nil {
		return
	}
	p.summary.Objects = nil
	if found, ok := autoconfig.Quick(p.email.Text); ok {
		p.found = found
		p.form.Fill(found, accounts.IMAP)
		p.showFound(nil)
	}
	p.show()
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
	email := p.form.Email
	if found, ok := autoconfig.Quick(email); ok {
		p.have(found, nil)
		return
	}
	_, domain, _ := strings.Cut(email, "@")
	p.next.SetEnabled(false)
	p.next.SetLabel(lang.T("Looking up…"))
	p.summary.Objects = []fyne.CanvasObject{note(kit.ToneInfo, kit.NewParagraph(
		lang.T("Asking {domain} itself, Mozilla's database and DNS for the servers. No password goes anywhere.", "domain", domain), kit.TextNormal, kit.ColorText))}
	p.summary.Show()
	p.refresh()
	ctx, stop := context.WithCancel(context.Background())
	p.asking = stop
	load(p.s.pump, func(closing context.Context) (autoconfig.Found, error) {
		defer context.AfterFunc(closing, stop)()
		return p.s.core.Accounts.Lookup(ctx, email)
	}, func(f autoconfig.Found, err error) {
		if ctx.Err() == nil {
			p.stopLookup()
			p.have(f, err)
		}
	})
}

func (p *accountPage) stopLookup() {
	if p.asking != nil {
		p.asking()
		p.asking = nil
	}
}

// have goes on with what was found. Nothing found: the servers are typed by hand.
func (p *accountPage) have(f autoconfig.Found, err error) {
	if err != nil {
		p.s.log.Info("look up servers", "err", err)
	}
	p.step, p.found, p.agreed = stepPassword, f, false
	p.form.Fill(f, accounts.IMAP)
	p.fill()
	p.showFound(err)
	p.show()
	p.s.win.Canvas().Focus(p.password)
	p.knowPage()
	p.shown("password")
}

// takeProtocol fills in the servers that were found for another protocol.
func (p *accountPage) takeProtocol(protocol accounts.Protocol) {
	list := map[accounts.Protocol][]accounts.Server{accounts.IMAP: p.found.IMAP, accounts.POP3: p.found.POP3}[protocol]
	if p.old.ID != 0 || len(list) == 0 {
		return
	}
	p.collect()
	out := p.form.Out
	p.form.Fill(p.found, protocol)
	p.form.Out = out
	p.fill()
	p.show()
}

// knowPage learns whether the account's provider signs people in at a page of its
// own, and offers that first where the provider takes no password, or may be
// signed in to.
func (p *accountPage) knowPage() {
	p.askPage(func(page oauth.Provider) {
		if p.old.ID == 0 {
			p.choosePage(page.Check() == nil || !model.TakesPassword(p.found))
			return
		}
		p.show()
	})
}

// typedHost offers the page of a server that is typed by hand, and takes nothing
// from under the fingers.
func (p *accountPage) typedHost() {
	if p.in.filling || p.out.filling || p.step == stepTesting {
		return
	}
	p.form.In, p.form.Out = p.in.collect(), p.out.collect()
	p.provider = oauth.Provider{}
	p.askPage(func(oauth.Provider) { p.showFound(nil); p.show() })
	p.showFound(nil)
	p.show()
}

// askPage learns whose page signs in to the server for receiving, or else for
// sending; known hears of it where there is one.
func (p *accountPage) askPage(known func(oauth.Provider)) {
	host := p.pageHost()
	if host == "" {
		return
	}
	load(p.s.pump, func(ctx context.Context) (oauth.Provider, error) { return p.s.core.Accounts.SignInPage(ctx, host) },
		func(page oauth.Provider, err error) {
			if err != nil || host != p.pageHost() { // there is none, or another server meanwhile
				return
			}
			p.provider = page
			p.page.password = nil
			if model.TakesPassword(p.found) {
				p.page.password = func() { p.choosePage(false) }
			}
			known(page)
		})
}

func (p *accountPage) pageHost() string {
	s := p.form.In
	if s.Protocol == accounts.None {
		s = p.form.Out
	}
	return strings.TrimSpace(s.Host)
}

// choosePage signs in at the provider's page, or with a password.
func (p *accountPage) choosePage(on bool) {
	p.page.end()
	p.collect()
	p.form.SetPage(on)
	p.fill()
	p.showFound(nil)
	p.show()
	if on {
		p.s.win.Canvas().Focus(p.next)
		return
	}
	p.s.win.Canvas().Focus(p.password)
}

// showFound says where the settings come from, what this provider needs, and what
// a person has to look at.
func (p *accountPage) showFound(err error) {
	p.summary.Objects = nil
	if p.old.ID != 0 {
		return
	}
	guess := err != nil || p.found.Source == autoconfig.SourceGuess || p.found.Source == ""
	tone, text := kit.ToneSuccess, model.FoundText(p.found)
	if guess {
		tone = kit.ToneInfo
		setVisible(p.servers, p.step != stepAddress)
	}
	lines := container.New(column{2}, kit.NewParagraph(text, kit.TextNormal, kit.ColorText).SetBold())
	if !guess {
		for _, s := range []model.ServerForm{p.form.In, p.form.Out} {
			if s.Protocol != accounts.None {
				lines.Add(kit.NewText(lang.T("{protocol}  {host}  port {port}", "protocol", strings.ToUpper(string(s.Protocol)), "host", s.Host, "port", s.Port), kit.TextSmall, kit.ColorDim).SetFlexible())
			}
		}
	}
	var ways []fyne.CanvasObject
	if len(p.found.Tried) > 0 {
		ways = append(ways, kit.NewButton(kit.Quiet, "", lang.T("What was tried"), p.showTried).SetSmall())
	}
	if p.provider.Name != "" && p.step != stepAddress {
		switch page := p.form.UsesPage(); {
		case !page:
			ways = append(ways, kit.NewButton(kit.Plain, "", lang.T("Sign in with {provider}…", "provider", p.provider.Name), func() { p.choosePage(true); p.forward() }).SetSmall())
		case p.page.password != nil:
			ways = append(ways, kit.NewButton(kit.Plain, "", lang.T("Use an app password"), p.page.password).SetSmall())
		}
	}
	if len(ways) > 0 {
		lines.Add(buttonRow(ways...))
	}
	p.summary.Add(note(tone, lines))
	if p.found.Hint != "" && !guess && !p.form.UsesPage() {
		p.summary.Add(p.hint())
	}
	if hosts := p.form.Doubted(p.found); len(hosts) > 0 && !p.agreed && p.step != stepAddress {
		p.summary.Add(p.doubt(hosts))
	}
}

// hint is what the provider needs first, with its page about that.
func (p *accountPage) hint() fyne.CanvasObject {
	lines := container.New(column{kit.Space2}, kit.NewParagraph(lang.Said(p.found.Hint), kit.TextNormal, kit.ColorText))
	if u, err := url.Parse(p.found.Help); err == nil && u.Scheme == "https" {
		lines.Add(buttonRow(kit.NewButton(kit.Plain, kit.IconExternal, lang.T("How to do that, at {host}", "host", u.Hostname()), func() {
			p.s.failed(p.s.fyne.OpenURL(u))
		}).SetSmall()))
	}
	return note(kit.ToneWarning, lines)
}

// doubt asks a person to vouch for servers that nobody else does.
func (p *accountPage) doubt(hosts []string) fyne.CanvasObject {
	p.agree = kit.NewButton(kit.Plain, kit.IconCheck, lang.T("These are right"), func() {
		p.collect()
		p.agreed = true
		p.showFound(nil)
		p.show()
		p.s.win.Canvas().Focus(p.password)
	}).SetSmall()
	return advice(kit.ToneWarning, lang.T("Are these your servers?"),
		lang.Said(p.found.Doubt)+" "+lang.T("Your password would go to {hosts}. Compare that with what your provider says.", "hosts", strings.Join(hosts, ", ")),
		p.agree,
		kit.NewButton(kit.Plain, "", lang.T("Change them"), func() {
			p.servers.Show()
			p.show()
			p.s.win.Canvas().Focus(p.in.host)
		}).SetSmall())
}

// showTried lists whom the search asked, and what they said.
func (p *accountPage) showTried() {
	view := kit.NewTextView() // scrolls, by keys as well
	rows := container.New(column{kit.Space3})
	for _, t := range p.found.Tried {
		rows.Add(container.New(column{2}, kit.NewParagraph(lang.Said(t.Source)+": "+lang.Said(t.Outcome), kit.TextNormal, kit.ColorText), kit.NewParagraph(t.Where, kit.TextSmall, kit.ColorDim)))
	}
	view.SetHeader(container.New(column{0}, container.NewPadded(rows)))
	size := p.s.win.Canvas().Size()
	showSheet(p.s.win, sheet{
		Title: lang.T("What was tried"), Body: kit.NewCard(kit.ColorPaper, view), Width: min(560, size.Width*0.9), Height: min(480, size.Height*0.8),
		Close: lang.T("Close"), Focus: view,
	})
}
