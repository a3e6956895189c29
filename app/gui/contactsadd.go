package gui

import (
	"context"

	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// addContacts puts people into the address book, each once, and tells of it.
func addContacts(s *session, people []mail.Address, tell func(string)) {
	load(s.pump, func(ctx context.Context) (int, error) { return s.core.People.AddPeople(ctx, people) },
		func(added int, err error) {
			switch {
			case err != nil:
				s.fail(err)
			case added == 0:
				tell(lang.T("Already in your contacts."))
			default:
				tell(lang.N(added, "Added {n} contact.", "Added {n} contacts."))
			}
		})
}
