package query

import (
	"testing"
	"time"
)

// TestWiden: of a search without its words is left what any message that fits
// it fits.
func TestWiden(t *testing.T) {
	wordless := func(n Node) bool {
		return Every(n, func(c Node) bool { _, words := c.(Words); return !words })
	}
	for text, want := range map[string]string{
		"":                                  "",
		"tea":                               "",
		"tea is:unread":                     "is:unread",
		"tea OR is:unread":                  "",
		"is:starred OR is:unread":           "is:starred OR is:unread",
		"-tea in:inbox":                     "in:inbox",
		"-in:trash tea":                     "-in:trash",
		"-(tea in:trash) in:a":              "in:a",
		"(tea in:a) OR (cake in:b)":         "in:a OR in:b",
		"(tea OR in:a) larger:10 NOT in:b":  "larger:10 -in:b",
		"-(in:a OR (in:b tea)) (in:c in:d)": "in:c in:d",
	} {
		n := Widen(Parse(text, time.Now()).Root, wordless)
		if got := (Query{Root: n}).String(); got != want {
			t.Errorf("%q is widened to %q, want %q", text, got, want)
		}
	}
}
