package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"godwit/accounts"
	"godwit/sync/digest"
	"godwit/sync/fulltext"
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
	copies     string
	subject    string
	body       string
	rest       digest.Rest
	full       bool // body and rest are known; else only the header is
}

// What messages.indexed may be.
const (
	indexedHeader = 1
	indexedText   = 2 // by a program that knew no rest
	indexedWhole  = 3
)

const wordColumns = "SELECT id, account, folder, ord, from_name, from_email, recipients, copies, subject FROM messages "

func scanWords(r *sql.Rows) (words, error) {
	var w words
	var from mail.Address
	var to, copies string
	err := r.Scan(&w.id, &w.account, &w.folder, &w.ord, &from.Name, &from.Email, &to, &copies, &w.subject)
	w.sender = people([]mail.Address{from})
	w.recipients, w.copies = people(fromJSON[mail.Address](to)), people(fromJSON[mail.Address](copies))
	return w, err
}

// stamp is a commit of words to search.db: how many there were before it, and
// with it. The zero stamp is none. mail.db keeps the newest in the transaction
// that builds on the words, so that Reindex sees when the files are out of step.
type stamp struct{ before, after int64 }

// keepStamp notes a commit of words in mail.db, if that knows all before it.
func (t *tx) keepStamp(ctx context.Context, p stamp) error {
	if p == (stamp{}) {
		return nil
	}
	_, err := t.exec(ctx, "UPDATE marks SET value = iif(value = ?, ?, -1) WHERE key = 'stamp'", p.before, p.after)
	return err
}

// indexIn commits docs to search.db and marks their rows as indexed in t,
// which commits after it. If search.db cannot be written the rows stay marked
// as not indexed and the mail is stored all the same. The caller holds
// s.filling.
func (s *Store) indexIn(ctx context.Context, t *tx, docs []words) error {
	if len(docs) == 0 {
		return nil
	}
	p, err := s.writeWords(ctx, docs)
	if err != nil {
		s.log.Warn("index messages", "error", err) // Reindex tries again
	}
	for _, d := range docs {
		indexed := 0
		switch {
		case err != nil:
		case d.full:
			indexed = indexedWhole
		default:
			indexed = indexedHeader
		}
		if _, err := t.exec(ctx, "UPDATE messages SET indexed = ? WHERE id = ?", indexed, d.id); err != nil {
			return err
		}
	}
	return t.keepStamp(ctx, p)
}

// writeWords commits docs to search.db, in place of what it has of the same messages.
func (s *Store) writeWords(ctx context.Context, docs []words) (stamp, error) {
	return s.changeWords(ctx, len(docs), func(ctx context.Context, t *tx) error {
		docs := slices.SortedFunc(slices.Values(docs), func(a, b words) int { return cmp.Compare(b.ord, a.ord) })
		docs = slices.CompactFunc(docs, func(a, b words) bool { return a.ord == b.ord })
		ords := make([]int64, len(docs))
		for i, d := range docs {
			ords[i] = d.ord
		}
		if err := s.kill(ctx, t, ords); err != nil {
			return err
		}
		b := fulltext.NewBuilder(size(docs))
		for i, d := range docs {
			if b.Full() {
				if err := t.addSegment(ctx, b); err != nil {
					return err
				}
				b = fulltext.NewBuilder(size(docs[i:]))
			}
			b.Add(&fulltext.Doc{
				Ord: d.ord, Whole: d.full, Body: d.body[:min(len(d.body), maxWords)], Sender: d.sender, Recipients: d.recipients, Copies: d.copies,
				Subject: d.subject, Files: d.rest.Files, Attached: d.rest.Texts, List: d.rest.List, Facts: d.rest.Facts,
			})
		}
		return t.addSegment(ctx, b)
	})
}

// size is about how many octets of text there are.
func size(docs []words) (n int) {
	for _, d := range docs {
		n += len(d.body) + len(d.sender) + len(d.recipients) + len(d.copies) + len(d.subject)
		for _, text := range d.rest.Texts {
			n += len(text)
		}
	}
	return n
}

// removeWords takes messages out of search.db by their places.
func (s *Store) removeWords(ctx context.Context, ords []int64) (stamp, error) {
	return s.changeWords(ctx, len(ords), func(ctx context.Context, t *tx) error {
		slices.Sort(ords)
		ords = slices.Compact(ords)
		slices.Reverse(ords)
		return s.kill(ctx, t, ords)
	})
}

// changeWords commits a change of n words to search.db.
func (s *Store) changeWords(ctx context.Context, n int, change func(context.Context, *tx) error) (stamp, error) {
	if n == 0 {
		return stamp{}, nil
	}
	t, err := begin(ctx, s.search.write)
	if err != nil {
		return stamp{}, err
	}
	defer func() { _ = t.sql.Rollback() }() // nothing to do after a commit
	if err := change(ctx, t); err != nil {
		if errors.Is(err, fulltext.ErrDamaged) {
			s.parts.damaged.Store(true) // who called may hold mail.db: it is mended later
		}
		return stamp{}, err
	}
	var p stamp
	if err := one(ctx, t, "UPDATE pair SET stamp = stamp + 1 RETURNING stamp", nil, &p.after); err != nil {
		return stamp{}, err
	}
	p.before = p.after - 1
	if err := t.sql.Commit(); err != nil {
		return stamp{}, explain(err)
	}
	return p, nil
}

// kill marks the documents at these places, newest first, as dead.
func (s *Store) kill(ctx context.Context, t *tx, ords []int64) error {
	x, err := s.index(ctx, t)
	if err != nil {
		return err
	}
	found, err := x.Find(ords)
	if err != nil {
		return err
	}
	for seg, docs := range found {
		if len(docs) == seg.Docs() { // its blocks are removed by mergeWords
			if _, err := t.exec(ctx, "UPDATE segments SET head = x'' WHERE id = ?", seg.ID); err != nil {
				return err
			}
			continue
		}
		if _, err := t.exec(ctx, "UPDATE segments SET dead = ?, changed = changed + 1 WHERE id = ?", seg.Kill(docs...), seg.ID); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) addSegment(ctx context.Context, b *fulltext.Builder) error {
	head, blocks := b.Segment()
	id, err := t.insert(ctx, "INSERT INTO segments (head) VALUES (?)", head)
	if err != nil {
		return err
	}
	return t.addBlocks(ctx, id, blocks)
}

func (t *tx) addBlocks(ctx context.Context, segment int64, blocks []fulltext.Block) error {
	for _, b := range blocks {
		if _, err := t.exec(ctx, "INSERT INTO blocks (id, data) VALUES (?, ?)", segment<<fulltext.BlockBits|b.N, b.Data); err != nil {
			return err
		}
	}
	return nil
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
		_, err := t.exec(ctx, "INSERT OR REPLACE INTO marks (key, value) VALUES ('index', ?), ('stamp', -1)", epoch)
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
