package app

import (
	"context"

	"godwit/sync/mail"
)

// Searches are the searches that a person saved, in the order of their names.
// A change of them is an event.Folders of no account.
func (m *Mail) Searches(ctx context.Context) ([]mail.SavedSearch, error) {
	return m.store.Searches(ctx)
}

// SaveSearch keeps a search under a name; one that has it is replaced.
func (m *Mail) SaveSearch(ctx context.Context, name, text string) error {
	return m.store.SaveSearch(ctx, mail.SavedSearch{Name: name, Text: text})
}

// RenameSearch gives a saved search another name.
func (m *Mail) RenameSearch(ctx context.Context, name, to string) error {
	return m.store.RenameSearch(ctx, name, to)
}

// RemoveSearch forgets a saved search.
func (m *Mail) RemoveSearch(ctx context.Context, name string) error {
	return m.store.RemoveSearch(ctx, name)
}
