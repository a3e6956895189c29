package gui

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// maxPeople bounds the recipients that are shown one by one.
const maxPeople = 200

// details are every recipient, a field a line, and the date in full.
func (h *readerHead) details(m *app.Reading) []fyne.CanvasObject {
	e := m.Envelope
	var out []fyne.CanvasObject
	line := func(name string, drop float32, o fyne.CanvasObject) {
		label := container.New(layout.NewCustomPaddedLayout(drop, 0, 0, 0), kit.NewText(name, kit.TextSmall, kit.ColorDim))
		out = append(out, container.New(labelled{52}, label, o))
	}
	field := func(name string, list []mail.Address) {
		if len(list) == 0 {
			return
		}
		people := container.New(flow{kit.Space1})
		for _, a := range list[:min(len(list), maxPeople)] {
			people.Add(h.person(a))
		}
		if n := len(list) - maxPeople; n > 0 {
			people.Add(kit.NewText(lang.N(n, "and {n} other", "and {n} others"), kit.TextSmall, kit.ColorDim))
		}
		line(name, 3, people)
	}
	text := func(name, value string) {
		if value != "" {
			line(name, 0, kit.NewParagraph(value, kit.TextSmall, kit.ColorDim))
		}
	}
	if len(e.From) > 1 {
		field(lang.T("From"), e.From)
	}
	field(lang.T("To"), e.To)
	field(lang.T("Cc"), e.Cc)
	field(lang.T("Bcc"), e.Bcc)
	if model.ReplyElsewhere(e) != "" {
		field(lang.T("Reply"), e.ReplyTo)
	}
	text(lang.T("List"), e.ListID)
	text(lang.T("Date"), model.DateLines(e.Date, m.Row.Received, now()))
	return out
}

// person is a recipient that has a menu.
func (h *readerHead) person(a mail.Address) *kit.Token {
	t := kit.NewToken(kit.TextSmall, true)
	if a.Name == "" {
		t.Set("", a.Email, "")
	} else {
		t.Set(cut(a.Name, 80), a.Email, "")
	}
	t.OnTapped = func(at fyne.Position) { h.r.addressMenu(a, at) }
	h.keys(t)
	return t
}

// addressMenu is what can be done with an address.
func (r *reader) addressMenu(a mail.Address, at fyne.Position) {
	if a.Email == "" {
		return
	}
	clip := func(text string) func() {
		return func() {
			r.s.fyne.Clipboard().SetContent(text)
			r.s.tell(lang.T("Copied {text}", "text", cut(text, 60)))
		}
	}
	load(r.s.pump, func(ctx context.Context) (bool, error) { return r.s.core.ImagesFrom(ctx, a.Email) }, func(always bool, err error) {
		r.s.failed(err)
		pictures := fyne.NewMenuItem(lang.T("Always show pictures from {email}", "email", cut(a.Email, 40)), func() { r.alwaysFrom(a.Email, !always) })
		pictures.Checked = always
		items := []*fyne.MenuItem{
			fyne.NewMenuItem(lang.T("Copy address"), clip(a.Email)),
		}
		if a.Name != "" {
			items = append(items, fyne.NewMenuItem(lang.T("Copy name and address"), clip(a.String())))
		}
		items = append(items,
			fyne.NewMenuItem(lang.T("Write to {name}", "name", cut(a.Display(), 40)), func() { r.s.mailto("mailto:" + url.PathEscape(a.Email)) }),
			fyne.NewMenuItem(lang.T("Add to contacts"), func() { addContacts(r.s, []mail.Address{a}, r.s.tell) }),
			fyne.NewMenuItem(lang.T("Search mail from {email}", "email", cut(a.Email, 40)), func() { r.s.search("from:" + a.Email) }),
			fyne.NewMenuItemSeparator(), pictures)
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), r.s.win.Canvas(), at)
	})
}

// alwaysFrom keeps whether pictures from an address are shown without asking.
func (r *reader) alwaysFrom(email string, always bool) {
	do(r.s.pump, func(ctx context.Context) error { return r.s.core.AllowImages(ctx, email, always) }, func(err error) {
		if err != nil {
			r.s.fail(err)
			return
		}
		if always {
			r.s.tell(lang.T("Pictures from {email} are shown from now on.", "email", cut(email, 60)))
			r.allowedImages()
			return
		}
		r.s.tell(lang.T("Pictures from {email} are not shown by themselves any more.", "email", cut(email, 60)))
	})
}

// neverFrom takes that back, for the message that is shown too.
func (r *reader) neverFrom(m *app.Reading, email string) {
	r.alwaysFrom(email, false)
	if r.reading != m {
		return
	}
	r.shown, r.always = 0, false
	r.html.setRemote(decoded{})
	r.head.showNotes(m, r.view == bodyView(r.text))
	r.view.HeaderChanged()
}

// more is what else can be done with a message.
func (h *readerHead) more(b *kit.Button) {
	m := h.r.reading
	if m == nil {
		return
	}
	h.r.focused()
	item := func(title, id string) *fyne.MenuItem { return fyne.NewMenuItem(title, func() { h.command(id) }) }
	items := []*fyne.MenuItem{item(lang.T("Find in message"), "find"), item(lang.T("Headers and source"), "source")}
	if m.HTML != "" {
		items = append(items, item(lang.T("As plain text, or not"), "plain-text"), item(lang.T("Original colours, or not"), "colours"))
	}
	if k := h.r.c.cardOf(h.r); k != nil && len(h.r.c.cards) > 1 {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.T("Fold this message"), func() { h.r.c.fold(k) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(0, b.Size().Height)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), h.r.s.win.Canvas(), at)
}

// own tells whether an address is one of the person's.
func (s *session) own(email string) bool {
	for _, a := range s.accounts {
		for _, i := range a.Identities {
			if strings.EqualFold(i.Email, email) {
				return true
			}
		}
	}
	return false
}
