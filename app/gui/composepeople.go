package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/sender"
	"godwit/compose"
	"godwit/sync/mail"
)

// people is a field for addresses.
func (h *composeHead) people(hint string) *kit.AddressField {
	f := kit.NewAddressField(hint, readPeople).SetQuiet()
	f.OnChanged = func() {
		h.c.changed()
		h.hint()
	}
	f.OnEscape = h.c.close
	f.OnComplete = func(typed string) { complete(h.c.s, f, typed) }
	f.OnMenu = func(people []kit.Recipient, at fyne.Position) { h.menu(f, people, at) }
	f.OnDrop = func(people []kit.Recipient, at fyne.Position) bool { return h.dropped(f, people, at) }
	f.Note = func(r kit.Recipient) string { return h.hints[r.Address] }
	return f
}

// mostOffered is how many people are offered for what is typed.
const mostOffered = 6

// complete offers people for what is typed, when they are found.
func complete(s *session, f *kit.AddressField, typed string) {
	load(s.pump, func(ctx context.Context) ([]app.Suggestion, error) {
		return s.core.People.Complete(ctx, typed, mostOffered)
	},
		func(list []app.Suggestion, err error) {
			if err != nil {
				s.log.Warn("complete address", "err", err)
			}
			out := make([]kit.Suggestion, 0, len(list))
			for _, p := range list {
				out = append(out, suggestionOf(p))
			}
			f.Suggest(typed, out)
		})
}

// suggestionOf says who is offered, and why.
func suggestionOf(p app.Suggestion) kit.Suggestion {
	out := kit.Suggestion{Name: p.Name, People: recipientsOf(p.To)}
	if p.Group {
		var names []string
		for _, a := range p.To[:min(len(p.To), 4)] {
			names = append(names, a.Display())
		}
		out.Detail, out.Why = strings.Join(names, ", "), lang.N(len(p.To), "group of {n}", "group of {n}")
		return out
	}
	address := p.To[0].Email
	switch {
	case p.Contact != 0:
		out.Why = lang.T("contact")
	case p.Sent > 0:
		out.Why = lang.T("you wrote to")
	default:
		out.Why = lang.T("wrote to you")
	}
	if out.Name == "" {
		out.Name = address
	} else {
		out.Detail = address
	}
	return out
}

// hint asks, away from the window, what there is to think of before writing to
// those in the fields that it was not asked of yet.
func (h *composeHead) hint() {
	var fresh []mail.Address
	for _, f := range []*kit.AddressField{h.to, h.cc, h.bcc} {
		for _, a := range addressesOf(f.Recipients()) {
			if _, known := h.hints[a.Email]; !known {
				fresh = append(fresh, a)
			}
		}
	}
	if len(fresh) == 0 {
		return
	}
	h.hinted++
	asked := h.hinted
	c := h.c
	d := c.writing.Draft
	load(c.s.pump, func(ctx context.Context) (map[string]string, error) {
		known, err := c.s.core.People.Known(ctx, d)
		return hintsOf(fresh, known), err
	}, func(hints map[string]string, err error) {
		if err != nil {
			c.s.log.Warn("hints on recipients", "err", err)
		}
		for address, text := range hints {
			h.hints[address] = text
		}
		if asked == h.hinted && !c.closed {
			for _, f := range []*kit.AddressField{h.to, h.cc, h.bcc} {
				f.Review()
			}
		}
	})
}

// hintsOf is what to think of, by address; "" for most.
func hintsOf(list []mail.Address, known compose.Known) map[string]string {
	out := make(map[string]string, len(list))
	for address, problems := range compose.Hints(list, known) {
		text := texts(problems)
		if place := sender.PlaceOf(address[strings.LastIndexByte(address, '@')+1:]); place.Warning != "" {
			text = strings.TrimSpace(place.Name + ": " + place.Warning + " " + text)
		}
		out[address] = text
	}
	return out
}

// menu is what can be done with people in a field.
func (h *composeHead) menu(f *kit.AddressField, people []kit.Recipient, at fyne.Position) {
	s := h.c.s
	item := fyne.NewMenuItem
	var items []*fyne.MenuItem
	copied := lang.T("Copy addresses")
	if len(people) == 1 {
		copied = lang.T("Copy address")
		items = append(items, item(lang.T("Change"), func() { f.Edit(people[0]) }))
	}
	items = append(items, item(copied, func() { s.fyne.Clipboard().SetContent(kit.AddressList(people)) }), fyne.NewMenuItemSeparator())
	for _, to := range []struct {
		title string
		f     *kit.AddressField
	}{{lang.T("Move to To"), h.to}, {lang.T("Move to Cc"), h.cc}, {lang.T("Move to Bcc"), h.bcc}} {
		if to.f != f {
			items = append(items, item(to.title, func() { h.move(f, to.f, people) }))
		}
	}
	items = append(items, fyne.NewMenuItemSeparator(), item(lang.T("Add to contacts"), func() {
		addContacts(s, addressesOf(people), h.c.tell)
	}))
	if len(people) == 1 {
		email := people[0].Address
		items = append(items,
			item(lang.T("Search mail from {email}", "email", cut(email, 40)), func() { s.search("from:" + email) }),
			item(lang.T("Suggest no more"), func() {
				do(s.pump, func(ctx context.Context) error { return s.core.People.Forget(ctx, email) }, s.failed)
			}))
	}
	items = append(items, fyne.NewMenuItemSeparator(), item(lang.T("Remove"), func() { f.Remove(people) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), h.c.win.Canvas(), at)
}

// move takes people from one field into another.
func (h *composeHead) move(from, to *kit.AddressField, people []kit.Recipient) {
	from.Remove(people)
	h.showRow(to, true)
	to.Add(people)
	h.c.relayout()
}

// dropped puts people into the field whose row they were dragged to.
func (h *composeHead) dropped(from *kit.AddressField, people []kit.Recipient, at fyne.Position) bool {
	for _, to := range []*kit.AddressField{h.to, h.cc, h.bcc, h.replyTo} {
		row := h.rows[to]
		if to == from || !row.Visible() {
			continue
		}
		p := fyne.CurrentApp().Driver().AbsolutePositionForObject(row)
		if at.X >= p.X && at.Y >= p.Y && at.X < p.X+row.Size().Width && at.Y < p.Y+row.Size().Height {
			to.Add(people)
			return true
		}
	}
	return false
}

// readPeople takes apart what is typed or pasted into a field of addresses.
func readPeople(text string) []kit.Recipient {
	var out []kit.Recipient
	for _, r := range compose.Recipients(text) {
		out = append(out, recipientOf(r.Address, r.Problem))
	}
	return out
}

// recipientOf is an address as a field shows it: a domain in the letters that
// people read.
func recipientOf(a mail.Address, problem string) kit.Recipient {
	if at := strings.LastIndexByte(a.Email, '@'); problem == "" && strings.Contains(strings.ToLower(a.Email[at+1:]), "xn--") {
		readable, _, _ := strings.Cut(sender.PlaceOf(a.Email[at+1:]).Name, " ")
		a.Email = a.Email[:at+1] + readable
	}
	return kit.Recipient{Name: a.Name, Address: a.Email, Problem: lang.Said(problem)}
}

func recipientsOf(list []mail.Address) []kit.Recipient {
	out := make([]kit.Recipient, len(list))
	for i, a := range list {
		problem := lang.T("This is not an address.")
		if p := compose.Recipients(a.Email); len(p) == 1 {
			problem = p[0].Problem
		}
		out[i] = recipientOf(a, problem)
	}
	return out
}

func addressesOf(list []kit.Recipient) []mail.Address {
	var out []mail.Address
	for _, r := range list {
		out = append(out, mail.Address{Name: r.Name, Email: r.Address})
	}
	return out
}
