package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"godwit/sync/event"
	"godwit/sync/mail"
)

// searchPref is what the keys of saved searches begin with; their names follow.
const searchPref = "search/"

// Bounds of a saved search, in octets.
const (
	maxSearchName = 200
	maxSearchText = 4096
)

// Searches are the saved searches in the order of their names.
func (s *Store) Searches(ctx context.Context) ([]mail.SavedSearch, error) {
	saved, err := collect(ctx, s.mail.read, func(r *sql.Rows) (mail.SavedSearch, error) {
		var v mail.SavedSearch
		return v, r.Scan(&v.Name, &v.Text)
	}, "SELECT substr(key, length(?1) + 1), value FROM prefs WHERE substr(key, 1, length(?1)) = ?1 ORDER BY lower(key), key", searchPref)
	if err != nil {
		return nil, fmt.Errorf("saved searches: %w", err)
	}
	return saved, nil
}

// SaveSearch keeps a search; one of that name is replaced.
func (s *Store) SaveSearch(ctx context.Context, v mail.SavedSearch) error {
	v.Name, v.Text = strings.TrimSpace(clip(v.Name, maxSearchName)), strings.TrimSpace(clip(v.Text, maxSearchText))
	if v.Name == "" || v.Text == "" {
		return fmt.Errorf("save a search: %w", ErrUnnamed)
	}
	return s.update(ctx, "save a search", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "INSERT OR REPLACE INTO prefs (key, value) VALUES (?, ?)", searchPref+v.Name, v.Text)
		t.note(event.Folders{})
		return err
	})
}

// RenameSearch gives a saved search another name; one that has it already is
// replaced.
func (s *Store) RenameSearch(ctx context.Context, name, to string) error {
	if to = strings.TrimSpace(clip(to, maxSearchName)); to == "" {
		return fmt.Errorf("rename a search: %w", ErrUnnamed)
	}
	return s.update(ctx, "rename a search", func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "UPDATE OR REPLACE prefs SET key = ? WHERE key = ?", searchPref+to, searchPref+name)
		if err == nil && n == 0 {
			return mail.ErrNotFound
		}
		t.note(event.Folders{})
		return err
	})
}

// RemoveSearch forgets a saved search.
func (s *Store) RemoveSearch(ctx context.Context, name string) error {
	return s.update(ctx, "remove a search", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "DELETE FROM prefs WHERE key = ?", searchPref+name)
		t.note(event.Folders{})
		return err
	})
}
