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

// Prefs are all settings by their keys, but for the sealed tokens of sign-ins.
func (s *Store) Prefs(ctx context.Context) (map[string]string, error) {
	prefs := make(map[string]string)
	err := each(ctx, s.mail.read, "SELECT key, value FROM prefs WHERE substr(key, 1, length(?1)) <> ?1", []any{tokenPref}, func(r *sql.Rows) error {
		var key, value string
		err := r.Scan(&key, &value)
		prefs[key] = value
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	return prefs, nil
}

// Settings are settings and accounts that change together.
type Settings struct {
	Prefs  map[string]string // "" removes one
	Add    []accounts.Account
	Update []accounts.Account
	// Then is asked for further Prefs, which name the accounts that were added;
	// nil: there are none.
	Then func(added []accounts.ID) map[string]string
}

// ChangeSettings changes all of it or nothing, and returns the ids of the
// accounts that were added, in their order.
func (s *Store) ChangeSettings(ctx context.Context, c Settings) ([]accounts.ID, error) {
	var added []accounts.ID
	err := s.update(ctx, "change settings", func(ctx context.Context, t *tx) error {
		for key, value := range c.Prefs {
			if err := t.setPref(ctx, key, value); err != nil {
				return err
			}
		}
		for _, a := range c.Update {
			if err := t.updateAccount(ctx, a); err != nil {
				return err
			}
		}
		for _, a := range c.Add {
			id, err := t.addAccount(ctx, a)
			if err != nil {
				return err
			}
			added = append(added, id)
		}
		if c.Then != nil {
			for key, value := range c.Then(added) {
				if err := t.setPref(ctx, key, value); err != nil {
					return err
				}
			}
		}
		if len(c.Add)+len(c.Update) > 0 {
			t.note(event.Accounts{})
		}
		t.note(event.Folders{}) // saved searches and favourites are in the tree
		return nil
	})
	return added, err
}

func (t *tx) setPref(ctx context.Context, key, value string) error {
	if value == "" {
		_, err := t.exec(ctx, "DELETE FROM prefs WHERE key = ?", key)
		return err
	}
	_, err := t.exec(ctx, "INSERT OR REPLACE INTO prefs (key, value) VALUES (?, ?)", key, value)
	return err
}

func (t *tx) addAccount(ctx context.Context, a accounts.Account) (accounts.ID, error) {
	a.ID = 0
	data, err := json.Marshal(a)
	if err != nil {
		return 0, err
	}
	n, err := t.insert(ctx, "INSERT INTO accounts (data) VALUES (?)", string(data))
	if err != nil {
		return 0, err
	}
	return accounts.ID(n), t.localFolders(ctx, accounts.ID(n), a)
}

func (t *tx) updateAccount(ctx context.Context, a accounts.Account) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, "UPDATE accounts SET data = ? WHERE id = ?", string(data), a.ID)
	if err == nil && n == 0 {
		err = mail.ErrNotFound
	}
	return err
}
