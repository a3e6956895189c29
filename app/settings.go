package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"godwit/sync/store"
)

// Setting is one thing that a person chooses about the program. The command line,
// files of settings and the window know it by its ID, and its values by words.
type Setting struct {
	ID     string   // "window.density"; never changes: files name it
	Title  string   // for a person, in English
	Values []string // the words that it may be; nil where it is a number or a text
	Usual  string   // what holds until somebody chooses

	Low, High float64 // of a number; both 0 for a text

	get func(prefs map[string]string) string
	set func(prefs map[string]string, word string) error
}

// UnknownSettingError: there is no setting of that name.
type UnknownSettingError struct{ ID string }

func (e *UnknownSettingError) Error() string { return "there is no setting " + strconv.Quote(e.ID) }

// SettingValueError: a setting cannot be that.
type SettingValueError struct {
	ID, Value string
	Allowed   string // in words
}

func (e *SettingValueError) Error() string {
	return fmt.Sprintf("%s cannot be %q; it is %s", e.ID, e.Value, e.Allowed)
}

// longestSetting bounds a value, in octets.
const longestSetting = 4096

// Allowed says what a setting may be.
func (s Setting) Allowed() string {
	switch {
	case s.Values != nil:
		return strings.Join(s.Values, ", ")
	case s.High > 0:
		return fmt.Sprintf("a number from %v to %v", s.Low, s.High)
	}
	return "a text"
}

// check refuses what the setting cannot be.
func (s Setting) check(word string) error {
	n, err := strconv.ParseFloat(word, 64)
	switch {
	case s.Values != nil && !slices.Contains(s.Values, word),
		s.Values == nil && s.High > 0 && (err != nil || !(n >= s.Low && n <= s.High)), // no NaN
		len(word) > longestSetting, strings.ContainsFunc(word, func(r rune) bool { return r < ' ' }):
		return &SettingValueError{s.ID, cutTo(word, 60), s.Allowed()}
	}
	return nil
}

func cutTo(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// read is the value among a profile's prefs; one that cannot be is the usual one.
func (s Setting) read(prefs map[string]string) string {
	if word := s.get(prefs); s.check(word) == nil {
		return word
	}
	return s.Usual
}

// write puts a value among a profile's prefs.
func (s Setting) write(prefs map[string]string, word string) error {
	if err := s.check(word); err != nil {
		return err
	}
	return s.set(prefs, word)
}

// SettingValue is a setting and what it is now.
type SettingValue struct {
	Setting
	Value string
}

// Settings are all settings of the profile.
func (a *App) Settings(ctx context.Context) ([]SettingValue, error) {
	prefs, err := a.store.Prefs(ctx)
	if err != nil {
		return nil, err
	}
	var list []SettingValue
	for _, s := range Settings() {
		list = append(list, SettingValue{s, s.read(prefs)})
	}
	return list, nil
}

// SetSetting changes a setting; *UnknownSettingError, *SettingValueError. A window
// that is open on the profile follows.
func (a *App) SetSetting(ctx context.Context, id, word string) error {
	s, ok := settingCalled(id)
	if !ok {
		return &UnknownSettingError{id}
	}
	before, err := a.store.Prefs(ctx)
	if err != nil {
		return err
	}
	after := cloned(before)
	if err := s.write(after, word); err != nil {
		return err
	}
	if _, err = a.store.ChangeSettings(ctx, store.Settings{Prefs: changed(before, after)}); err == nil {
		a.engine.quiet.look()
	}
	return err
}

func settingCalled(id string) (Setting, bool) {
	list := Settings()
	i := slices.IndexFunc(list, func(s Setting) bool { return s.ID == id })
	if i < 0 {
		return Setting{}, false
	}
	return list[i], true
}

func cloned(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// changed are the prefs that are to be written to come from before to after.
func changed(before, after map[string]string) map[string]string {
	out := make(map[string]string)
	for k, v := range after {
		if before[k] != v {
			out[k] = v
		}
	}
	for k := range before {
		if _, there := after[k]; !there {
			out[k] = ""
		}
	}
	return out
}
