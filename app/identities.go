package app

import (
	"context"

	"godwit/accounts"
)

// SetIdentities changes whom an account writes as. The first is its own address,
// and the default.
func (a *Accounts) SetIdentities(ctx context.Context, id accounts.ID, list []accounts.Identity) error {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	acc.Identities = list
	if err := acc.Validate(); err != nil {
		return err
	}
	return a.store.UpdateAccount(ctx, acc)
}
