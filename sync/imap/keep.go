package imap

import (
	"context"
	"fmt"

	"godwit/accounts"
)

// rule is which bodies the account keeps. It is read for each pass: it may
// change during a run.
func (r *Remote) rule(ctx context.Context) (accounts.Keep, error) {
	account, err := r.Store.Account(ctx, r.Account.ID)
	if err != nil {
		return accounts.Keep{}, fmt.Errorf("the account's rule for bodies: %w", err)
	}
	return account.Keep, nil
}
