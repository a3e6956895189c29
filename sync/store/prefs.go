package store

import (
	"context"
	"fmt"
)

// Pref returns a setting, "" if it was never set.
func (s *Store) Pref(ctx context.Context, key string) (string, error) {
	var value string
	err := one(ctx, s.mail.read, "SELECT value FROM prefs WHERE key = ?", []any{key}, &value)
	if err = ignoreMissing(err); err != nil {
		return "", fmt.Errorf("setting %q: %w", key, err)
	}
	return value, nil
}

// SetPref keeps a setting; "" removes it.
func (s *Store) SetPref(ctx context.Context, key, value string) error {
	return s.update(ctx, "keep setting", func(ctx context.Context, t *tx) error {
		if value == "" {
			_, err := t.exec(ctx, "DELETE FROM prefs WHERE key = ?", key)
			return err
		}
		_, err := t.exec(ctx, "INSERT OR REPLACE INTO prefs (key, value) VALUES (?, ?)", key, value)
		return err
	})
}
