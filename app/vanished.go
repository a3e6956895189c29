package app

import (
	"context"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Vanished are the folders of which the server lost many messages at once; the
// copies here stay until a person decides. Account 0 is all accounts.
func (m *Mail) Vanished(ctx context.Context, account accounts.ID) ([]mail.Vanished, error) {
	return m.store.VanishedFolders(ctx, account)
}

// AcceptVanished agrees that what vanished from a folder is gone, removes it
// here and says how many messages that were.
func (m *Mail) AcceptVanished(ctx context.Context, folder mail.FolderID) (int, error) {
	return m.store.AcceptVanished(ctx, folder)
}

// RestoreVanished queues what vanished from a folder to be put back on the
// server. It says how many messages that are, and how many cannot be, because
// their bytes are not here; those stay as they are.
func (m *Mail) RestoreVanished(ctx context.Context, folder mail.FolderID) (queued, cannot int, err error) {
	return m.store.RestoreVanished(ctx, folder)
}
