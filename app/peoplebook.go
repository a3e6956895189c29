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
	if strings.TrimSpace(name) == "" && len(addresses) > 0 {
		name = addresses[0]
	}
	for _, a := range addresses {
		if _, err := compose.Mailbox(a); err != nil {
			return &ProblemsError{[]compose.Problem{{Field: "to", Text: fmt.Sprintf("%q is not an address: %v.", a, err)}}}
		}
	}
	if len(addresses) == 0 {
		return &ProblemsError{[]compose.Problem{{Field: "to", Text: "Give an address."}}}
	}
	uid, _, _ := strings.Cut(compose.NewMessageID(""), "@")
	card := vcard.New(uid, name, addresses...)
	if group {
		card = vcard.NewGroup(uid, name, addresses...)
	}
	_, err := p.save(ctx, []vcard.Card{card})
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

// RemoveContact removes an entry.
func (p *People) RemoveContact(ctx context.Context, id int64) error {
	defer p.stale()
	return p.store.DeleteContact(ctx, id)
}

// ownDomains is the setting of the domains whose people are no outsiders.
const ownDomains = "compose.domains"

// OwnDomains are the domains whose people are no outsiders; with none, nobody is.
func (p *People) OwnDomains(ctx context.Context) ([]string, error) {
	domains, err := p.store.Pref(ctx, ownDomains)
	return strings.Fields(domains), err
}

// SetOwnDomains says which those are.
func (p *People) SetOwnDomains(ctx context.Context, domains []string) error {
	for _, d := range domains {
		if _, err := compose.Mailbox("x@" + d); err != nil {
			return &ProblemsError{[]compose.Problem{{Field: "to", Text: fmt.Sprintf("%q is not a domain.", d)}}}
		}
	}
	return p.store.SetPref(ctx, ownDomains, strings.Join(domains, " "))
}

// Known is what warnings about a draft need to know.
func (p *People) Known(ctx context.Context, d compose.Draft) (compose.Known, error) {
	var k compose.Known
	var err error
	if k.Domains, err = p.OwnDomains(ctx); err != nil {
		return k, err
	}
	if k.Bounced, err = p.store.Bounced(ctx); err != nil {
		return k, err
	}
	k.MaxSize, err = p.maxSize(ctx, d)
	return k, err
}

// maxSize is the largest message that the server of the draft's account last
// said it takes, 0 if it did not say (RFC 1870 6).
func (p *People) maxSize(ctx context.Context, d compose.Draft) (int64, error) {
	card, err := p.store.LastCard(ctx, d.Account)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(card.Extensions, func(e string) bool { return strings.HasPrefix(strings.ToUpper(e), "SIZE ") })
	if i < 0 {
		return 0, nil
	}
	var n int64
	_, err = fmt.Sscan(card.Extensions[i][5:], &n)
	if err != nil || n < 0 {
		return 0, nil // a server's odd word is none
	}
	return n, nil
}
