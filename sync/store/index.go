package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
)

// words is what search.db has of a message.
type words struct {
	id         mail.MessageID
	account    accounts.ID
	folder     mail.FolderID
	ord        int64
	sender     string
	recipients string
	subject    string
	body       string
	full       bool // body is the message's text; else only the header is known
}

const wordColumns = "SELECT id, account, folder, ord, from_name, from_email, recipients, copies, subject FROM messages "

func scanWords(r *sql.Rows) (words, error) {
	var w words
	var from mail.Address
	var to, copies string
	err := r.Scan(&w.id, &w.account, &w.folder, &w.ord, &from.Name, &from.Email, &to, &copies, &w.subject)
	w.sender = people([]mail.Address{from})
	w.recipients = people(fromJSON[mail.Address](to)) + " " + people(fromJSON[mail.Address](copies))
	return w, err
}

// indexIn commits docs to search.db and marks their rows as indexed in t,
// which commits after it. If search.db cannot be written the rows stay marked
// as not indexed and the mail is stored all the same. The caller holds
// s.filling.
func (s *Store) indexIn(ctx context.Context, t *tx, docs []words) error {
	if len(docs) == 0 {
		return nil
	}
	err := s.writeWords(ctx, docs)
	if err != nil {
		s.log.Warn("index messages", "error", err) // Reindex tries again
	}
	for _, d := range docs {
		indexed := 0
		switch {
		case err != nil:
		case d.full:
			indexed = 2
		default:
			indexed = 1
		}
		if _, err := t.exec(ctx, "UPDATE messages SET indexed = ? WHERE id = ?", indexed, d.id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) writeWords(ctx context.Context, docs []words) error {
	t, err := begin(ctx, s.search.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	// FTS5 gathers ascending rows in memory and writes out what it has at each
	// one that is not; mail comes newest first.
	docs = slices.SortedFunc(slices.Values(docs), func(a, b words) int { return cmp.Compare(a.ord, b.ord) })
	for _, d := range docs {
		_, err := t.exec(ctx, "INSERT OR REPLACE INTO words (rowid, sender, recipients, subject, body) VALUES (?, ?, ?, ?, ?)",
			d.ord, folded(d.sender), folded(d.recipients), folded(d.subject), folded(clip(d.body, maxWords)))
		if err != nil {
			return err
		}
	}
	return explain(t.sql.Commit())
}

func (s *Store) removeWords(ctx context.Context, ords []int64) error {
	if len(ords) == 0 {
		return nil
	}
	t, err := begin(ctx, s.search.write)
	if err != nil {
		return err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	for _, ord := range ords {
		if _, err := t.exec(ctx, "DELETE FROM words WHERE rowid = ?", ord); err != nil {
			return err
		}
	}
	return explain(t.sql.Commit())
}

// pairIndex notices that search.db is not the one that mail.db knows, and
// marks every message as not indexed.
func (s *Store) pairIndex(ctx context.Context) error {
	var epoch int64
	if err := one(ctx, s.search.read, "SELECT epoch FROM pair", nil, &epoch); err != nil {
		return fmt.Errorf("search.db: %w", err)
	}
	var same bool
	if err := one(ctx, s.mail.read, "SELECT EXISTS (SELECT 1 FROM marks WHERE key = 'index' AND value = ?)", []any{epoch}, &same); err != nil || same {
		return err
	}
	return s.update(ctx, "pair the index", func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "UPDATE messages SET indexed = 0 WHERE indexed > 0"); err != nil {
			return err
		}
		_, err := t.exec(ctx, "INSERT OR REPLACE INTO marks (key, value) VALUES ('index', ?)", epoch)
		return err
	})
}

// Searchable returns how many messages' text can be found, of how many. It
// counts those whose text cannot: mostly there are few.
func (s *Store) Searchable(ctx context.Context) (indexed, total int, err error) {
	err = one(ctx, s.mail.read, `SELECT total - (SELECT count(*) FROM messages WHERE indexed < 2), total
		FROM (SELECT coalesce(sum(total), 0) AS total FROM folders)`, nil, &indexed, &total)
	if err != nil {
		return 0, 0, fmt.Errorf("count indexed messages: %w", err)
	}
	return indexed, total, nil
}
