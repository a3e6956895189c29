package app

import (
	"context"

	"godwit/accounts"
	"godwit/accounts/preflight"
)

// Preflight looks in DNS whether mail from each of the account's domains will be
// believed when it goes through the account's server. It sends nothing. An
// account that does not send has none.
func (a *Accounts) Preflight(ctx context.Context, id accounts.ID) ([]preflight.Report, error) {
	acc, err := a.store.Account(ctx, id)
	if err != nil || acc.Outgoing.Off() {
		return nil, err
	}
	var list []preflight.Report
	seen := make(map[string]bool)
	for _, who := range acc.Identities {
		domain, err := accounts.ASCIIDomain(who.Email)
		if err != nil {
			return nil, err
		}
		if seen[domain] {
			continue
		}
		seen[domain] = true
		r, err := preflight.Check(ctx, who.Email, acc.Outgoing, a.resolver)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}
