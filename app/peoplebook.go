package app

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"godwit/compose"
	"godwit/compose/vcard"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// Contact is an entry of the address book.
type Contact struct {
	ID      int64
	Name    string
	Emails  []string
	Group   bool
	Members []mail.Address // of a group
}

// Contacts is the address book, by name. Members of a group that are entries
// themselves have their names and first addresses.
func (p *People) Contacts(ctx context.Context) ([]Contact, error) {
	rows, cards, err := p.cards(ctx)
	if err != nil {
		return nil, err
	}
	byUID := map[string]vcard.Card{}
	for _, c := range cards {
		byUID[c.UID] = c
	}
	out := make([]Contact, len(rows))
	for i, c := range cards {
		out[i] = Contact{ID: rows[i].ID, Name: c.Name, Emails: c.Emails, Group: c.Group}
		for _, m := range c.Members {
			if of, ok := byUID[m]; ok && len(of.Emails) > 0 {
				out[i].Members = append(out[i].Members, mail.Address{Name: of.Name, Email: of.Emails[0]})
			} else if strings.Contains(m, "@") {
				out[i].Members = append(out[i].Members, mail.Address{Email: m})
			}
		}
	}
	return out, nil
}

func (p *People) cards(ctx context.Context) ([]store.Contact, []vcard.Card, error) {
	rows, err := p.store.Contacts(ctx)
	if err != nil {
		return nil, nil, err
	}
	cards := make([]vcard.Card, len(rows))
	for i, r := range rows {
		read, _, err := vcard.Read(strings.NewReader(r.Card))
		if err != nil || len(read) != 1 {
			read = []vcard.Card{vcard.New(r.UID, r.Name, r.Emails...)}
		}
		cards[i] = read[0]
	}
	return rows, cards, nil
}

// AddContact adds an entry; a group where there is more than one address and no
// person has them all.
func (p *People) AddContact(ctx context.Context, name string, addresses []string, group bool) error {
	name, err := checkContact(name, addresses)
	if err != nil {
		return err
	}
	card := newCard(name, addresses...)
	if group {
		_, cards, err := p.cards(ctx)
		if err != nil {
			return err
		}
		card = vcard.NewGroup(card.UID, name, entries(cards, addresses)...)
	}
	_, err = p.save(ctx, []vcard.Card{card})
	return err
}

func newCard(name string, addresses ...string) vcard.Card {
	uid, _, _ := strings.Cut(compose.NewMessageID(""), "@")
	return vcard.New(uid, name, addresses...)
}

// checkContact is the name that an entry gets; an error if it cannot be.
func checkContact(name string, addresses []string) (string, error) {
	for _, a := range addresses {
		if _, err := compose.Mailbox(a); err != nil {
			return "", &ProblemsError{[]compose.Problem{{Field: "to", Text: fmt.Sprintf("%q is not an address: %v.", a, err)}}}
		}
	}
	if len(addresses) == 0 {
		return "", &ProblemsError{[]compose.Problem{{Field: "to", Text: "Give an address."}}}
	}
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		name = addresses[0]
	}
	return name, nil
}

// AddPeople adds those who are not in the address book, an entry each, and
// returns how many these were.
func (p *People) AddPeople(ctx context.Context, people []mail.Address) (added int, err error) {
	have, err := p.Contacts(ctx)
	if err != nil {
		return 0, err
	}
	known := map[string]bool{}
	for _, c := range have {
		for _, e := range c.Emails {
			known[strings.ToLower(e)] = true
		}
	}
	var cards []vcard.Card
	for _, a := range people {
		name, err := checkContact(a.Name, []string{a.Email})
		if err != nil {
			return 0, err
		}
		if key := strings.ToLower(a.Email); !known[key] {
			known[key] = true
			cards = append(cards, newCard(name, a.Email))
		}
	}
	return p.save(ctx, cards)
}

// EditContact changes the name and the addresses of an entry, of a group its
// members. What else is known of it stays.
func (p *People) EditContact(ctx context.Context, id int64, name string, addresses []string) error {
	name, err := checkContact(name, addresses)
	if err != nil {
		return err
	}
	rows, cards, err := p.cards(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(r store.Contact) bool { return r.ID == id })
	if i < 0 {
		return fmt.Errorf("contact %d: %w", id, mail.ErrNotFound)
	}
	if cards[i].Group {
		addresses = entries(cards, addresses)
	}
	_, err = p.save(ctx, []vcard.Card{cards[i].With(name, addresses...)})
	return err
}

// ImportContacts adds the entries of a vCard file; those that came before are
// brought up to date. broken is how many could not be read.
func (p *People) ImportContacts(ctx context.Context, r io.Reader) (added, updated, broken int, err error) {
	cards, broken, err := vcard.Read(r)
	if err != nil {
		return 0, 0, 0, err
	}
	n, err := p.save(ctx, cards)
	return n, len(cards) - n, broken, err
}

func (p *People) save(ctx context.Context, cards []vcard.Card) (added int, err error) {
	defer p.stale()
	rows := make([]store.Contact, len(cards))
	for i, c := range cards {
		rows[i] = store.Contact{UID: c.UID, Name: c.Name, Emails: c.Emails, Card: vcard.Write([]vcard.Card{c}, vcard.V4)}
	}
	return p.store.SaveContacts(ctx, rows)
}

// ExportContacts is the address book as a vCard file.
func (p *People) ExportContacts(ctx context.Context, v vcard.Version) (string, error) {
	_, cards, err := p.cards(ctx)
	return vcard.Write(cards, v), err
}

// entries names members of a group by their entries, where an address is the
// first one of such: the group follows when that changes.
func entries(cards []vcard.Card, addresses []string) []string {
	by := map[string]string{}
	for _, c := range cards {
		if !c.Group && len(c.Emails) > 0 {
			by[strings.ToLower(c.Emails[0])] = c.UID
		}
	}
	out := slices.Clone(addresses)
	for i, a := range out {
		if uid, ok := by[strings.ToLower(a)]; ok {
			out[i] = uid
		}
	}
	return out
}

// RemoveContacts removes entries. undo brings them back as they were, under
// other numbers.
func (p *People) RemoveContacts(ctx context.Context, ids []int64) (undo func(context.Context) error, err error) {
	rows, err := p.store.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	defer p.stale()
	rows = slices.DeleteFunc(rows, func(r store.Contact) bool { return !slices.Contains(ids, r.ID) })
	for _, id := range ids {
		if err := p.store.DeleteContact(ctx, id); err != nil {
			return nil, err
		}
	}
	return func(ctx context.Context) error {
		defer p.stale()
		_, err := p.store.SaveContacts(ctx, rows)
		return err
	}, nil
}
