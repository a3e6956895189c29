package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestPastSearches(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	past := func() []string {
		list, err := a.Mail.PastSearches(t.Context())
		check(t, err)
		return list
	}
	for _, text := range []string{"one", "two  words", "", strings.Repeat("x", longestPast+1), "ONE"} {
		check(t, a.Mail.Searched(t.Context(), text))
	}
	if want := []string{"ONE", "two words"}; !slices.Equal(past(), want) {
		t.Errorf("%q, want %q", past(), want)
	}
	for i := range 2 * mostPast {
		check(t, a.Mail.Searched(t.Context(), fmt.Sprint(i)))
	}
	if got := past(); len(got) != mostPast || got[0] != fmt.Sprint(2*mostPast-1) {
		t.Errorf("%q", got)
	}
	hints, err := a.SearchHints(t.Context(), " ", 3)
	check(t, err)
	if len(hints) != 3 || hints[0].Text != "39" {
		t.Errorf("hints where nothing is typed: %+v", hints)
	}
	check(t, a.Mail.ForgetSearches(t.Context()))
	if got := past(); len(got) > 0 {
		t.Errorf("forgotten and there: %q", got)
	}
}

func TestSearchHints(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	for text, want := range map[string]string{
		"fr":         "from:",
		"x -subj":    "x -subject:",
		"f":          "",
		"a is:unr":   "a is:unread ",
		"has:p":      "has:pdf ",
		"from:":      "from:me ",
		"tag:impo":   `tag:"$label1" `,
		"before:yes": "before:yesterday ",
		"nothing:x":  "",
	} {
		hints, err := a.SearchHints(t.Context(), text, 8)
		check(t, err)
		got := ""
		if len(hints) > 0 {
			got = hints[0].Text
		}
		if got != want {
			t.Errorf("%q is offered %q, want %q: %+v", text, got, want, hints)
		}
	}
}
