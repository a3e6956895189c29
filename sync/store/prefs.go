package store

import (
	"context"
	"database/sql"
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

// PrefsUnder returns the keys of the settings that begin with prefix, in order.
func (s *Store) PrefsUnder(ctx context.Context, prefix string) ([]string, error) {
	keys, err := collect(ctx, s.mail.read, func(r *sql.Rows) (key string, err error) {
		err = r.Scan(&key)
		return key, err
	}, "SELECT key FROM prefs WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", prefix)
	if err != nil {
		return nil, fmt.Errorf("settings under %q: %w", prefix, err)
	}
	return keys, nil
}

// SetPref keeps a setting; "" removes it.
func (s *Store) SetPref(ctx context.Context, key, value string) error {
	return s.update(ctx, "keep setting", func(ctx context.Context, t *tx) error { return t.setPref(ctx, key, value) })
}
