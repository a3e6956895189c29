package app

import (
	"context"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// SyncOptions say what one pass covers.
type SyncOptions struct {
	Account     accounts.ID // 0: every account
	HeadersOnly bool
	Progress    func(accounts.ID, mail.Progress) // from several goroutines; may be nil
}

// Sync does one full pass to "in step". Where another process has the engine
// it is asked to, and Progress stays silent.
func (a *App) Sync(ctx context.Context, o SyncOptions) error {
	q := store.Request{Kind: requestSync, Account: o.Account}
	return a.engine.orAsk(ctx, q, func() error {
		list, err := a.Accounts.choose(ctx, o.Account)
		if err != nil {
			return err
		}
		if err := a.store.Reindex(ctx, indexText); err != nil {
			return err
		}
		return parallel(list, func(acc accounts.Account) error {
			rem, err := a.engine.newRemote(acc, o.HeadersOnly, func(p mail.Progress) {
				if o.Progress != nil {
					o.Progress(acc.ID, p)
				}
			})
			if err != nil || rem == nil {
				return err
			}
			if err := rem.Once(ctx); err != nil {
				return &AccountError{acc, err}
			}
			return nil
		})
	})
}

// AccountError is a failure of one account among several.
type AccountError struct {
	Account accounts.Account
	Err     error
}

func (e *AccountError) Error() string { return e.Account.Email() + ": " + e.Err.Error() }
func (e *AccountError) Unwrap() error { return e.Err }

// choose is one account, or all with 0.
func (a *Accounts) choose(ctx context.Context, id accounts.ID) ([]accounts.Account, error) {
	if id == 0 {
		return a.store.Accounts(ctx)
	}
	acc, err := a.store.Account(ctx, id)
	return []accounts.Account{acc}, err
}
