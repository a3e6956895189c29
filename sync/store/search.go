package store

import (
	"context"
	"fmt"

	"godwit/accounts"
	"godwit/sync/fulltext"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// Search returns the newest messages that fit a search, which nil is any
// message, of one account or of all for 0, and older than after if that is
// given; those in also are found too. It fails with [ErrBroad] for a search of
// too many alternatives.
func (s *Store) Search(ctx context.Context, n query.Node, account accounts.ID, after mail.Cursor, limit int, also ...mail.MessageID) ([]mail.Row, error) {
	found, err := s.SearchIDs(ctx, n, account, after, limit, also...)
	if err != nil {
		return nil, err
	}
	return s.Rows(ctx, found)
}

// SearchIDs is Search for the messages alone.
func (s *Store) SearchIDs(ctx context.Context, n query.Node, account accounts.ID, after mail.Cursor, limit int, also ...mail.MessageID) ([]mail.MessageID, error) {
	clauses, err := s.clauses(ctx, n, account)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	if len(also) > 0 {
		clauses = append(clauses, clause{where: " AND m.id IN (" + list(also) + ")"})
	}
	var found []mail.MessageID
	err = s.hits(ctx, clauses, after, limit, func(p spot) bool {
		found = append(found, p.id)
		return limit <= 0 || len(found) < limit
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

// SearchCount counts the messages that fit a search. Where it asks for words
// alone the index knows, and where it asks for none, mail.db.
func (s *Store) SearchCount(ctx context.Context, n query.Node, account accounts.ID) (count int, err error) {
	list, err := s.clauses(ctx, n, account)
	switch {
	case err != nil:
	case len(list) == 1 && list[0].text == nil:
		err = one(ctx, s.mail.read, "SELECT count(*) FROM messages m WHERE 1"+list[0].where, list[0].args, &count)
	case len(list) == 1 && list[0].where == "" && !fitsEmpty(list[0].text):
		err = s.mendIndex(ctx, s.readWords(ctx, func(x *fulltext.Index) (err error) {
			count, err = x.Count(list[0].text)
			return err
		}))
	default:
		err = s.hits(ctx, list, 0, 0, func(spot) bool {
			count++
			return true
		})
	}
	if err != nil {
		return 0, fmt.Errorf("count hits: %w", err)
	}
	return count, nil
}

// clauses compiles a search in an account, or in all for 0.
func (s *Store) clauses(ctx context.Context, n query.Node, account accounts.ID) ([]clause, error) {
	c, err := s.compiler(ctx)
	if err != nil {
		return nil, err
	}
	root := c.condition(n)
	if root == nil {
		return nil, nil
	}
	if account != 0 {
		root = both([]condition{root, inRows{"m.account = ?", []any{account}}})
	}
	return clauses(root)
}

// hits passes the messages of all clauses to more, newest first and each once,
// until it returns false.
func (s *Store) hits(ctx context.Context, list []clause, after mail.Cursor, limit int, more func(spot) bool) error {
	if after <= 0 {
		after = 1<<63 - 1
	}
	return s.mendIndex(ctx, s.readWords(ctx, func(x *fulltext.Index) error {
		walks := make([]*walk, len(list))
		for i, c := range list {
			walks[i] = newWalk(s, x, c, after, limit)
		}
		for last := after; ; {
			var newest *walk
			for _, w := range walks {
				p, err := w.peek(ctx)
				if err != nil {
					return err
				}
				if p.ord == last { // another clause found it too
					w.pop()
					if p, err = w.peek(ctx); err != nil {
						return err
					}
				}
				if p.ord != 0 && (newest == nil || p.ord > newest.found[0].ord) {
					newest = w
				}
			}
			if newest == nil || !more(newest.pop()) {
				return ctx.Err()
			}
			last = newest.last
		}
	}))
}
