package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"godwit/sync/fulltext"
	"godwit/sync/mail"
)

const reindexBatch = 200

// Reindex brings search.db in step with mail.db after a crash or after its
// deletion; read makes of a message's bytes what is indexed of them. It works
// in small transactions and can be ended between them.
func (s *Store) Reindex(ctx context.Context, read func(raw []byte) Body) error {
	if err := s.compareIndex(ctx); err != nil {
		return fmt.Errorf("reindex: %w", err)
	}
	return s.indexAgain(ctx, read, 0)
}

// Renew indexes messages once more whose attachments an older program did not
// look into. They can be searched as before meanwhile.
func (s *Store) Renew(ctx context.Context, read func(raw []byte) Body) error {
	return s.indexAgain(ctx, read, indexedText)
}

// indexAgain indexes all messages that are indexed in some way, newest first.
func (s *Store) indexAgain(ctx context.Context, read func([]byte) Body, indexed int) error {
	last := int64(1<<63 - 1)
	for n := 1; last != 0; n++ {
		var err error
		if last, err = s.reindexBatch(ctx, read, indexed, last); err != nil {
			return fmt.Errorf("reindex: %w", err)
		}
		if n%mergeCount == 0 || last == 0 {
			s.mergeWords(ctx)
		}
	}
	return ctx.Err()
}

const headersBatch = 1000

// IndexHeaders makes messages searchable by their headers that were added with
// BodyFollows and whose bodies have not come.
func (s *Store) IndexHeaders(ctx context.Context) error {
	if s.parts.damaged.Swap(false) {
		_ = s.mendIndex(ctx, fulltext.ErrDamaged) // it says so in the log
	}
	last := int64(1<<63 - 1)
	for last != 0 {
		var err error
		if last, err = s.indexHeaders(ctx, last); err != nil {
			return fmt.Errorf("index headers: %w", err)
		}
	}
	s.mergeWords(ctx)
	return ctx.Err()
}

// indexHeaders is as reindexBatch of those not indexed, for messages without a body here.
func (s *Store) indexHeaders(ctx context.Context, last int64) (int64, error) {
	release, err := s.fill(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	docs, err := collect(ctx, s.mail.read, scanWords, wordColumns+"WHERE indexed = 0 AND body <> ? AND ord < ? ORDER BY ord DESC LIMIT ?",
		mail.BodyHere, last, headersBatch)
	if err != nil || len(docs) == 0 {
		return 0, err
	}
	return docs[len(docs)-1].ord, s.update(ctx, "mark indexed", func(ctx context.Context, t *tx) error {
		return s.indexIn(ctx, t, docs)
	})
}

// reindexBatch indexes the newest messages below last that are indexed in some
// way, and returns the place of the oldest of them, 0 if there are none left.
// Nobody waits for it while it reads.
func (s *Store) reindexBatch(ctx context.Context, read func([]byte) Body, indexed int, last int64) (int64, error) {
	type item struct {
		id  mail.MessageID
		ord int64
	}
	items, err := collect(ctx, s.mail.read, func(r *sql.Rows) (i item, err error) { return i, r.Scan(&i.id, &i.ord) },
		"SELECT id, ord FROM messages WHERE indexed = ? AND ord < ? ORDER BY ord DESC LIMIT ?", indexed, last, reindexBatch)
	if err != nil || len(items) == 0 {
		return 0, err
	}
	bodies := make(map[mail.MessageID]Body)
	ids := make([]mail.MessageID, len(items))
	for i, it := range items {
		ids[i] = it.id
		raw, err := s.Raw(ctx, it.id)
		switch {
		case err == nil:
			b := read(raw)
			bodies[it.id] = Body{Text: b.Text, Rest: b.Rest}
		case errors.Is(err, mail.ErrNotFound), errors.Is(err, ErrDamaged): // its header can still be found
		default:
			return 0, err
		}
	}
	release, err := s.fill(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	docs, err := collect(ctx, s.mail.read, scanWords, wordColumns+"WHERE id IN ("+list(ids)+") AND indexed = ?", indexed)
	if err != nil {
		return 0, err
	}
	for i, d := range docs {
		if b, ok := bodies[d.id]; ok {
			docs[i].body, docs[i].rest, docs[i].full = b.Text, b.Rest, true
		}
	}
	err = s.update(ctx, "mark indexed", func(ctx context.Context, t *tx) error {
		return s.indexIn(ctx, t, docs)
	})
	return items[len(items)-1].ord, err
}

// compareIndex finds words without a message and messages without their
// words: a power cut may have taken the newest commits of search.db, and a
// process may have been killed between the commits of the two files. It looks
// only if the stamps say that something is missing.
func (s *Store) compareIndex(ctx context.Context) error {
	release, err := s.fill(ctx)
	if err != nil {
		return err
	}
	defer release()
	var have, known int64
	if err := one(ctx, s.search.read, "SELECT stamp FROM pair", nil, &have); err != nil {
		return err
	}
	if err := one(ctx, s.mail.read, "SELECT value FROM marks WHERE key = 'stamp'", nil, &known); err != nil || have == known {
		return err
	}
	var words, whole []int64
	err = s.readWords(ctx, func(x *fulltext.Index) error {
		return x.Places(func(ord int64, all bool) {
			words = append(words, ord)
			if all {
				whole = append(whole, ord)
			}
		})
	})
	if errors.Is(err, fulltext.ErrDamaged) {
		s.log.Warn("search index is damaged, making it again", "error", err)
		return s.emptyIndex(ctx)
	}
	if err != nil {
		return err
	}
	slices.Sort(words)
	slices.Sort(whole)
	want, err := collect(ctx, s.mail.read, number[int64], "SELECT ord FROM messages WHERE indexed > 0 ORDER BY ord")
	if err != nil {
		return err
	}
	wantWhole, err := collect(ctx, s.mail.read, number[int64], "SELECT ord FROM messages WHERE indexed >= 2 ORDER BY ord")
	if err != nil {
		return err
	}
	orphans, lost := difference(words, want)
	_, lostText := difference(whole, wantWhole)
	removed, err := s.removeWords(ctx, orphans)
	if err != nil {
		return err
	}
	have = max(have, removed.after)
	if len(lost)+len(lostText) > 0 {
		s.log.Info("index lacks messages", "count", len(lost), "texts", len(lostText))
	}
	return s.update(ctx, "mark as not indexed", func(ctx context.Context, t *tx) error {
		for _, ord := range slices.Concat(lost, lostText) {
			if _, err := t.exec(ctx, "UPDATE messages SET indexed = 0 WHERE ord = ?", ord); err != nil {
				return err
			}
		}
		_, err := t.exec(ctx, "UPDATE marks SET value = ? WHERE key = 'stamp'", have)
		return err
	})
}

// difference returns what only one of two ascending lists has.
func difference(a, b []int64) (onlyA, onlyB []int64) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			onlyA, a = append(onlyA, a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			onlyB, b = append(onlyB, b[0]), b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	return onlyA, onlyB
}
