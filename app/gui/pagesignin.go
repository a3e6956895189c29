package gui

import (
	"context"
	"errors"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/accounts/oauth"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// pageSignIn is a sign-in at a provider's own page, as a part of a form: it waits
// for the browser, and says what came of it. Each way it can end has its own next
// step.
type pageSignIn struct {
	s        *session
	object   *fyne.Container        // hidden where there is nothing to say
	changed  func()                 // it grew or shrank
	done     func(app.Secrets)      // signed in
	password func()                 // a password instead; nil where the provider takes none
	shown    func(what string)      // hears of states on screen
	provider oauth.Provider         // of the attempt under way
	server   accounts.Server        // likewise
	address  string                 // of the page that waits in the browser
	stop     context.CancelFunc     // ends the attempt; nil: there is none
	focus    func(o fyne.Focusable) // where the keyboard goes next
}

// pagePatience is how long a person may take at the page.
const pagePatience = 10 * time.Minute

func newPageSignIn(s *session) *pageSignIn {
	p := &pageSignIn{s: s, object: container.New(column{kit.Space2}), changed: func() {}, shown: func(string) {}}
	p.focus = func(o fyne.Focusable) { s.win.Canvas().Focus(o) }
	p.object.Hide()
	return p
}

// begin signs in for a server, in the browser or with a code for any device.
func (p *pageSignIn) begin(server accounts.Server, provider oauth.Provider, byCode bool) {
	p.end()
	p.server, p.provider = server, provider
	ctx, stop := context.WithTimeout(context.Background(), pagePatience)
	p.stop = stop
	p.waits()
	load(p.s.pump, func(closing context.Context) (app.Secrets, error) {
		defer context.AfterFunc(closing, stop)()
		if byCode {
			return p.s.core.Accounts.SignInByCode(ctx, server, func(c oauth.Code) { p.ifCurrent(ctx, func() { p.showCode(c) }) })
		}
		return p.s.core.Accounts.SignIn(ctx, server, func(page string) error {
			p.ifCurrent(ctx, func() { p.open(page) })
			return nil
		})
	}, func(secrets app.Secrets, err error) {
		late := errors.Is(ctx.Err(), context.DeadlineExceeded)
		if ctx.Err() != nil && !late {
			return // another attempt, or none any more
		}
		p.end()
		switch {
		case err == nil:
			p.done(secrets)
		case late:
			p.failed(&oauth.Error{Kind: oauth.Expired, Provider: provider.Name})
		default:
			p.failed(err)
		}
	})
}

// ifCurrent runs f in the window unless the attempt has ended.
func (p *pageSignIn) ifCurrent(ctx context.Context, f func()) {
	p.s.pump.later(func() {
		if ctx.Err() == nil {
			f()
		}
	})
}

// end stops what is under way and takes what it says away.
func (p *pageSignIn) end() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.put()
}

func (p *pageSignIn) put(parts ...fyne.CanvasObject) {
	p.object.Objects = parts
	setVisible(p.object, len(parts) > 0)
	p.object.Refresh()
	p.changed()
}

// open shows the page in the person's browser.
func (p *pageSignIn) open(page string) {
	p.address = page
	u, err := url.Parse(page)
	if err == nil {
		err = p.s.fyne.OpenURL(u)
	}
	if err != nil {
		p.s.tell(lang.T("Your browser did not open. Copy the page's address into it."))
	}
	p.shown("browser")
}

// waits says that the browser has its turn.
func (p *pageSignIn) waits() {
	cancel := kit.NewButton(kit.Plain, "", lang.T("Stop waiting"), p.end).SetSmall()
	again := kit.NewButton(kit.Plain, kit.IconCopy, lang.T("Copy the page's address"), func() {
		p.s.fyne.Clipboard().SetContent(p.address)
		p.s.tell(lang.T("Copied."))
	}).SetSmall()
	buttons := []fyne.CanvasObject{cancel, again}
	if p.provider.DeviceURL != "" {
		buttons = append(buttons, kit.NewButton(kit.Plain, "", lang.T("Use a code instead"), func() { p.begin(p.server, p.provider, true) }).SetSmall())
	}
	p.put(advice(kit.ToneInfo, lang.T("Waiting for the browser…"),
		lang.T("Sign in to {provider} there, and allow Godwit to read and send your mail. Then come back: this goes on by itself. Your password stays with {provider}.", "provider", p.provider.Name), buttons...))
	p.focus(cancel)
}

// showCode tells what to type on which page.
func (p *pageSignIn) showCode(c oauth.Code) {
	p.address = c.Page
	code := kit.NewText(c.Code, kit.TextHeading, kit.ColorText).SetBold(true)
	cp := kit.NewButton(kit.Plain, kit.IconCopy, lang.T("Copy the code"), func() {
		p.s.fyne.Clipboard().SetContent(c.Code)
		p.s.tell(lang.T("Copied."))
	}).SetSmall()
	here := kit.NewButton(kit.Plain, kit.IconExternal, lang.T("Open the page here"), func() { p.open(c.Page) }).SetSmall()
	p.put(note(kit.ToneInfo, container.New(column{kit.Space2},
		kit.NewParagraph(lang.T("On any device, open {page} and type this code:", "page", c.Page), kit.TextNormal, kit.ColorText), code,
		buttonRow(cp, here, kit.NewButton(kit.Plain, "", lang.T("Stop waiting"), p.end).SetSmall()))))
	p.focus(cp)
	p.shown("code")
}

// failed says how the sign-in ended, and what can be done about it.
func (p *pageSignIn) failed(err error) {
	ex := model.Explain(err)
	var e *oauth.Error
	errors.As(err, &e)
	again := func(byCode bool) func() { return func() { p.begin(p.server, p.provider, byCode) } }
	var buttons []fyne.CanvasObject
	add := func(b *kit.Button) { buttons = append(buttons, b.SetSmall()) }
	switch {
	case e != nil && e.Kind == oauth.NeedsAdmin:
		request := app.AdminRequest(p.provider, p.server.User)
		add(kit.NewButton(kit.Plain, kit.IconCopy, lang.T("Copy a request for your administrator"), func() {
			p.s.fyne.Clipboard().SetContent(request)
			p.s.tell(lang.T("Copied."))
		}))
		add(kit.NewButton(kit.Plain, "", lang.T("Read the request"), func() {
			showSheet(p.s.win, sheet{Title: lang.T("For your administrator"), Body: kit.NewParagraph(request, kit.TextNormal, kit.ColorText), Width: 520, Close: lang.T("Close")})
		}))
		add(kit.NewButton(kit.Plain, "", lang.T("It is granted: sign in"), again(false)))
	case e != nil && (e.Kind == oauth.NotRegistered || e.Kind == oauth.BadClient):
		add(kit.NewButton(kit.Plain, "", lang.T("Enter a client ID…"), func() { p.askClient(again(false)) }))
	default:
		add(kit.NewButton(kit.Plain, "", lang.T("Try again"), again(false)))
		if p.provider.DeviceURL != "" {
			add(kit.NewButton(kit.Plain, "", lang.T("Use a code instead"), again(true)))
		}
	}
	if p.password != nil {
		add(kit.NewButton(kit.Plain, "", lang.T("Use an app password"), p.password))
	}
	p.put(note(kit.ToneWarning, container.New(column{kit.Space1},
		kit.NewParagraph(ex.Title, kit.TextNormal, kit.ColorText).SetBold(), kit.NewParagraph(ex.Text, kit.TextNormal, kit.ColorText),
		kit.NewParagraph(ex.Action, kit.TextNormal, kit.ColorText), kit.NewText(ex.Code, kit.TextSmall, kit.ColorDim), buttonRow(buttons...))))
	p.focus(buttons[0].(fyne.Focusable))
	p.shown("page")
}

// askClient asks for the client ID that an organisation has for mail programs.
func (p *pageSignIn) askClient(then func()) {
	id, secret := kit.NewField(""), kit.NewPasswordField("")
	row := kit.NewFormRow(lang.T("Client ID"), id, lang.T("From your organisation, or from {provider}'s page for developers.", "provider", p.provider.Name))
	var closeSheet func()
	keep := func() {
		if id.Text == "" {
			row.SetProblem(lang.T("Give the client ID first."))
			return
		}
		client, name := app.Client{ID: id.Text, Secret: secret.Text}, p.provider.Name
		do(p.s.pump, func(ctx context.Context) error { return p.s.core.Accounts.SetClient(ctx, name, client) }, func(err error) {
			if err != nil {
				p.s.fail(err)
				return
			}
			closeSheet()
			then()
		})
	}
	id.OnSubmitted = func(string) { keep() }
	secret.OnSubmitted = id.OnSubmitted
	closeSheet = showSheet(p.s.win, sheet{
		Title: lang.T("Client ID for {provider}", "provider", p.provider.Name), Width: 480, Close: lang.T("Cancel"), Action: lang.T("Save"), Do: keep, Stay: true, Focus: id,
		Body: kit.NewForm(row, kit.NewFormRow(lang.T("Client secret"), secret, lang.T("Only if you were given one."))),
	})
	secret.OnEscape = closeSheet
}

// advice is a note with a heading, a text and what can be done.
func advice(tone kit.Tone, title, text string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return note(tone, container.New(column{kit.Space2},
		kit.NewParagraph(title, kit.TextNormal, kit.ColorText).SetBold(), kit.NewParagraph(text, kit.TextNormal, kit.ColorText), buttonRow(buttons...)))
}

// buttonRow puts buttons beside each other, and on in rows.
func buttonRow(buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(flow{kit.Space2}, buttons...)
}
