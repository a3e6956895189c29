package store

import (
	"context"
	"errors"
	"fmt"

	"godwit/sync/mail"
)

const reindexBatch = 200

// Reindex brings search.db in step with mail.db after a crash or after its
// deletion; text makes index text from a message's bytes. It works in small
// transactions and can be ended between them.
func (s *Store) Reindex(ctx context.Context, text func(raw []byte) string) error {
	if err := s.compareIndex(ctx); err != nil {
		return fmt.Errorf("reindex: %w", err)
	}
	last := int64(1<<63 - 1)
	for {
		ord, err := s.reindexBatch(ctx, text, last)
		if err != nil {
			return fmt.Errorf("reindex: %w", err)
		}
		if ord == 0 {
			return nil
		}
		last = ord
	}
}

const headersBatch = 1000

// IndexHeaders makes messages searchable by their headers that were added with
// BodyFollows and whose bodies have not come.
func (s *Store) IndexHeaders(ctx context.Context) error {
	last := int64(1<<63 - 1)
	for last != 0 {
		var err error
		if last, err = s.indexHeaders(ctx, last); err != nil {
			return fmt.Errorf("index headers: %w", err)
		}
	}
	return nil
}

// indexHeaders is as reindexBatch, for messages without a body here.
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

// reindexBatch indexes the newest messages below last that are not, and
// returns the place of the oldest of them, 0 if there are none left.
func (s *Store) reindexBatch(ctx context.Context, text func([]byte) string, last int64) (int64, error) {
	release, err := s.fill(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	docs, err := collect(ctx, s.mail.read, scanWords, wordColumns+"WHERE indexed = 0 AND ord < ? ORDER BY ord DESC LIMIT ?", last, reindexBatch)
	if err != nil || len(docs) == 0 {
		return 0, err
	}
	for i := range docs {
		raw, err := s.Raw(ctx, docs[i].id)
		switch {
		case err == nil:
			docs[i].body, docs[i].full = text(raw), true
		case errors.Is(err, mail.ErrNotFound), errors.Is(err, ErrDamaged): // its header can still be found
		default:
			return 0, err
		}
	}
	err = s.update(ctx, "mark indexed", func(ctx context.Context, t *tx) error {
		return s.indexIn(ctx, t, docs)
	})
	return docs[len(docs)-1].ord, err
}

// compareIndex finds words without a message and messages without their
// words: a power cut may have taken the newest commits of search.db.
func (s *Store) compareIndex(ctx context.Context) error {
	release, err := s.fill(ctx)
	if err != nil {
		return err
	}
	defer release()
	have, err := collect(ctx, s.search.read, number[int64], "SELECT id FROM words_docsize ORDER BY id")
	if err != nil {
		return err
	}
	want, err := collect(ctx, s.mail.read, number[int64], "SELECT ord FROM messages WHERE indexed > 0 ORDER BY ord")
	if err != nil {
		return err
	}
	orphans, lost := difference(have, want)
	if err := s.removeWords(ctx, orphans); err != nil {
		return err
	}
	if len(lost) == 0 {
		return nil
	}
	s.log.Info("index lacks messages", "count", len(lost))
	return s.update(ctx, "mark as not indexed", func(ctx context.Context, t *tx) error {
		for _, ord := range lost {
			if _, err := t.exec(ctx, "UPDATE messages SET indexed = 0 WHERE ord = ?", ord); err != nil {
				return err
			}
		}
		return nil
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
