package model

import (
	"strings"

	"godwit/sync/mail"
)

// People are those one had mail with, most often first met first.
type People struct{ list []mail.Address }

// PeopleOf gathers everyone named in rows.
func PeopleOf(rows []mail.Row) People {
	var p People
	seen := make(map[string]int)
	add := func(a mail.Address) {
		key := strings.ToLower(a.Email)
		if a.Email == "" || strings.Contains(key, "noreply") || strings.Contains(key, "no-reply") {
			return
		}
		if i, ok := seen[key]; ok {
			if p.list[i].Name == "" {
				p.list[i].Name = a.Name
			}
			return
		}
		seen[key] = len(p.list)
		p.list = append(p.list, a)
	}
	for _, r := range rows {
		add(r.From)
		for _, a := range r.To {
			add(a)
		}
	}
	return p
}

// Match is the people whose name or address begins a word with typed.
func (p People) Match(typed string, limit int) []mail.Address {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return nil
	}
	var out []mail.Address
	for _, a := range p.list {
		if begins(a.Name, typed) || begins(a.Email, typed) {
			if out = append(out, a); len(out) == limit {
				break
			}
		}
	}
	return out
}

func begins(s, typed string) bool {
	s = strings.ToLower(s)
	if strings.HasPrefix(s, typed) {
		return true
	}
	for _, sep := range []string{" ", "@", "."} {
		if strings.Contains(s, sep+typed) {
			return true
		}
	}
	return false
}
