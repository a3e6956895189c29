package pop3

import (
	"context"
	"errors"
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
	folder, err := r.inbox(ctx)
	if err != nil {
		return err
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

// inbox is where the mail goes: the account's own, or that of the account it
// collects for. Where that is gone, or has its inbox on a server, mail goes into
// its own rather than nowhere.
func (r *Remote) inbox(ctx context.Context) (mail.Folder, error) {
	if into := r.Account.Into; into != 0 && into != r.Account.ID {
		f, err := r.Store.FolderByRole(ctx, into, mail.Inbox)
		if err == nil && f.Local() {
			return f, nil
		}
		if err != nil && !errors.Is(err, mail.ErrNotFound) {
			return f, err
		}
	}
	f, err := r.Store.FolderByRole(ctx, r.Account.ID, mail.Inbox)
	if err != nil {
		return f, fmt.Errorf("inbox of account %d: %w", r.Account.ID, err)
	}
	return f, nil
}
