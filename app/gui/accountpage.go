package gui

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/oauth"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// accountPage is the form of an account, for a new one and for changes. It
// grows step by step: name and address; what was found for it; the password;
// the test of both servers.
type accountPage struct {
	s      *session
	object fyne.CanvasObject
	back   func()
	done   func()
	shown  func(view string) // hears of steps that are on screen

	old   accounts.Account // zero for a new one
	form  model.AccountForm
	found autoconfig.Found
	step  accountStep

	name, email, password *kit.Field
	outPassword           *kit.Field   // for sending, where it is another
	outPasswordRow        *kit.FormRow // it is one of the servers' settings
	nameRow, emailRow     *kit.FormRow
	passwordRow           *kit.FormRow
	page                  *pageSignIn
	provider              oauth.Provider // whose page signs in; Name "": no page is known
	secrets               app.Secrets    // of the page, once it has signed in
	agree                 *kit.Button    // says so
	agreed                bool           // a person vouches for servers that nobody else does
	look                  *lookFields
	collecting            *collectFields // POP3
	place                 *widget.Select
	placeRow              *kit.FormRow
	placeAsked            bool               // a person wants to say where passwords are kept
	asking                context.CancelFunc // ends a search for servers; nil: there is none
	in, out               *serverFields
	servers               *fyne.Container // both, shown on demand
	summary               *fyne.Container // what was found
	check                 *checkView
	parts                 *fyne.Container
	scroll                *container.Scroll
	domain                *fyne.Container // asks whether mail from its addresses will be believed
	next, change          *kit.Button
}

// accountStep is how far the form is.
type accountStep int

const (
	stepAddress accountStep = iota
	stepPassword
	stepTesting
)

func newAccountPage(s *session, old accounts.Account) *accountPage {
	p := &accountPage{s: s, old: old, form: model.NewAccountForm(), shown: func(string) {}}
	if old.ID != 0 {
		p.form, p.step = model.FormOf(old), stepPassword
	}
	p.name, p.email = kit.NewField("Ada Lovelace"), kit.NewField("ada@example.org")
	p.password = kit.NewPasswordField("")
	p.nameRow = kit.NewFormRow(lang.T("Your name"), p.name, lang.T("As others will see it."))
	p.emailRow = kit.NewFormRow(lang.T("E-mail address"), p.email, "")
	hint := lang.T("It goes to the server above only, and is kept in your system's keyring.")
	if old.ID != 0 {
		hint = lang.T("Leave it empty to keep the one that is stored.")
	}
	p.passwordRow = kit.NewFormRow(lang.T("Password"), p.password, hint)
	p.outPassword = kit.NewPasswordField("")
	p.outPasswordRow = kit.NewFormRow(lang.T("Password for sending"), p.outPassword, lang.T("Leave it empty if it is the same. Services that only send give a key of their own."))
	p.place = widget.NewSelect(placeTitles(), nil)
	p.placeRow = kit.NewFormRow(lang.T("Keep the password"), kit.NewFrame(p.place), "")
	p.in, p.out = newServerFields(lang.T("Receiving"), false), newServerFields(lang.T("Sending"), true)
	for _, f := range []*serverFields{p.in, p.out} {
		f.grew = func() { p.show() }
		f.host.OnChanged = func(string) { p.typedHost() }
	}
	p.in.taken = p.takeProtocol
	p.look, p.collecting = newLookFields(s.stripeOf(old)), newCollectFields()
	p.servers = container.New(column{kit.Space4}, p.in.object, p.out.object)
	p.summary = container.New(column{kit.Space2})
	p.check = newCheckView()
	p.check.trust, p.check.ways = p.trust, p.keyWays
	p.page = newPageSignIn(s)
	p.page.changed = func() {
		if p.parts != nil {
			p.show()
			s.pump.later(func() { p.reveal(p.page.object) })
		}
	}
	p.page.done = func(secrets app.Secrets) {
		p.secrets = secrets
		p.test()
	}
	p.page.shown = func(view string) { p.shown(view) }
	for _, f := range slices.Concat([]*kit.Field{p.email, p.name, p.password, p.outPassword, p.look.title}, p.in.fields(), p.out.fields()) {
		f.OnSubmitted = func(string) { p.forward() }
		f.OnEscape = p.leave
		f.OnFocus = func() { p.s.pump.later(func() { p.reveal(f) }) } // once it is laid out
	}
	p.email.OnChanged = func(string) { p.quick() }
	p.build()
	p.fill()
	p.knowPage()
	p.show()
	return p
}

// build puts the parts together.
func (p *accountPage) build() {
	title, text := lang.T("Add an account"), lang.T("Your address is enough to begin; Godwit looks the servers up.")
	if p.old.ID != 0 {
		title, text = lang.T("Account settings"), p.old.Email()
	}
	p.next = kit.NewButton(kit.Primary, "", lang.T("Continue"), p.forward)
	p.change = kit.NewButton(kit.Quiet, kit.IconServer, lang.T("Server settings"), p.toggleServers)
	cancel := kit.NewButton(kit.Plain, "", lang.T("Cancel"), p.leave)
	buttons := container.NewHBox(p.change, layout.NewSpacer(), cancel, p.next)
	believed := kit.NewButton(kit.Quiet, kit.IconKey, lang.T("Will mail from your address be believed?"), func() { checkDomain(p.s, p.old) }).SetSmall()
	believed.Hidden = p.old.Outgoing.Off()
	p.domain = container.New(layout.NewCustomPaddedLayout(0, 0, -kit.Space3, 0), container.New(layout.NewCustomPaddedHBoxLayout(0),
		kit.NewButton(kit.Quiet, kit.IconServer, lang.T("Check the connection"), func() { checkConnection(p.s, p.old) }).SetSmall(), believed))
	p.domain.Hidden = p.old.ID == 0
	p.parts = container.New(column{kit.Space4},
		container.New(column{kit.Space1}, kit.NewText(title, 24, kit.ColorText).SetBold(true), kit.NewParagraph(text, kit.TextNormal, kit.ColorDim)),
		p.emailRow, p.nameRow, p.summary, p.servers, p.collecting.object, p.page.object, p.passwordRow, p.outPasswordRow, p.placeRow, p.look.object, p.check.object, p.domain, buttons)
	p.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(40, 40, kit.Space6, kit.Space6), container.New(wide{320, 480}, p.parts)))
	p.object = kit.NewSurface(kit.ColorPaper, kit.NoEdge, p.scroll)
}

func (p *accountPage) begin() {
	if p.step == stepPassword {
		p.s.win.Canvas().Focus(p.password)
		return
	}
	p.s.win.Canvas().Focus(p.email)
}

// fill puts the form's values into the fields.
func (p *accountPage) fill() {
	p.name.SetText(p.form.Name)
	p.email.SetText(p.form.Email)
	p.in.fill(p.form.In)
	p.out.fill(p.form.Out)
	p.place.SetSelectedIndex(placeIndex(p.form.Keep))
	p.look.fill(p.form)
	p.collecting.fill(p.form)
}

// collect reads the fields.
func (p *accountPage) collect() {
	p.form.Name, p.form.Email, p.form.Password = p.name.Text, p.email.Text, p.password.Text
	p.form.In, p.form.Out = p.in.collect(), p.out.collect()
	p.form.ProxyKey = cmp.Or(p.in.proxyKey.Text, p.out.proxyKey.Text)
	p.form.OutPassword = ""
	if p.outPasswordRow.Visible() {
		p.form.OutPassword = p.outPassword.Text
	}
	p.form.Keep = places()[max(0, p.place.SelectedIndex())].place
	p.look.collect(&p.form)
	p.collecting.collect(&p.form)
}

// show makes visible what belongs to the step.
func (p *accountPage) show() {
	later := p.step != stepAddress
	p.form.In, p.form.Out = p.in.collect(), p.out.collect()
	byPage := p.form.UsesPage() && p.provider.Name != ""
	setVisible(p.summary, len(p.summary.Objects) > 0)
	setVisible(p.passwordRow, later && !byPage && p.form.NeedsSecret())
	setVisible(p.placeRow, later && (p.old.ID != 0 || p.form.Keep != accounts.OSKeyring || p.placeAsked))
	setVisible(p.change, later)
	setVisible(p.look.object, p.old.ID != 0)
	if !later || p.old.ID == 0 && !p.servers.Visible() {
		p.servers.Hide()
	}
	setVisible(p.collecting.object, later && p.form.In.Protocol == accounts.POP3)
	setVisible(p.outPasswordRow, later && p.servers.Visible() && !byPage)
	label := lang.T("Continue")
	switch {
	case later && byPage && p.old.ID == 0:
		label = lang.T("Sign in with {provider}…", "provider", p.provider.Name)
	case later && p.old.ID != 0:
		label = lang.T("Check and save")
	case later:
		label = lang.T("Add account")
	}
	p.next.SetLabel(label)
	p.next.SetEnabled(p.step != stepTesting && p.page.stop == nil)
	p.refresh()
}

// leave ends what is under way, and the page.
func (p *accountPage) leave() {
	p.page.end()
	p.stopLookup()
	p.back()
}

func (p *accountPage) refresh() {
	p.parts.Refresh()
	p.scroll.Content.Refresh()
	p.scroll.Refresh()
}

// reveal scrolls as little as needed to show a field and the hint below it.
func (p *accountPage) reveal(o fyne.CanvasObject) {
	if p.scroll == nil || p.scroll.Size().Height == 0 {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	const room = 56
	top := at(o).Y - at(p.scroll.Content).Y
	y, page := p.scroll.Offset.Y, p.scroll.Size().Height
	switch bottom := top + o.Size().Height + room; {
	case top-room < y:
		y = top - room
	case bottom > y+page:
		y = bottom - page
	default:
		return
	}
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

func (p *accountPage) toggleServers() {
	setVisible(p.servers, !p.servers.Visible())
	p.placeAsked = true
	p.show()
}

func setVisible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
