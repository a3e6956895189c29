package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// contactForm is one contact of the address book: to look at, to change, to begin.
type contactForm struct {
	p      *contactsPage
	object fyne.CanvasObject

	now   app.Contact // who is shown; of a new one only whether it is a group
	fresh bool        // a new one is being written
	many  int         // so many are selected, if not one

	title            *kit.Text
	name             *kit.Field
	who              *kit.AddressField
	nameRow, whoRow  *kit.FormRow
	save, write, del *kit.Button
	parts            *fyne.Container
}

func newContactForm(p *contactsPage) *contactForm {
	f := &contactForm{p: p, title: kit.NewText("", 24, kit.ColorText).SetBold(true).SetFlexible()}
	f.name = kit.NewField(lang.T("Name"))
	f.who = kit.NewAddressField(lang.T("Add an address"), readPeople)
	f.who.OnComplete = func(typed string) {
		if f.now.Group {
			complete(p.w.s, f.who, typed)
		} else {
			f.who.Suggest(typed, nil)
		}
	}
	f.name.OnChanged = func(string) { f.changed() }
	f.who.OnChanged = f.changed
	f.name.OnSubmitted = func(string) { f.keep() }
	f.name.OnEscape, f.who.OnEscape = f.leave, f.leave
	f.nameRow, f.whoRow = kit.NewFormRow(lang.T("Name"), f.name, ""), kit.NewFormRow(lang.T("Addresses"), f.who, "")
	f.save = kit.NewButton(kit.Primary, "", lang.T("Save"), f.keep)
	f.write = kit.NewButton(kit.Plain, kit.IconCompose, lang.T("Write to"), p.writeTo)
	f.del = kit.NewButton(kit.Quiet, kit.IconTrash, lang.T("Remove"), p.remove)
	for _, b := range []*kit.Button{f.save, f.write, f.del} {
		b.OnKey = func(e *fyne.KeyEvent) {
			if e.Name == fyne.KeyEscape {
				f.leave()
			}
		}
	}
	buttons := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2), f.save, f.write, f.del)
	f.parts = container.New(column{kit.Space4}, f.title, f.nameRow, f.whoRow, buttons)
	f.object = kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.NewVScroll(
		container.New(layout.NewCustomPaddedLayout(kit.Space6, kit.Space6, kit.Space6, kit.Space6), container.New(wide{240, 520}, f.parts))))
	f.show(nil)
	return f
}

// show shows who is selected: one to change, several to do something with. What was
// changed of the one before is saved; the one that is being changed stays as it is.
func (f *contactForm) show(list []app.Contact) {
	switch {
	case !f.touched():
	case f.fresh, len(list) == 1 && list[0].ID == f.now.ID:
		return
	default:
		f.keepBehind()
	}
	f.fresh, f.many, f.now = false, len(list), app.Contact{}
	if len(list) == 1 {
		f.many, f.now = 0, list[0]
	}
	f.fill()
}

// blank begins a new contact.
func (f *contactForm) blank(group bool, members []mail.Address) {
	f.fresh, f.now, f.many = true, app.Contact{Group: group}, 0
	f.fill()
	f.title.SetText(lang.T("New contact"))
	if group {
		f.title.SetText(lang.T("New group"))
		f.who.SetRecipients(recipientsOf(members))
	}
	f.showParts(true)
	f.begin()
}

func (f *contactForm) begin() { f.p.w.s.win.Canvas().Focus(f.name) }

// fill puts the contact into the fields.
func (f *contactForm) fill() {
	f.name.SetText(f.now.Name)
	to := f.now.Members
	if !f.now.Group {
		to = nil
		for _, e := range f.now.Emails {
			to = append(to, mail.Address{Email: e})
		}
	}
	f.who.SetRecipients(recipientsOf(to))
	f.nameRow.SetProblem("")
	f.whoRow.SetProblem("")
	f.title.SetText(f.now.Name)
	if f.many > 0 {
		f.title.SetText(lang.N(f.many, "{n} selected", "{n} selected"))
	}
	f.showParts(f.now.ID != 0)
	f.changed()
}

// showParts shows what there is to do with one, with several, with nobody.
func (f *contactForm) showParts(one bool) {
	setVisible(f.nameRow, one)
	setVisible(f.whoRow, one)
	setVisible(f.save, one)
	setVisible(f.write, f.now.ID != 0 || f.many > 0)
	setVisible(f.del, f.now.ID != 0 || f.many > 0)
	f.parts.Refresh()
}

// touched tells whether the fields say something else than the contact.
func (f *contactForm) touched() bool {
	if !f.nameRow.Visible() {
		return false
	}
	return f.name.Text != f.now.Name || strings.Join(f.addresses(), ", ") != model.PlainAddresses(f.now)
}

// addresses are those in the field.
func (f *contactForm) addresses() []string {
	var out []string
	for _, a := range addressesOf(f.who.Recipients()) {
		out = append(out, a.Email)
	}
	return out
}

func (f *contactForm) changed() { f.save.SetEnabled(f.touched()) }

// forget gives up what was changed.
func (f *contactForm) forget() { f.fresh, f.now = false, app.Contact{} }

// leave gives up what was changed, or goes back to the list.
func (f *contactForm) leave() {
	f.forget()
	f.p.chosen()
	f.p.w.s.win.Canvas().Focus(f.p.list)
}

// keep saves the contact.
func (f *contactForm) keep() {
	f.who.Commit()
	list := f.who.Recipients()
	if why := f.wanting(); why != "" {
		f.whoRow.SetProblem(why)
		f.who.FocusEntry()
		return
	}
	now, name, addresses := f.now, f.name.Text, f.addresses()
	if name == "" {
		name = list[0].String()
	}
	s := f.p.w.s
	do(s.pump, func(ctx context.Context) error {
		if now.ID == 0 {
			return s.core.People.AddContact(ctx, name, addresses, now.Group)
		}
		return s.core.People.EditContact(ctx, now.ID, name, addresses)
	}, func(err error) {
		if err != nil {
			s.fail(err)
			return
		}
		s.tell(lang.T("Saved {name}", "name", cut(name, 60)))
		f.forget()
		f.p.want = name
		f.p.reload()
		if f.p.w.frame.front == f.p.object {
			s.win.Canvas().Focus(f.p.list)
		}
	})
}
