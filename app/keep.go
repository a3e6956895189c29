package app

import (
	"context"

	"godwit/accounts"
	"godwit/sync/mail"
)

// SetKeep changes which bodies of a folder are kept here; with
// accounts.KeepDefault it is as the account says. Bodies that are here stay.
func (m *Mail) SetKeep(ctx context.Context, folder mail.FolderID, k accounts.Keep) error {
	if err := k.Validate(); err != nil {
		return err
	}
	if err := m.store.SetKeep(ctx, folder, k); err != nil {
		return err
	}
	f, err := m.store.Folder(ctx, folder)
	if err != nil {
		return err
	}
	m.engine.nudge(f.Account)
	return nil
}
