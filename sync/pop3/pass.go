package pop3

import (
	"context"
	"fmt"

	"godwit/sync/mail"
	"godwit/sync/pop3/wire"
)

// pass collects what is new, deletes what has been left long enough, and ends
// the session.
func (r *Remote) pass(ctx context.Context, c *wire.Client) error {
	r.Progress(mail.Progress{Stage: mail.Syncing})
	began := r.now()
	r.delay = c.LoginDelay()
	folder, err := r.Store.FolderByRole(ctx, r.Account.ID, mail.Inbox)
	if err != nil {
		return fmt.Errorf("inbox of account %d: %w", r.Account.ID, err)
	}
	entries, err := names(c, r.limit)
	if err != nil {
		return err
	}
	known, err := r.Store.UIDLs(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	if err := r.renamed(ctx, c, entries, known); err != nil {
		return err
	}
	fresh, err := r.collect(ctx, c, folder, entries, known)
	if err != nil {
		return err
	}
	if err := r.tidy(ctx, c, entries); err != nil {
		return err
	}
	if err := r.Store.IndexHeaders(ctx); err != nil { // and makes few segments of many
		return err
	}
	if folder, err = r.Store.Folder(ctx, folder.ID); err != nil {
		return err
	}
	r.Progress(mail.Progress{
		Stage: mail.Syncing, Folder: folder.ID, Path: folder.Path, Done: len(entries), Total: len(entries),
		Pass: &mail.Pass{Folder: folder, New: fresh, Total: folder.Total, Seconds: r.now().Sub(began).Seconds()},
	})
	return nil
}
