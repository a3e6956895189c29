package imap

import (
	"context"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// missing are bodies of a folder that are to be here and are not, newest first.
// The account's rule is read each time: it may change during a run.
func (r *Remote) missing(ctx context.Context, f mail.Folder, limit int) ([]store.Missing, error) {
	account, err := r.Store.Account(ctx, r.Account.ID)
	if err != nil {
		return nil, err
	}
	return r.Store.MissingBodies(ctx, f.ID, f.Keep.Or(account.Keep), time.Now(), limit)
}
