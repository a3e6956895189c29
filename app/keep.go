package app

import (
	"context"
	"errors"

	"godwit/accounts"
	"godwit/sync/mail"
)

// SetKeep changes which bodies of a folder are kept here; with
// accounts.KeepDefault it is as the account says. Bodies that are here stay.
func (m *Mail) SetKeep(ctx context.Context, folder mail.FolderID, k accounts.Keep) error {
	if err := k.Validate(); err != nil {
		return err
	}
	keeper, ok := any(m.store).(interface {
		SetKeep(context.Context, mail.FolderID, accounts.Keep) error
	})
	if !ok {
		return errors.ErrUnsupported
	}
	if err := keeper.SetKeep(ctx, folder, k); err != nil {
		return err
	}
	f, err := m.store.Folder(ctx, folder)
	if err != nil {
		return err
	}
	m.engine.nudge(f.Account)
	return nil
}
