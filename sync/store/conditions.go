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
	if e.NoAttachment {
		add("m.attachments = 0")
	}
	if e.Folder != "" {
		ids, err := s.foldersCalled(ctx, e.Folder)
		if err != nil {
			return "", nil, err
		}
		add("m.folder IN (" + list(ids) + ")")
	}
	for _, name := range e.NotFolders {
		ids, err := s.foldersCalled(ctx, name)
		if err != nil {
			return "", nil, err
		}
		add("m.folder NOT IN (" + list(ids) + ")")
	}
	return b.String(), args, nil
}

// foldersCalled finds the folders that a person calls by a name: a role, a
// path, or the last level of one.
func (s *Store) foldersCalled(ctx context.Context, name string) ([]mail.FolderID, error) {
	name = strings.ToLower(strings.Trim(name, "/"))
	folders, err := s.Folders(ctx, 0)
	var ids []mail.FolderID
	for _, f := range folders {
		path := strings.ToLower(f.Path)
		if string(f.Role) == name || path == name || strings.HasSuffix(path, "/"+name) {
			ids = append(ids, f.ID)
		}
	}
	return ids, err
}
