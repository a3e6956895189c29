package store

import (
	"context"
	"errors"
	"fmt"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Body is a fetched message.
type Body struct {
	ID          mail.MessageID // ignored inside NewMessage
	Raw         []byte
	Text        string // decoded text for the index
	Preview     string // the first words, one line
	Attachments int
	Envelope    *mail.Envelope // for a broken message whose header was never read; else nil
}

// AddBodies stores bodies, previews and index text in one transaction. Of a
// message whose body is here already, or that is gone, nothing changes.
func (s *Store) AddBodies(ctx context.Context, bodies []Body) error {
	raws := make([][]byte, len(bodies))
	for i, b := range bodies {
		raws[i] = b.Raw
		if b.Raw == nil {
			raws[i] = []byte{}
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

// addBodies is the second step of AddBodies: the rows and the words.
func (s *Store) addBodies(ctx context.Context, bodies []Body, blobs []int64) error {
	release, err := s.fill(ctx)
	if err != nil {
		return fmt.Errorf("add bodies: %w", err)
	}
	defer release()
	var orphans []int64
	err = s.update(ctx, "add bodies", func(ctx context.Context, t *tx) error {
		orphans = nil
		var docs []words
		for i, b := range bodies {
			doc, err := t.addBody(ctx, b, blobs[i])
			if err != nil {
				return err
			}
			if doc == nil {
				orphans = append(orphans, blobs[i])
			} else {
				docs = append(docs, *doc)
			}
		}
		return s.indexIn(ctx, t, docs)
	})
	if err != nil {
		return err
	}
	if err := s.removeOrphans(ctx, orphans); err != nil {
		s.log.Warn("remove doubled bytes", "error", err) // Hold removes them
	}
	return nil
}

func (t *tx) addBody(ctx context.Context, b Body, blob int64) (*words, error) {
	if b.Envelope != nil {
		if err := t.giveHeader(ctx, b.ID, *b.Envelope); err != nil {
			return nil, err
		}
	}
	docs, err := collect(ctx, t, scanWords, wordColumns+"WHERE id = ? AND body <> ?", b.ID, mail.BodyHere)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	_, err = t.exec(ctx, "UPDATE messages SET body = ?, blob = ?, preview = ?, attachments = ? WHERE id = ?",
		mail.BodyHere, blob, clip(b.Preview, maxPreview), b.Attachments, b.ID)
	if err != nil {
		return nil, err
	}
	doc := docs[0]
	t.changed(doc.account, doc.folder, doc.id)
	doc.body, doc.full = b.Text, true
	return &doc, nil
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
