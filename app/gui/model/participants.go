package model

import (
	"slices"
	"strings"

	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// maxParticipants is how many are named; of more, the first and the last ones.
const maxParticipants = 4

// Participants names who wrote in a conversation, in short: "Anna, me … Bengt".
// own are the addresses that one writes from.
func Participants(people []mail.Address, own []string) string {
	var names []string
	for _, p := range people {
		name := shortName(p)
		if slices.ContainsFunc(own, func(o string) bool { return strings.EqualFold(o, p.Email) }) {
			name = lang.T("me")
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if n := len(names); n > maxParticipants {
		return strings.Join(names[:2], ", ") + " … " + strings.Join(names[n-2:], ", ")
	}
	return strings.Join(names, ", ")
}

// shortName is a person's first name; all of a name that may not be one's.
func shortName(a mail.Address) string {
	if a.Name == "" {
		local, _, _ := strings.Cut(a.Email, "@")
		return local
	}
	name := strings.Trim(a.Name, `"' `)
	if family, first, ok := strings.Cut(name, ", "); ok && !strings.Contains(family, " ") { // "Åkesson, Anna"
		name = first
	}
	words := strings.Fields(name)
	if len(words) == 2 || len(words) == 3 {
		return words[0]
	}
	return name
}
