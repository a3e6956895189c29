package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Person is an address that mail came from or went to.
type Person struct {
	mail.Address
	Sent     int // messages that went there
	Received int // and that came from there
	Last     time.Time
}

// maxPeople bounds the table: the rest is forgotten, first those who only wrote,
// longest ago.
const maxPeople = 20_000

// LearnPeople goes through messages that came since it last did, at most so
// many, and reports whether there are more. It is apart from the arrival of
// messages, which has no time for it.
func (s *Store) LearnPeople(ctx context.Context, limit int) (more bool, err error) {
	var seen int64
	if err := one(ctx, s.mail.read, "SELECT coalesce(max(value), 0) FROM marks WHERE key = 'people'", nil, &seen); err != nil {
		return false, fmt.Errorf("learn people: %w", err)
	}
	list, err := s.Accounts(ctx)
	if err != nil {
		return false, err
	}
	l := lesson{own: map[string]bool{}, people: map[string]*Person{}}
	for _, a := range list {
		for _, i := range a.Identities {
			l.own[strings.ToLower(i.Email)] = true
		}
	}
	n := 0
	err = each(ctx, s.mail.read, `SELECT m.id, f.role, m.from_name, m.from_email, m.recipients, m.copies, m.received
		FROM messages m JOIN folders f ON f.id = m.folder WHERE m.id > ? ORDER BY m.id LIMIT ?`, []any{seen, limit}, func(r *sql.Rows) error {
		n++
		return l.take(r, &seen)
	})
	if err != nil || n == 0 {
		return false, err
	}
	return n == limit, s.update(ctx, "learn people", func(ctx context.Context, t *tx) error { return t.learn(ctx, l, seen) })
}

// lesson is what messages say of people.
type lesson struct {
	own    map[string]bool
	people map[string]*Person
}

func (l *lesson) take(r *sql.Rows, id *int64) error {
	var role mail.Role
	var from mail.Address
	var to, copies string
	var received int64
	if err := r.Scan(id, &role, &from.Name, &from.Email, &to, &copies, &received); err != nil {
		return err
	}
	switch mine := l.own[strings.ToLower(from.Email)]; {
	case role == mail.Junk || role == mail.Trash || role == mail.Drafts:
	case role == mail.Sent || mine:
		for _, list := range []string{to, copies} {
			for _, a := range fromJSON[mail.Address](list) {
				l.note(a, 1, 0, received)
			}
		}
	default:
		l.note(from, 0, 1, received)
	}
	return nil
}

func (l *lesson) note(a mail.Address, sent, received int, when int64) {
	key := strings.ToLower(a.Email)
	if l.own[key] || len(key) > 320 || strings.Count(key, "@") != 1 || strings.ContainsAny(key, " \t\r\n<>,;") || sent == 0 && machine(key) {
		return
	}
	p := l.people[key]
	if p == nil {
		p = &Person{Address: mail.Address{Email: key}}
		l.people[key] = p
	}
	p.Sent += sent
	p.Received += received
	if at := fromMilli(when); !at.Before(p.Last) {
		p.Last = at
		if a.Name != "" && !strings.EqualFold(a.Name, a.Email) {
			p.Name = clip(a.Name, 200)
		}
	}
}

// machine reports an address that nobody reads.
func machine(address string) bool {
	local, _, _ := strings.Cut(address, "@")
	plain := strings.NewReplacer("-", "", "_", "", ".", "").Replace(local)
	for _, word := range []string{"noreply", "donotreply", "mailerdaemon", "bounce", "notification"} {
		if strings.Contains(plain, word) {
			return true
		}
	}
	return false
}

func (t *tx) learn(ctx context.Context, l lesson, seen int64) error {
	for key, p := range l.people {
		_, err := t.exec(ctx, `INSERT INTO people (address, name, sent, received, last) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET name = CASE WHEN excluded.name <> '' AND (excluded.last >= last OR name = '') THEN excluded.name ELSE name END,
			sent = sent + excluded.sent, received = received + excluded.received, last = max(last, excluded.last)`,
			key, p.Name, p.Sent, p.Received, milli(p.Last))
		if err != nil {
			return err
		}
	}
	if _, err := t.exec(ctx, "INSERT OR REPLACE INTO marks (key, value) VALUES ('people', ?)", seen); err != nil {
		return err
	}
	_, err := t.exec(ctx, `DELETE FROM people WHERE address IN (SELECT address FROM people ORDER BY forgotten DESC, sent > 0 DESC, last DESC LIMIT -1 OFFSET ?)`, maxPeople)
	return err
}

// People lists who is known, without those that were to be forgotten.
func (s *Store) People(ctx context.Context) ([]Person, error) {
	all, err := collect(ctx, s.mail.read, func(r *sql.Rows) (Person, error) {
		var p Person
		var last int64
		err := r.Scan(&p.Email, &p.Name, &p.Sent, &p.Received, &last)
		p.Last = fromMilli(last)
		return p, err
	}, "SELECT address, name, sent, received, last FROM people WHERE forgotten = 0")
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return all, nil
}

// ForgetPerson keeps an address from being suggested.
func (s *Store) ForgetPerson(ctx context.Context, address string) error {
	return s.update(ctx, "forget person", func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "UPDATE people SET forgotten = 1 WHERE address = ?", strings.ToLower(address))
		return err
	})
}

// Bounced lists addresses that mail was refused for or came back from.
func (s *Store) Bounced(ctx context.Context) ([]string, error) {
	all, err := collect(ctx, s.mail.read, text, `SELECT DISTINCT lower(address) FROM outgoing_recipients
		WHERE state = ? OR delivery LIKE '%"state":"failed"%' LIMIT ?`, mail.StateFailed, maxPeople)
	if err != nil {
		return nil, fmt.Errorf("list bounced addresses: %w", err)
	}
	return all, nil
}

// LastCard is what the last connection that sent for an account was like.
func (s *Store) LastCard(ctx context.Context, account accounts.ID) (mail.Card, error) {
	var c mail.Card
	card, err := first(collect(ctx, s.mail.read, text, "SELECT card FROM outgoing WHERE account = ? AND card LIKE '%SIZE %' ORDER BY changed DESC LIMIT 1", account))
	if err == nil {
		err = fromText(card, &c)
	}
	if err = ignoreMissing(err); err != nil {
		return c, fmt.Errorf("last connection of account %d: %w", account, err)
	}
	return c, nil
}
