package app

import (
	"context"
	"errors"
	"fmt"

	"godwit/accounts"
	"godwit/accounts/keyring"
)

// Secrets have one place an account. A move, or another server, never loses one:
// first all are written where they will be and read back, then the account is
// changed, and only then are those that nothing needs any more removed. What a
// crash or a locked place leaves behind stands in Account.Leaving, and is removed
// with the next change.

// Update changes an account's settings; given secrets replace those kept, and the
// others go with the account when it keeps them elsewhere from now on.
func (a *Accounts) Update(ctx context.Context, acc accounts.Account, s Secrets) error {
	if err := acc.Validate(); err != nil {
		return err
	}
	before, err := a.store.Account(ctx, acc.ID)
	if err != nil {
		return err
	}
	acc.Leaving = before.Leaving
	if acc.Secrets != before.Secrets {
		if err := a.copySecrets(ctx, before, acc.Secrets, s); err != nil {
			return err
		}
		acc.Leaving = before.Secrets
	}
	if err := a.keep(ctx, acc, s); err != nil {
		return err
	}
	acc.Revision = before.Revision
	if s != (Secrets{}) || acc.Incoming != before.Incoming || acc.Outgoing != before.Outgoing || acc.Secrets != before.Secrets {
		acc.Revision++ // another try is worth it
	}
	if err := a.store.UpdateAccount(ctx, acc); err != nil {
		return err
	}
	if err := a.dropSecrets(ctx, before); err != nil {
		a.log.Warn("accounts", "what", "remove secrets that nothing uses any more", "err", err)
	} else if acc.Leaving != "" {
		acc.Leaving = ""
		if err := a.store.UpdateAccount(ctx, acc); err != nil {
			return err
		}
	}
	return a.store.ReleaseHeld(ctx, acc.ID)
}

// MoveSecrets keeps an account's secrets in another place from now on.
// keyring.ErrMissing if there is none to move.
func (a *Accounts) MoveSecrets(ctx context.Context, id accounts.ID, to accounts.Place) error {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	found := false
	for _, key := range secretKeys(acc) {
		_, err := a.ring.Get(ctx, acc.Secrets, key)
		if err != nil && !errors.Is(err, keyring.ErrMissing) {
			return err
		}
		found = found || err == nil
	}
	if !found && len(secretKeys(acc)) > 0 {
		return keyring.ErrMissing
	}
	acc.Secrets = to
	return a.Update(ctx, acc, Secrets{})
}

// secretKeys are the names of all secrets that an account may have.
func secretKeys(acc accounts.Account) []string {
	var keys []string
	for _, srv := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if srv.Off() {
			continue
		}
		if srv.Auth != accounts.AuthNone {
			keys = append(keys, srv.SecretKey())
		}
		if key := srv.ProxyKey(); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// copySecrets writes what an account has to another place, but for what given
// replaces.
func (a *Accounts) copySecrets(ctx context.Context, acc accounts.Account, to accounts.Place, given Secrets) error {
	replaced := map[string]bool{
		acc.Incoming.SecretKey(): given.Incoming != "", acc.Outgoing.SecretKey(): given.outgoing() != "",
		acc.Incoming.ProxyKey(): given.Proxy != "", acc.Outgoing.ProxyKey(): given.Proxy != "",
	}
	for _, key := range secretKeys(acc) {
		if replaced[key] {
			continue
		}
		secret, err := a.ring.Get(ctx, acc.Secrets, key)
		if errors.Is(err, keyring.ErrMissing) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read a password that is to be moved: %w", err)
		}
		if err := a.ring.Set(ctx, to, key, secret); err != nil {
			return fmt.Errorf("keep a password in its new place: %w", err)
		}
		if back, err := a.ring.Get(ctx, to, key); err != nil || back != secret {
			return errors.Join(keyring.ErrNotKept, err)
		}
	}
	return nil
}

// dropSecrets removes the secrets of an account as it was that no account signs
// in with any more.
func (a *Accounts) dropSecrets(ctx context.Context, acc accounts.Account) error {
	for _, place := range []accounts.Place{acc.Secrets, acc.Leaving} {
		if place == "" {
			continue
		}
		used, err := a.keysInUse(ctx, place)
		if err != nil {
			return err
		}
		for _, key := range secretKeys(acc) {
			if used[key] {
				continue
			}
			if err := a.ring.Delete(ctx, place, key); err != nil && !errors.Is(err, keyring.ErrMissing) {
				return fmt.Errorf("remove a password: %w", err)
			}
		}
	}
	for _, srv := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if err := a.forgetSignIn(ctx, srv); err != nil {
			return err
		}
	}
	return nil
}

// keysInUse are the secrets in a place that some account still signs in with.
func (a *Accounts) keysInUse(ctx context.Context, place accounts.Place) (map[string]bool, error) {
	list, err := a.store.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	used := make(map[string]bool)
	for _, acc := range list {
		if acc.Secrets == place {
			for _, key := range secretKeys(acc) {
				used[key] = true
			}
		}
	}
	return used, nil
}

// SetOrder puts the accounts into an order.
func (a *Accounts) SetOrder(ctx context.Context, ids []accounts.ID) error {
	return a.store.OrderAccounts(ctx, ids)
}

// SetColour gives an account's mail a colour in lists, "#rrggbb"; "" leaves it to
// its place.
func (a *Accounts) SetColour(ctx context.Context, id accounts.ID, colour string) error {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	acc.Colour = colour
	if err := acc.Validate(); err != nil {
		return err
	}
	return a.store.UpdateAccount(ctx, acc)
}
