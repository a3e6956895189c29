package model

import (
	"strings"

	"godwit/app"
	"godwit/app/gui/lang"
)

// Contacts is the address book as it is shown: those that go with some words.
type Contacts struct {
	all    []app.Contact
	folded []string // what is searched, of each
	Shown  []app.Contact
	places map[int64]int // by id, among the shown
}

// NewContacts shows everyone.
func NewContacts(all []app.Contact) *Contacts {
	c := &Contacts{all: all, folded: make([]string, len(all))}
	for i, p := range all {
		words := append([]string{p.Name}, p.Emails...)
		for _, m := range p.Members {
			words = append(words, m.Name, m.Email)
		}
		c.folded[i] = strings.ToLower(strings.Join(words, " "))
	}
	c.Find("")
	return c
}

// Find shows those that have all the words, anywhere.
func (c *Contacts) Find(text string) {
	words := strings.Fields(strings.ToLower(text))
	c.Shown, c.places = make([]app.Contact, 0, len(c.all)), make(map[int64]int, len(c.all))
	for i, p := range c.all {
		if containsAll(c.folded[i], words) {
			c.places[p.ID] = len(c.Shown)
			c.Shown = append(c.Shown, p)
		}
	}
}

func containsAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// All is how many there are.
func (c *Contacts) All() int { return len(c.all) }

// Place is where a contact is among the shown.
func (c *Contacts) Place(id int64) (int, bool) {
	i, ok := c.places[id]
	return i, ok
}

// Get is a shown contact.
func (c *Contacts) Get(id int64) (app.Contact, bool) {
	i, ok := c.places[id]
	if !ok {
		return app.Contact{}, false
	}
	return c.Shown[i], true
}

// Called finds a contact by name, among all.
func (c *Contacts) Called(name string) (app.Contact, bool) {
	for _, p := range c.all {
		if p.Name == name {
			return p, true
		}
	}
	return app.Contact{}, false
}

// AddressesOf is what a contact's second line says: its addresses, or who is in
// the group.
func AddressesOf(p app.Contact) string {
	if !p.Group {
		return strings.Join(p.Emails, ", ")
	}
	var names []string
	for _, m := range p.Members[:min(len(p.Members), 10)] {
		names = append(names, m.Display())
	}
	return strings.Join(names, ", ")
}

// PlainAddresses is a contact's addresses, or those of a group's members, as one
// text.
func PlainAddresses(p app.Contact) string {
	if !p.Group {
		return strings.Join(p.Emails, ", ")
	}
	var out []string
	for _, m := range p.Members {
		out = append(out, m.Email)
	}
	return strings.Join(out, ", ")
}

// ImportedText says what became of a file of contacts.
func ImportedText(added, updated, broken int) string {
	var parts []string
	if added > 0 || updated+broken == 0 {
		parts = append(parts, lang.N(added, "{n} contact added.", "{n} contacts added."))
	}
	if updated > 0 {
		parts = append(parts, lang.N(updated, "{n} was here before and is up to date now.", "{n} were here before and are up to date now."))
	}
	if broken > 0 {
		parts = append(parts, lang.N(broken, "{n} entry could not be read.", "{n} entries could not be read."))
	}
	return strings.Join(parts, " ")
}
