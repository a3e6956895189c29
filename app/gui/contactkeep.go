package gui

import (
	"context"
	"slices"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// wanting is what keeps the contact from being saved, "" for nothing.
func (f *contactForm) wanting() string {
	list := f.who.Recipients()
	if i := slices.IndexFunc(list, func(r kit.Recipient) bool { return r.Problem != "" }); i >= 0 {
		return list[i].Problem
	}
	if len(list) == 0 {
		return lang.T("Give an address.")
	}
	return ""
}

// keepBehind saves what was changed of a contact that is left for another one; it
// can be undone. What cannot be saved is said.
func (f *contactForm) keepBehind() {
	s, was, name, addresses := f.p.w.s, f.now, f.name.Text, f.addresses()
	if name == "" {
		name = was.Name
	}
	if why := f.wanting(); why != "" {
		s.tell(lang.T("{name} stays as it was.", "name", cut(was.Name, 60)) + " " + why)
		return
	}
	before := was.Emails
	if was.Group {
		before = before[:0:0]
		for _, m := range was.Members {
			before = append(before, m.Email)
		}
	}
	edit := func(name string, addresses []string, then func()) {
		do(s.pump, func(ctx context.Context) error { return s.core.People.EditContact(ctx, was.ID, name, addresses) }, func(err error) {
			if err != nil {
				s.fail(err)
				return
			}
			f.p.reload()
			then()
		})
	}
	edit(name, addresses, func() {
		s.offer(lang.T("Saved {name}", "name", cut(name, 60)), lang.T("Undo"), func() { edit(was.Name, before, func() {}) })
	})
}
