package store

import (
	"context"
	"strings"

	"godwit/sync/mail"
)

// filter is the condition of a list that is about a message itself, as SQL that
// begins with AND, or "". It has no arguments, so that it can stand more than
// once in a query.
func (s *Store) filter(ctx context.Context, q mail.ListQuery) (string, error) {
	conditions, err := s.conditionsOf(ctx, q)
	if err != nil || conditions == "" || len(q.Keep) == 0 {
		return conditions, err
	}
	return " AND (TRUE" + conditions + " OR id IN (" + list(q.Keep) + "))", nil
}

func (s *Store) conditionsOf(ctx context.Context, q mail.ListQuery) (string, error) {
	var b strings.Builder
	if q.Unread { // as the partial indexes have it, and so below
		b.WriteString(" AND flags & 1 = 0")
	}
	if q.Starred {
		b.WriteString(" AND flags & 4 <> 0")
	}
	if q.NoMuted {
		b.WriteString(" AND thread NOT IN (SELECT thread FROM muted)")
	}
	if q.Attached {
		b.WriteString(" AND attachments > 0")
	}
	if q.Tag != "" {
		b.WriteString(" AND EXISTS (SELECT 1 FROM json_each(iif(tags = '', '[]', tags)) WHERE lower(value) = lower(" + literal(q.Tag) + "))")
	}
	if q.Known {
		b.WriteString(` AND lower(from_email) IN (SELECT address FROM people WHERE sent > 0
			UNION SELECT lower(value) FROM contacts, json_each(iif(emails = '', '[]', emails)))`)
	}
	if q.ToMe {
		own, err := s.ownAddresses(ctx)
		if err != nil {
			return "", err
		}
		b.WriteString(" AND (FALSE")
		for _, address := range own {
			written := strings.ToLower(strings.Trim(toJSON([]mail.Address{{Email: address}}), "[{}]"))
			_, written, _ = strings.Cut(written, ",") // "address":"…"
			b.WriteString(" OR instr(lower(recipients || copies), " + literal(written) + ") > 0")
		}
		b.WriteString(")")
	}
	return b.String(), nil
}

// ownAddresses are those that mail is written from.
func (s *Store) ownAddresses(ctx context.Context) ([]string, error) {
	list, err := s.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	var own []string
	for _, a := range list {
		for _, i := range a.Identities {
			own = append(own, i.Email)
		}
	}
	return own, nil
}

// literal writes a text as SQL does.
func literal(text string) string {
	return "'" + strings.ReplaceAll(clip(text, maxText), "'", "''") + "'"
}
