package store

import (
	"context"
	"database/sql"
	"fmt"

	"godwit/sync/mail"
)

// Contact is an entry of the address book.
type Contact struct {
	ID     int64
	UID    string // the card's
	Name   string
	Emails []string
	Card   string // vCard, which compose owns
}

func scanContact(r *sql.Rows) (Contact, error) {
	var c Contact
	var emails string
	err := r.Scan(&c.ID, &c.UID, &c.Name, &emails, &c.Card)
	c.Emails = fromJSON[string](emails)
	return c, err
}

// Contacts lists the address book by name.
func (s *Store) Contacts(ctx context.Context) ([]Contact, error) {
	all, err := collect(ctx, s.mail.read, scanContact, "SELECT id, uid, name, emails, card FROM contacts ORDER BY name COLLATE NOCASE, id")
	if err != nil {
		return nil, fmt.Errorf("list contacts: %w", err)
	}
	return all, nil
}

// SaveContacts adds entries, and replaces those with the same UID, all in one
// transaction. It returns how many were new.
func (s *Store) SaveContacts(ctx context.Context, list []Contact) (added int, err error) {
	err = s.update(ctx, "save contacts", func(ctx context.Context, t *tx) error {
		for _, c := range list {
			name, emails, now := clip(c.Name, maxText), toJSON(c.Emails), milli(s.now())
			n, err := t.exec(ctx, "UPDATE contacts SET name = ?, emails = ?, card = ?, changed = ? WHERE uid = ?", name, emails, c.Card, now, c.UID)
			if err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			if _, err := t.insert(ctx, "INSERT INTO contacts (uid, name, emails, card, changed) VALUES (?, ?, ?, ?, ?)", c.UID, name, emails, c.Card, now); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	return added, err
}

// DeleteContact removes an entry, or returns mail.ErrNotFound.
func (s *Store) DeleteContact(ctx context.Context, id int64) error {
	return s.update(ctx, "delete contact", func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM contacts WHERE id = ?", id)
		if err == nil && n == 0 {
			err = fmt.Errorf("contact %d: %w", id, mail.ErrNotFound)
		}
		return err
	})
}
