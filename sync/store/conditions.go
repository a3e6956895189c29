package store

import (
	"context"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

var searchFlags = map[string]mail.Flags{
	"seen":      mail.Seen,
	"flagged":   mail.Flagged,
	"answered":  mail.Answered,
	"draft":     mail.Draft,
	"forwarded": mail.Forwarded,
}

// conditions writes what of a search is not about words, as SQL on messages m
// that begins with AND, or "".
func (s *Store) conditions(ctx context.Context, e query.Expr, account accounts.ID) (string, []any, error) {
	var b strings.Builder
	var args []any
	add := func(sql string, a ...any) {
		b.WriteString(" AND " + sql)
		args = append(args, a...)
	}
	if account != 0 {
		add("m.account = ?", account)
	}
	for _, f := range e.Flags {
		if flag, ok := searchFlags[f.Name]; ok {
			op := " <> 0"
			if f.Not {
				op = " = 0"
			}
			add("m.flags & " + strconv.Itoa(int(flag)) + op) // as the partial indexes have it
			continue
		}
		in := "EXISTS"
		if f.Not {
			in = "NOT EXISTS"
		}
		add(in+" (SELECT 1 FROM json_each(iif(m.tags = '', '[]', m.tags)) WHERE lower(value) = lower(?))", clip(f.Name, maxText))
	}
	if e.HasAttachment {
		add("m.attachments > 0")
	}
	if !e.Since.IsZero() {
		add("m.ord >= ?", max(e.Since.Unix(), 0)<<lowBits)
	}
	if !e.Before.IsZero() {
		add("m.ord < ?", max(e.Before.Unix(), 0)<<lowBits)
	}
	if e.Folder != "" {
		ids, err := collect(ctx, s.mail.read, number[mail.FolderID], `SELECT id FROM folders WHERE gone = 0
			AND (role = lower(?1) OR lower(path) = lower(?1) OR lower(path) LIKE '%/' || lower(?1))`, clip(e.Folder, maxText))
		if err != nil {
			return "", nil, err
		}
		add("m.folder IN (" + list(ids) + ")")
	}
	return b.String(), args, nil
}
