package app

import (
	"context"
	"sync"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Verify compares what is here with what the servers have, folder by folder,
// and changes nothing on either side; thorough compares the bytes of messages
// as well. Account 0 is all accounts. What fails is an [*AccountError] for each
// account, joined; the comparisons of the others come with it.
func (m *Mail) Verify(ctx context.Context, account accounts.ID, thorough bool) ([]mail.Comparison, error) {
	list, err := (&Accounts{m.core}).choose(ctx, account)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	found := make(map[accounts.ID][]mail.Comparison)
	err = parallel(list, func(acc accounts.Account) error {
		one, err := m.verify(ctx, acc, thorough)
		mu.Lock()
		defer mu.Unlock()
		found[acc.ID] = one
		return ofAccount(acc, err)
	})
	var all []mail.Comparison
	for _, acc := range list {
		all = append(all, found[acc.ID]...)
	}
	return all, err
}

func (m *Mail) verify(ctx context.Context, acc accounts.Account, thorough bool) ([]mail.Comparison, error) {
	rem, end, err := m.engine.newRemote(acc, manner{})
	defer end()
	if err != nil || rem == nil {
		return nil, err
	}
	return rem.Verify(ctx, thorough)
}
