package store

import (
	"context"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// unsearched are messages that the server has and the index does not have the
// text of.
const unsearched = "m.indexed < 2 AND m.uid > 0"

// Unsearched lists the account's folders that have messages whose text is not
// searched here and which fit n as far as it can be told of them.
func (s *Store) Unsearched(ctx context.Context, account accounts.ID, n query.Node) ([]mail.Folder, error) {
	all, err := s.Folders(ctx, account)
	if err != nil {
		return nil, err
	}
	some, err := collect(ctx, s.mail.read, number[mail.FolderID], "SELECT DISTINCT m.folder FROM messages m WHERE "+unsearched+" AND m.account = ?", account)
	if err != nil {
		return nil, fmt.Errorf("what is not searched: %w", err)
	}
	var left []mail.Folder
	for _, f := range all {
		if f.NoMail || f.Local() || f.UIDValidity == 0 || !slices.Contains(some, f.ID) {
			continue
		}
		found, err := s.fitting(ctx, f.ID, n, "1", 1)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			left = append(left, f)
		}
	}
	return left, nil
}

// FittingUIDs finds among a folder's messages with these UIDs those whose text
// is not searched here and which fit n as far as it can be told of them, newest
// first.
func (s *Store) FittingUIDs(ctx context.Context, folder mail.FolderID, n query.Node, uids []uint32) ([]mail.MessageID, error) {
	numbers := make([]int64, len(uids))
	for i, uid := range uids {
		numbers[i] = int64(uid)
	}
	return s.fitting(ctx, folder, n, "m.uid IN ("+list(numbers)+")", 0)
}

func (s *Store) fitting(ctx context.Context, folder mail.FolderID, n query.Node, among string, limit int) ([]mail.MessageID, error) {
	c, err := s.compiler(ctx)
	if err != nil {
		return nil, err
	}
	root := c.condition(query.Widen(n, knownByHeader))
	if root == nil {
		return nil, nil
	}
	clauses, err := clauses(both([]condition{root, inRows{unsearched + " AND m.folder = ? AND " + among, []any{folder}}}))
	if err != nil {
		return nil, err
	}
	var found []mail.MessageID
	err = s.hits(ctx, clauses, 0, limit, func(p spot) bool {
		found = append(found, p.id)
		return limit <= 0 || len(found) < limit
	})
	if err != nil {
		return nil, fmt.Errorf("what the server found: %w", err)
	}
	return found, nil
}

// knownByHeader reports whether a condition can be decided of a message of
// which only the header is here.
func knownByHeader(n query.Node) bool {
	return query.Every(n, func(c query.Node) bool {
		switch c := c.(type) {
		case query.Words:
			return c.In == query.From || c.In == query.To || c.In == query.Cc || c.In == query.Subject
		case query.Has, query.Ending:
			return false
		}
		return true
	})
}

// FoldersWithout lists the folders, of one account or of all for 0, that have
// messages whose bodies are not here.
func (s *Store) FoldersWithout(ctx context.Context, account accounts.ID) ([]mail.Folder, error) {
	all, err := s.Folders(ctx, account)
	if err != nil {
		return nil, err
	}
	some, err := collect(ctx, s.mail.read, number[mail.FolderID],
		"SELECT f.id FROM folders f WHERE EXISTS (SELECT 1 FROM messages m INDEXED BY messages_missing WHERE m.folder = f.id AND m.body = 0)")
	if err != nil {
		return nil, fmt.Errorf("folders without bodies: %w", err)
	}
	return slices.DeleteFunc(all, func(f mail.Folder) bool { return !slices.Contains(some, f.ID) }), nil
}
