package gui

import (
	"context"
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

// contactsPage is the address book: whom it has, and the one that is chosen.
type contactsPage struct {
	w      *shell
	object fyne.CanvasObject

	found  *model.Contacts
	search *kit.SearchField
	list   *kit.MessageList
	count  *kit.Text
	form   *contactForm
	want   string // who is chosen once the list is read again, by name
}

// contacts shows the address book in the whole window.
func (w *shell) contacts() {
	p := newContactsPage(w)
	w.frame.put(p.object)
	w.s.win.Canvas().Focus(p.search)
	p.reload()
}

func newContactsPage(w *shell) *contactsPage {
	p := &contactsPage{w: w, found: model.NewContacts(nil)}
	p.form = newContactForm(p)
	p.list = kit.NewMessageList(contactRows{p})
	p.list.SetDensity(kit.DensityCards)
	p.list.SetEmptyText(lang.T("Nobody here. Add people from a message, or import a file."))
	p.list.OnSelected = p.chosen
	p.list.OnOpen = func(int64) { p.form.begin() }
	p.list.OnMenu = p.menu
	p.list.OnKey = p.key
	p.search = kit.NewSearchField(lang.T("Search contacts"))
	p.search.OnSearch = p.find
	p.search.OnLeave = p.leave
	p.search.OnDown = func() { w.s.win.Canvas().Focus(p.list) }
	p.count = kit.NewText("", kit.TextSmall, kit.ColorDim)

	back := kit.NewButton(kit.Plain, kit.IconChevronLeft, lang.T("Back to mail"), p.leave)
	add := kit.NewButton(kit.Primary, kit.IconPlus, lang.T("New contact"), func() { p.form.blank(false, nil) })
	group := kit.NewButton(kit.Plain, "", lang.T("New group"), p.newGroup)
	group.SetTooltip(lang.T("Of those who are selected"))
	files := kit.NewIconButton(kit.IconMore, lang.T("Import and export"), nil)
	files.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(files).AddXY(0, files.Size().Height)
		widget.ShowPopUpMenuAtPosition(p.fileMenu(), w.s.win.Canvas(), at)
	}
	for _, b := range []*kit.Button{back, add, group, files} {
		b.OnKey = p.key
	}
	bar := kit.NewSurface(kit.ColorBar, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space3, kit.Space3),
		container.New(ends{}, back, container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2), group, add, files))))
	title := kit.NewText(lang.T("Contacts"), kit.TextTitle, kit.ColorText).SetBold(true)
	head := container.New(column{kit.Space2}, container.New(layout.NewBorderLayout(nil, nil, nil, p.count), title, p.count), p.search)
	top := kit.NewSurface(kit.ColorList, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space3, kit.Space3, kit.Space4, kit.Space4), head))
	people := kit.NewSurface(kit.ColorList, kit.RightEdge, container.New(between{}, top, p.list))
	p.object = container.New(between{}, bar, container.New(listAndForm{}, people, p.form.object))
	return p
}

// listAndForm puts a list beside a form, or above it where there is little room.
type listAndForm struct{}

func (listAndForm) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 300) }

func (listAndForm) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	if s.Width < 640 {
		high := s.Height * 0.45
		o[0].Resize(fyne.NewSize(s.Width, high))
		o[1].Move(fyne.NewPos(0, high))
		o[1].Resize(fyne.NewSize(s.Width, s.Height-high))
		return
	}
	wide := min(420, s.Width*0.45)
	o[0].Resize(fyne.NewSize(wide, s.Height))
	o[1].Move(fyne.NewPos(wide, 0))
	o[1].Resize(fyne.NewSize(s.Width-wide, s.Height))
}

// key is what a view of the page has no use for.
func (p *contactsPage) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		p.leave()
	case fyne.KeyDelete, fyne.KeyBackspace:
		p.remove()
	}
}

// leave goes back to the mail.
func (p *contactsPage) leave() {
	if p.form.fresh && p.form.touched() && p.form.wanting() == "" {
		p.form.keep()
	}
	p.form.show(nil)
	p.w.frame.showMail()
}

// reload reads the address book anew.
func (p *contactsPage) reload() {
	load(p.w.s.pump, func(ctx context.Context) (*model.Contacts, error) {
		list, err := p.w.s.core.People.Contacts(ctx)
		return model.NewContacts(list), err
	}, func(c *model.Contacts, err error) {
		if err != nil {
			p.w.s.fail(err)
			return
		}
		p.found = c
		if one, ok := c.Called(p.want); ok && p.want != "" {
			p.search.SetText("")
			p.find("")
			p.list.Select(one.ID)
			p.chosen()
			p.want = ""
			return
		}
		p.find(p.search.Text)
	})
}

// find shows those that go with some words.
func (p *contactsPage) find(text string) {
	p.found.Find(text)
	p.list.RowsChanged()
	p.count.SetText(lang.N(p.found.All(), "{n} contact", "{n} contacts"))
	if _, ok := p.list.Cursor(); !ok && len(p.found.Shown) > 0 {
		p.list.Select(p.found.Shown[0].ID)
	}
	p.chosen()
}

// selected are those that are selected.
func (p *contactsPage) selected() []app.Contact {
	var out []app.Contact
	for _, id := range p.list.Selected() {
		if c, ok := p.found.Get(id); ok {
			out = append(out, c)
		}
	}
	return out
}

func (p *contactsPage) chosen() { p.form.show(p.selected()) }

// everyone is the addresses of contacts, the first of each, and all of a group.
func everyone(list []app.Contact) []mail.Address {
	var out []mail.Address
	for _, c := range list {
		switch {
		case c.Group:
			out = append(out, c.Members...)
		case len(c.Emails) > 0:
			out = append(out, mail.Address{Name: c.Name, Email: c.Emails[0]})
		}
	}
	return out
}

func (p *contactsPage) newGroup() { p.form.blank(true, everyone(p.selected())) }

// writeTo begins a message to the selected ones.
func (p *contactsPage) writeTo() {
	if to := everyone(p.selected()); len(to) > 0 {
		p.w.writeTo(to)
	}
}

// remove takes the selected ones out; that can be undone.
func (p *contactsPage) remove() {
	ids := p.list.Selected()
	if len(ids) == 0 {
		return
	}
	s := p.w.s
	load(s.pump, func(ctx context.Context) (func(context.Context) error, error) {
		return s.core.People.RemoveContacts(ctx, ids)
	},
		func(undo func(context.Context) error, err error) {
			if err != nil {
				s.fail(err)
				return
			}
			p.form.forget()
			p.reload()
			s.offer(lang.N(len(ids), "Removed {n} contact", "Removed {n} contacts"), lang.T("Undo"), func() {
				do(s.pump, undo, func(err error) {
					s.failed(err)
					p.reload()
				})
			})
		})
}

func (p *contactsPage) menu(at fyne.Position) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem(lang.T("Write to them"), p.writeTo),
		fyne.NewMenuItem(lang.T("New group of the selected"), p.newGroup),
		fyne.NewMenuItem(lang.T("Copy addresses"), func() {
			p.w.s.fyne.Clipboard().SetContent(kit.AddressList(recipientsOf(everyone(p.selected()))))
		}),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.T("Remove"), p.remove)), p.w.s.win.Canvas(), at)
}

// contactRows shows contacts to the list widget.
type contactRows struct{ p *contactsPage }

func (r contactRows) Count() int                   { return len(r.p.found.Shown) }
func (r contactRows) ID(i int) int64               { return r.p.found.Shown[i].ID }
func (r contactRows) IndexOf(id int64) (int, bool) { return r.p.found.Place(id) }
func (r contactRows) Row(i int) (kit.MessageRow, bool) {
	c := r.p.found.Shown[i]
	row := kit.MessageRow{ID: c.ID, Sender: c.Name, Subject: model.AddressesOf(c)}
	if c.Group {
		row.Date = lang.N(len(c.Members), "group of {n}", "group of {n}")
	}
	if strings.EqualFold(row.Subject, row.Sender) {
		row.Subject = ""
	}
	return row, true
}
