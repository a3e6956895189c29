package model

import "testing"

func TestCount(t *testing.T) {
	for text, want := range map[string]Counts{
		"":                        {},
		"\n\n-- \n":               {0, 3},
		"It's a well-known word.": {4, 23},
		"one\ntwo  three":         {3, 13},
		"> quoted 42":             {2, 11},
		"日本語 text":                {4, 8},
		"cafe\u0301 ok":           {2, 8},
	} {
		if got := Count(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	if got := (Counts{1, 1200}).String(); got != "1 word · 1,200 characters" {
		t.Error(got)
	}
}
