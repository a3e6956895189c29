package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"godwit/sync/mail"
)

// Tag is a keyword of messages as a person knows it. Servers know only the key.
type Tag struct {
	Key    string `json:"key"`    // the IMAP keyword, "$label1"
	Name   string `json:"name"`   // "Important"
	Colour string `json:"colour"` // "#rrggbb"
}

const (
	prefTags = "tags" // of the profile; JSON
	maxTags  = 100
)

// usualTags are those that Thunderbird and others make of the keywords
// $label1 to $label5, with its names and colours.
func usualTags() []Tag {
	return []Tag{
		{"$label1", "Important", "#ff0000"},
		{"$label2", "Work", "#ff9900"},
		{"$label3", "Personal", "#009900"},
		{"$label4", "To do", "#3333ff"},
		{"$label5", "Later", "#993399"},
	}
}

// Tags are the tags of this profile in the order of their keys 1 to 9.
func (m *Mail) Tags(ctx context.Context) ([]Tag, error) {
	text, err := m.store.Pref(ctx, prefTags)
	if err != nil || text == "" {
		return usualTags(), err
	}
	var tags []Tag
	if json.Unmarshal([]byte(text), &tags) != nil { // of a later version
		return usualTags(), nil
	}
	return tags, nil
}

// InvalidTagError says why tags cannot be kept.
type InvalidTagError struct{ Text string }

func (e *InvalidTagError) Error() string { return "tag: " + e.Text }

// SetTags keeps the tags of this profile. One without a key gets it of its name.
// No message changes.
func (m *Mail) SetTags(ctx context.Context, tags []Tag) error {
	kept, err := checkTags(tags)
	if err != nil {
		return err
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return m.store.SetPref(ctx, prefTags, string(text))
}

// checkTags are tags as they can be kept, or *InvalidTagError.
func checkTags(tags []Tag) ([]Tag, error) {
	kept := make([]Tag, 0, len(tags))
	for _, t := range tags {
		t.Name = strings.TrimSpace(t.Name)
		if t.Key == "" {
			t.Key = TagKey(t.Name)
		}
		same := func(o Tag) bool { return strings.EqualFold(o.Key, t.Key) || strings.EqualFold(o.Name, t.Name) }
		switch {
		case t.Name == "" || t.Key == "" || len(t.Name) > 100:
			return nil, &InvalidTagError{"A tag needs a name with a letter or a digit."}
		case slices.ContainsFunc(kept, same):
			return nil, &InvalidTagError{"There is a tag of that name already."}
		case len(kept) == maxTags:
			return nil, &InvalidTagError{"There are too many tags."}
		case !isColour(t.Colour):
			return nil, &InvalidTagError{"A colour is written as #rrggbb."}
		}
		kept = append(kept, t)
	}
	return kept, nil
}

func isColour(s string) bool {
	return len(s) == 7 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdefABCDEF") == ""
}

// TagKey makes a keyword of a name: an atom of ASCII (RFC 9051 9), as every
// server can keep it. It is "" where nothing of the name is left.
func TagKey(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-':
			b.WriteRune(r)
		case r == ' ' || r == '_' || r == '/':
			b.WriteByte('_')
		case r > 0x7f:
			b.WriteString(strings.ToLower(asciiOf(r)))
		}
		if b.Len() >= 60 {
			break
		}
	}
	return strings.Trim(b.String(), "_")
}

// asciiOf writes a character that ASCII lacks by its number.
func asciiOf(r rune) string {
	const digits = "0123456789abcdef"
	out := []byte("u")
	for shift := 16; shift >= 0; shift -= 4 {
		if d := r >> shift; d > 0 {
			out = append(out, digits[d&15])
		}
	}
	return string(out)
}

// FindTag is the tag that a person means by a name or a key; where the profile
// has none, the text itself is the keyword.
func (m *Mail) FindTag(ctx context.Context, text string) (Tag, error) {
	tags, err := m.Tags(ctx)
	if err != nil {
		return Tag{}, err
	}
	for _, t := range tags {
		if strings.EqualFold(t.Name, text) || strings.EqualFold(t.Key, text) {
			return t, nil
		}
	}
	return Tag{Key: text, Name: text}, nil
}

// Tag adds tags to messages and takes others from them, by their keys.
func (m *Mail) Tag(ctx context.Context, ids []mail.MessageID, add, del []string) error {
	return m.store.Mark(ctx, ids, 0, 0, add, del)
}
