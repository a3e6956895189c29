// Package lang says the window's words in a person's language.
//
// The code is written in English, and the English text is the key of its
// translations, which are files of their own: assets/lang/de.json and its
// neighbours. A text that has no translation is shown in English; the tests of
// this package read the source and fail when a catalog lacks a text, has one
// that nobody uses, or has other parts in braces than the English one.
//
// The language is chosen once, by [Use], before there is a window, and is the one
// value of the process that is not passed on: words are needed in every widget
// and in every sentence of app/gui/model, and a language that changes below a
// window would leave half of its texts as they were. The command line, the log,
// and what the core writes for both stay English.
package lang

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"

	"godwit/assets"
)

// Language is one that the window speaks.
type Language struct {
	Tag  string // "de"
	Name string // "Deutsch", as its speakers call it

	thousands, decimal string
	form               func(n int) int // which of a text's forms goes with n
}

// All are the languages that there are, English first.
func All() []Language {
	return []Language{
		{"en", "English", ",", ".", oneOrMany},
		{"de", "Deutsch", ".", ",", oneOrMany},
		{"fr", "Français", "\u202f", ",", func(n int) int { return form(n > 1) }},
		{"es", "Español", ".", ",", oneOrMany},
		{"zh", "简体中文", ",", ".", func(int) int { return 0 }},
	}
}

func oneOrMany(n int) int { return form(n != 1) }

func form(many bool) int {
	if many {
		return 1
	}
	return 0
}

// spoken is a language with its texts. It is not changed once it is in use.
type spoken struct {
	Language
	texts  map[string]forms
	shapes []shape // of the core's sentences
}

// forms are the translations of one text: one, or as many as the language has
// plurals.
type forms []string

// UnmarshalJSON reads "text" or ["one", "many"].
func (f *forms) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*f = forms{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(f))
}

var chosen atomic.Pointer[spoken]

// Use chooses the first of the wished languages that there is; English when
// there is none of them. A wish is a tag such as "de", "de-CH" or "zh_CN.UTF-8";
// "" is none. Call it before the first window; tests put "en" back.
func Use(wishes ...string) {
	for _, wish := range wishes {
		base, _, _ := strings.Cut(strings.NewReplacer("_", "-", ".", "-").Replace(strings.ToLower(wish)), "-")
		for _, l := range All() {
			if l.Tag == base {
				chosen.Store(load(l))
				return
			}
		}
	}
	chosen.Store(load(All()[0]))
}

// load reads a language's texts. A catalog that cannot be read leaves English
// words: it is compiled in, so a test finds that.
func load(l Language) *spoken {
	s := &spoken{Language: l}
	if json.Unmarshal(assets.Texts(l.Tag), &s.texts) == nil {
		s.shapes = shapes(s.texts)
	}
	return s
}

func now() *spoken {
	if s := chosen.Load(); s != nil {
		return s
	}
	return &spoken{Language: All()[0]}
}

// Tag is the language in use: "en".
func Tag() string { return now().Tag }

// T is a text in the language in use. parts are names and values that fill what
// stands in braces: T("Moved to {folder}", "folder", name). What follows a bar
// tells two meanings of the same English word apart and is not shown:
// "Archive|folder".
func T(text string, parts ...any) string {
	s := now()
	if f := s.texts[text]; len(f) > 0 {
		return s.fill(f[0], parts)
	}
	meaning, _, _ := strings.Cut(text, "|")
	return s.fill(meaning, parts)
}

// N is a text with a number: N(3, "{n} message", "{n} messages"). The text for
// many is the key.
func N(n int, one, many string, parts ...any) string {
	s := now()
	parts = append([]any{"n", n}, parts...)
	if f := s.texts[many]; len(f) > s.form(n) {
		return s.fill(f[s.form(n)], parts)
	}
	if n == 1 {
		return s.fill(one, parts)
	}
	return s.fill(many, parts)
}

// fill puts values where their names stand. A value is never looked through
// for names, so what a mail says stays as it is.
func (s *spoken) fill(text string, parts []any) string {
	if len(parts) == 0 {
		return text
	}
	var pairs []string
	for i := 0; i+1 < len(parts); i += 2 {
		value := fmt.Sprint(parts[i+1])
		if n, ok := parts[i+1].(int); ok {
			value = s.number(n)
		}
		pairs = append(pairs, "{"+fmt.Sprint(parts[i])+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
