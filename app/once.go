package app

import (
	"context"
	"errors"

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

func (o SyncOptions) hear(id accounts.ID, p mail.Progress) {
	if o.Progress != nil {
		o.Progress(id, p)
	}
}

// Sync does one full pass to "in step": what was changed here goes to the
// server, then what is new comes. It does not send: see Outbox.Run. Where
// another process has the engine it is asked to, and Progress hears only what
// the pass found, at its end.
// What fails is an [*AccountError] for each account, joined.
func (a *App) Sync(ctx context.Context, o SyncOptions) error {
	list, err := a.Accounts.choose(ctx, o.Account)
	if err != nil {
		return err
	}
	release, err := a.store.Hold(ctx)
	if errors.Is(err, store.ErrBusy) {
		return parallel(list, func(acc accounts.Account) error {
			q := store.Request{Kind: requestSync, Account: acc.ID}
			found, err := a.engine.orAsk(ctx, q, func() error { return a.pass(ctx, acc, o) })
			for _, p := range found.Passes {
				o.hear(acc.ID, mail.Progress{Stage: mail.Syncing, Folder: p.Folder.ID, Path: p.Folder.Path, Done: p.Total, Total: p.Total, Pass: &p})
			}
			return ofAccount(acc, err)
		})
	}
	if err != nil {
		return err
	}
	defer release()
	if err := a.store.Reindex(ctx, readForIndex); err != nil {
		return err
	}
	if err := a.store.Renew(ctx, readForIndex); err != nil {
		return err
	}
	err = parallel(list, func(acc accounts.Account) error { return ofAccount(acc, a.pass(ctx, acc, o)) })
	if late := newDeliveries(a.core).look(ctx); late != nil {
		return errors.Join(err, late)
	}
	return err
}

// pass is one account's full pass. The engine's place must be held.
func (a *App) pass(ctx context.Context, acc accounts.Account, o SyncOptions) error {
	rem, end, err := a.engine.newRemote(acc, manner{
		headersOnly: o.HeadersOnly, progress: func(p mail.Progress) { o.hear(acc.ID, p) },
	})
	defer end()
	if err != nil || rem == nil {
		return err
	}
	if err := rem.Once(ctx); err != nil {
		return err
	}
	if err := a.engine.fileSent(ctx, acc); err != nil {
		return err
	}
	return a.engine.keepQuota(ctx, acc.ID, quotaOf(rem))
}

// AccountError is a failure of one account among several.
type AccountError struct {
	Account accounts.Account
	Err     error
}

func (e *AccountError) Error() string { return e.Account.Email() + ": " + e.Err.Error() }
func (e *AccountError) Unwrap() error { return e.Err }

func ofAccount(acc accounts.Account, err error) error {
	if err == nil {
		return nil
	}
	return &AccountError{acc, err}
}

// choose is one account, or all with 0.
func (a *Accounts) choose(ctx context.Context, id accounts.ID) ([]accounts.Account, error) {
	if id == 0 {
		return a.store.Accounts(ctx)
	}
	acc, err := a.store.Account(ctx, id)
	return []accounts.Account{acc}, err
}
