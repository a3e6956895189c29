package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// Accounts lists the accounts in their order; those that a person has not put
// anywhere as they were added.
func (s *Store) Accounts(ctx context.Context) ([]accounts.Account, error) {
	all, err := collect(ctx, s.mail.read, scanAccount, "SELECT id, data FROM accounts ORDER BY COALESCE(json_extract(data, '$.order'), 0), id")
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return all, nil
}

// Account returns one account, or mail.ErrNotFound.
func (s *Store) Account(ctx context.Context, id accounts.ID) (accounts.Account, error) {
	all, err := collect(ctx, s.mail.read, scanAccount, "SELECT id, data FROM accounts WHERE id = ?", id)
	if err == nil && len(all) == 0 {
		err = mail.ErrNotFound
	}
	if err != nil {
		return accounts.Account{}, fmt.Errorf("account %d: %w", id, err)
	}
	return all[0], nil
}

func scanAccount(r *sql.Rows) (accounts.Account, error) {
	var a accounts.Account
	var id int64
	var data string
	if err := r.Scan(&id, &data); err != nil {
		return a, err
	}
	if err := json.Unmarshal([]byte(data), &a); err != nil {
		return a, fmt.Errorf("account %d: %w: %w", id, ErrDamaged, err)
	}
	a.ID = accounts.ID(id)
	return a, nil
}

// AddAccount stores an account and returns its id; a.ID is ignored. An account
// without an IMAP server gets local folders.
func (s *Store) AddAccount(ctx context.Context, a accounts.Account) (accounts.ID, error) {
	var id accounts.ID
	err := s.update(ctx, "add account", func(ctx context.Context, t *tx) error {
		a.ID = 0
		data, err := json.Marshal(a)
		if err != nil {
			return err
		}
		n, err := t.insert(ctx, "INSERT INTO accounts (data) VALUES (?)", string(data))
		if err != nil {
			return err
		}
		id = accounts.ID(n)
		t.note(event.Accounts{})
		return t.localFolders(ctx, id, a)
	})
	return id, err
}

var localFolders = []struct {
	role mail.Role
	path string
}{
	{mail.Inbox, "Inbox"},
	{mail.Drafts, "Drafts"},
	{mail.Sent, "Sent"},
	{mail.Archive, "Archive"},
	{mail.Junk, "Junk"},
	{mail.Trash, "Trash"},
}

func (t *tx) localFolders(ctx context.Context, id accounts.ID, a accounts.Account) error {
	if a.Incoming.Protocol == accounts.IMAP {
		return nil
	}
	for _, f := range localFolders {
		if f.role == mail.Inbox && a.Incoming.Off() {
			continue
		}
		if _, err := t.localFolder(ctx, id, f.role, f.path); err != nil {
			return err
		}
	}
	return nil
}

// UpdateAccount replaces what is stored of a.ID.
func (s *Store) UpdateAccount(ctx context.Context, a accounts.Account) error {
	return s.update(ctx, "update account", func(ctx context.Context, t *tx) error {
		data, err := json.Marshal(a)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, "UPDATE accounts SET data = ? WHERE id = ?", string(data), a.ID)
		if err == nil && n == 0 {
			err = mail.ErrNotFound
		}
		t.note(event.Accounts{})
		return err
	})
}

// OrderAccounts puts accounts into an order; those that are not named come first.
func (s *Store) OrderAccounts(ctx context.Context, ids []accounts.ID) error {
	return s.update(ctx, "order accounts", func(ctx context.Context, t *tx) error {
		for i, id := range ids {
			if _, err := t.exec(ctx, "UPDATE accounts SET data = json_set(data, '$.order', ?) WHERE id = ?", i+1, id); err != nil {
				return err
			}
		}
		t.note(event.Accounts{})
		return nil
	})
}

// RemoveAccount removes an account with its folders, messages, operations,
// drafts and outbox rows, except for a row that is being sent now.
func (s *Store) RemoveAccount(ctx context.Context, id accounts.ID) error {
	err := s.update(ctx, "remove account", func(ctx context.Context, t *tx) error {
		for _, query := range []string{
			"DELETE FROM outgoing WHERE account = ? AND state <> 'sending'",
			"DELETE FROM notices WHERE account = ?",
			"DELETE FROM requests WHERE account = ?",
			"DELETE FROM messages WHERE account = ?",
		} {
			if _, err := t.exec(ctx, query, id); err != nil {
				return err
			}
		}
		n, err := t.exec(ctx, "DELETE FROM accounts WHERE id = ?", id)
		if err == nil && n == 0 {
			err = mail.ErrNotFound
		}
		t.note(event.Accounts{})
		t.note(event.Folders{Account: id})
		t.note(event.Outbox{})
		t.note(event.Drafts{})
		t.note(event.Lagged{}) // every list may have lost rows
		return err
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}
