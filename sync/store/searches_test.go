package store

import (
	"errors"
	"slices"
	"testing"

	"godwit/sync/event"
	"godwit/sync/mail"
)

func TestSavedSearches(t *testing.T) {
	s := fresh(t)
	names := func(want ...mail.SavedSearch) {
		t.Helper()
		got, err := s.Searches(t.Context())
		check(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("saved: %+v, want %+v", got, want)
		}
	}
	sub := s.hub.Subscribe()
	defer sub.Close()

	names()
	check(t, s.SetPref(t.Context(), "search", "another setting"))
	check(t, s.SaveSearch(t.Context(), mail.SavedSearch{Name: " unread bills ", Text: "is:unread bill "}))
	check(t, s.SaveSearch(t.Context(), mail.SavedSearch{Name: "Ada", Text: "from:ada"}))
	names(mail.SavedSearch{Name: "Ada", Text: "from:ada"}, mail.SavedSearch{Name: "unread bills", Text: "is:unread bill"})
	if got := sub.Take(); !slices.Contains(got, event.Event(event.Folders{})) {
		t.Errorf("events: %v", got)
	}

	check(t, s.SaveSearch(t.Context(), mail.SavedSearch{Name: "Ada", Text: "from:ada is:unread"}))
	check(t, s.RenameSearch(t.Context(), "unread bills", "Bills"))
	names(mail.SavedSearch{Name: "Ada", Text: "from:ada is:unread"}, mail.SavedSearch{Name: "Bills", Text: "is:unread bill"})

	if err := s.RenameSearch(t.Context(), "unread bills", "x"); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("rename of one that is not there: %v", err)
	}
	for _, v := range []mail.SavedSearch{{Name: " ", Text: "x"}, {Name: "x"}} {
		if err := s.SaveSearch(t.Context(), v); !errors.Is(err, ErrUnnamed) {
			t.Errorf("save %+v: %v", v, err)
		}
	}
	if err := s.RenameSearch(t.Context(), "Ada", ""); !errors.Is(err, ErrUnnamed) {
		t.Errorf("rename to nothing: %v", err)
	}

	check(t, s.RenameSearch(t.Context(), "Bills", "Ada")) // in its place
	names(mail.SavedSearch{Name: "Ada", Text: "is:unread bill"})
	check(t, s.RemoveSearch(t.Context(), "Ada"))
	names()
}
