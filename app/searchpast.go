package app

import (
	"context"
	"slices"
	"strings"
)

const (
	pastPref    = "searched"
	mostPast    = 20
	longestPast = 300 // octets
)

// PastSearches are the searches that were used, the last first.
func (m *Mail) PastSearches(ctx context.Context) ([]string, error) {
	text, err := m.store.Pref(ctx, pastPref)
	if err != nil || text == "" {
		return nil, err
	}
	return strings.Split(text, "\n"), nil
}

// Searched notes that a search was used: a message was opened from it, or it
// was ended with Enter. Few are kept.
func (m *Mail) Searched(ctx context.Context, text string) error {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || len(text) > longestPast {
		return nil
	}
	past, err := m.PastSearches(ctx)
	if err != nil || len(past) > 0 && past[0] == text {
		return err
	}
	past = slices.DeleteFunc(past, func(s string) bool { return strings.EqualFold(s, text) })
	past = append([]string{text}, past[:min(len(past), mostPast-1)]...)
	return m.store.SetPref(ctx, pastPref, strings.Join(past, "\n"))
}

// ForgetSearches empties the list of searches that were used.
func (m *Mail) ForgetSearches(ctx context.Context) error { return m.store.SetPref(ctx, pastPref, "") }
