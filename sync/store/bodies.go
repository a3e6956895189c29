package store

import (
	"context"
	"errors"
	"fmt"

	"godwit/accounts"
	"godwit/sync/digest"
	"godwit/sync/mail"
)

// Body is a fetched message.
type Body struct {
	ID          mail.MessageID // ignored inside NewMessage
	Raw         []byte
	Text        string // decoded text for the index
	Rest        digest.Rest
	Preview     string // the first words, one line
	Attachments int
	Envelope    *mail.Envelope // for a broken message whose header was never read; else nil
	Twin        mail.MessageID // whose bytes these are: they are here already and not stored again; 0: nobody's
}

// AddBodies stores bodies, previews and index text in one transaction. Of a
// message whose body is here already, or that is gone, nothing changes.
func (s *Store) AddBodies(ctx context.Context, bodies []Body) error {
	raws := make([][]byte, len(bodies))
	for i, b := range bodies {
		switch {
		case b.Twin != 0: // stored
		case b.Raw == nil:
			raws[i] = []byte{}
		default:
			raws[i] = b.Raw
		}
	}
	blobs, err := s.addBlobs(ctx, raws)
	if err != nil {
		return fmt.Errorf("add bodies: %w", err)
	}
	if err := s.addBodies(ctx, bodies, blobs); err != nil {
		return errors.Join(err, s.removeOrphans(context.WithoutCancel(ctx), blobs))
	}
	return nil
}

// addBodies is the second step of AddBodies: the words, then the rows. The
// words are made and committed before mail.db is locked, so that nobody who
// writes to it waits for them.
func (s *Store) addBodies(ctx context.Context, bodies []Body, blobs []int64) error {
	release, err := s.fill(ctx)
	if err != nil {
		return fmt.Errorf("add bodies: %w", err)
	}
	defer release()
	if err := s.giveHeaders(ctx, bodies); err != nil {
		return err
	}
	docs, err := s.bodyWords(ctx, bodies)
	if err != nil {
		return fmt.Errorf("add bodies: %w", err)
	}
	indexed := indexedWhole
	stamp, err := s.writeWords(context.WithoutCancel(ctx), docs)
	if err != nil {
		s.log.Warn("index messages", "error", err) // Reindex tries again
		indexed = 0
	}
	var orphans []int64
	err = s.update(ctx, "add bodies", func(ctx context.Context, t *tx) error {
		orphans = nil
		for i, b := range bodies {
			if b.Twin != 0 {
				blob, err := t.blobOf(ctx, b.Twin)
				if err != nil {
					return err
				}
				if blob == 0 { // gone since: the body is still to be fetched
					continue
				}
				blobs[i] = blob
			}
			n, err := t.exec(ctx, `UPDATE messages SET body = ?1, blob = ?2, preview = ?3, attachments = ?4, indexed = ?5
				WHERE id = ?6 AND body <> ?1`, mail.BodyHere, blobs[i], clip(b.Preview, maxPreview), b.Attachments, indexed, b.ID)
			if err != nil {
				return err
			}
			if n == 0 && b.Twin == 0 {
				orphans = append(orphans, blobs[i])
			}
		}
		for _, d := range docs {
			t.changed(d.account, d.folder, d.id)
		}
		return t.keepStamp(ctx, stamp)
	})
	if err != nil {
		return err
	}
	if len(orphans) == 0 {
		return nil
	}
	if err := errors.Join(s.removeBlobs(ctx, orphans), s.removeStrayWords(ctx, docs)); err != nil {
		s.log.Warn("remove doubled bytes", "error", err) // Hold removes them
	}
	return nil
}

// bodyWords is what to index of the messages among bodies that are not here.
func (s *Store) bodyWords(ctx context.Context, bodies []Body) ([]words, error) {
	byID := make(map[mail.MessageID]*Body, len(bodies))
	ids := make([]mail.MessageID, len(bodies))
	for i, b := range bodies {
		ids[i], byID[b.ID] = b.ID, &bodies[i]
	}
	docs, err := collect(ctx, s.mail.read, scanWords, wordColumns+"WHERE id IN ("+list(ids)+") AND body <> ?", mail.BodyHere)
	for i, d := range docs {
		docs[i].body, docs[i].rest, docs[i].full = byID[d.id].Text, byID[d.id].Rest, true
	}
	return docs, err
}

// removeStrayWords removes the words of messages that went while they were
// indexed.
func (s *Store) removeStrayWords(ctx context.Context, docs []words) error {
	var gone []int64
	for _, d := range docs {
		here, err := collect(ctx, s.mail.read, number[int64], "SELECT ord FROM messages WHERE ord = ?", d.ord)
		if err != nil {
			return err
		}
		if len(here) == 0 {
			gone = append(gone, d.ord)
		}
	}
	stamp, err := s.removeWords(ctx, gone)
	if err != nil || len(gone) == 0 {
		return err
	}
	return s.update(ctx, "remove words", func(ctx context.Context, t *tx) error { return t.keepStamp(ctx, stamp) })
}

// MarkBroken records that the server cannot deliver a message's body.
func (s *Store) MarkBroken(ctx context.Context, id mail.MessageID) error {
	return s.update(ctx, "mark broken", func(ctx context.Context, t *tx) error {
		var account accounts.ID
		var folder mail.FolderID
		if err := one(ctx, t, "SELECT account, folder FROM messages WHERE id = ?", []any{id}, &account, &folder); err != nil {
			return err
		}
		t.changed(account, folder, id)
		_, err := t.exec(ctx, "UPDATE messages SET body = ? WHERE id = ? AND body = ?", mail.BodyBroken, id, mail.BodyMissing)
		return err
	})
}
