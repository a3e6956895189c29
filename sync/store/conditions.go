package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/sync/digest"
	"godwit/sync/fulltext"
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

// compiler makes clauses of a search. It knows the names that a search may have.
type compiler struct {
	folders  []mail.Folder
	accounts []accounts.Account
	own      []string // addresses
}

func (s *Store) compiler(ctx context.Context) (*compiler, error) {
	c := &compiler{}
	var err error
	if c.accounts, err = s.Accounts(ctx); err != nil {
		return nil, err
	}
	for _, a := range c.accounts {
		for _, id := range a.Identities {
			c.own = append(c.own, id.Email)
		}
	}
	c.folders, err = s.Folders(ctx, 0)
	return c, err
}

// condition compiles a tree. It is nil for signs without a letter or digit:
// they ask for nothing beside something else, and find nothing alone.
func (c *compiler) condition(n query.Node) condition {
	switch n := n.(type) {
	case nil:
		return inRows{sql: "1"}
	case query.And:
		return together(both, c.parts(n))
	case query.Or:
		return together(either, c.parts(n))
	case query.Not:
		part := c.condition(n.Node)
		if part == nil {
			return inRows{sql: "1"}
		}
		return opposite(part)
	case query.Words:
		if q := c.match(n); q != nil {
			return inWords{q}
		}
		return nil
	case query.Has:
		if n.Kind != "" {
			return inWords{fulltext.NewFact(digest.Kind(n.Kind))}
		}
	case query.Ending:
		return inWords{fulltext.NewFact(digest.Ending(n.Name))}
	}
	return c.row(n)
}

// together is nil where no part asks for anything.
func together(how func([]condition) condition, parts []condition) condition {
	if len(parts) == 0 {
		return nil
	}
	return how(parts)
}

// parts are the conditions of nodes that ask for something.
func (c *compiler) parts(nodes []query.Node) []condition {
	var list []condition
	for _, n := range nodes {
		if part := c.condition(n); part != nil {
			list = append(list, part)
		}
	}
	return list
}

// row writes what is not about words as SQL on messages m.
func (c *compiler) row(n query.Node) condition {
	switch n := n.(type) {
	case query.Flag:
		return inRows{sql: "m.flags & " + strconv.Itoa(int(searchFlags[n.Name])) + " <> 0"} // as the partial indexes have it
	case query.Tag:
		const among = "EXISTS (SELECT 1 FROM json_each(iif(%s = '', '[]', %s)) WHERE lower(value) = lower(?))"
		name := clip(n.Name, maxText)
		return inRows{"(m.tags <> '' AND " + strings.ReplaceAll(among, "%s", "m.tags") + " OR m.labels <> '' AND " + strings.ReplaceAll(among, "%s", "m.labels") + ")", []any{name, name}}
	case query.Has:
		return inRows{sql: "m.attachments > 0"}
	case query.Folder:
		return inRows{sql: "m.folder IN (" + list(c.foldersCalled(n.Name)) + ")"}
	case query.Account:
		return inRows{sql: "m.account IN (" + list(c.accountsCalled(n.Name)) + ")"}
	case query.Since:
		return inRows{"m.ord >= ?", []any{place(n.Day)}}
	case query.Before:
		return inRows{"m.ord < ?", []any{place(n.Day)}}
	case query.Larger:
		return inRows{"m.size >= ?", []any{n.Octets}}
	case query.Smaller:
		return inRows{"m.size < ?", []any{n.Octets}}
	case query.MessageID:
		id := clip(n.ID, maxText)
		return inRows{"m.thread IN (SELECT thread FROM refs WHERE message_id = ?) AND m.message_id = ?", []any{id, id}}
	}
	return inRows{sql: "0"}
}

// place is the first place of messages that came at a time.
func place(t time.Time) int64 { return max(t.Unix(), 0) << lowBits }

// foldersCalled finds the folders that a person calls by a name: a role, a
// path, or the last levels of one.
func (c *compiler) foldersCalled(name string) []mail.FolderID {
	name = strings.ToLower(strings.Trim(name, "/"))
	var ids []mail.FolderID
	for _, f := range c.folders {
		path := strings.ToLower(f.Path)
		if f.Role != mail.NoRole && string(f.Role) == name || path == name || strings.HasSuffix(path, "/"+name) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// accountsCalled finds accounts by title, address or id; where none is called
// so, those whose title or address has the name in it.
func (c *compiler) accountsCalled(name string) []accounts.ID {
	name = strings.ToLower(name)
	var same, like []accounts.ID
	for _, a := range c.accounts {
		for _, known := range []string{a.Title(), a.Identities[0].Email, strconv.FormatInt(int64(a.ID), 10)} {
			known = strings.ToLower(known)
			if known == name {
				same = append(same, a.ID)
			}
			if strings.Contains(known, name) {
				like = append(like, a.ID)
			}
		}
	}
	if len(same) > 0 {
		return same
	}
	return like
}
