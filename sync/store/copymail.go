package store

import (
	"context"
	"fmt"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Copy puts copies of messages into a folder, of any account. Their bytes,
// which must be here ([ErrNoBody]), are stored once; a server is given them
// anew, since not every copy is one that it could make itself.
func (s *Store) Copy(ctx context.Context, ids []mail.MessageID, to mail.FolderID) error {
	bodies := make(map[mail.MessageID]Body, len(ids))
	for _, id := range ids {
		raw, err := s.Raw(ctx, id)
		if err != nil {
			return fmt.Errorf("copy message %d: %w", id, err)
		}
		body := BodyOf(parse.Parse(raw))
		body.Raw = nil // they are here
		bodies[id] = body
	}
	release, err := s.fill(ctx)
	if err != nil {
		return fmt.Errorf("copy messages: %w", err)
	}
	defer release()
	return s.update(ctx, "copy messages", func(ctx context.Context, t *tx) error {
		dest, err := folderByID(ctx, t, to)
		if err != nil {
			return fmt.Errorf("folder %d: %w", to, err)
		}
		w := t.wish()
		var docs []words
		for _, id := range ids {
			doc, err := w.copy(ctx, id, dest, bodies[id], milli(s.now()))
			if err != nil {
				return fmt.Errorf("message %d: %w", id, err)
			}
			docs = append(docs, *doc)
		}
		return s.indexIn(ctx, t, docs)
	})
}

func (w *wish) copy(ctx context.Context, id mail.MessageID, dest mail.Folder, body Body, now int64) (*words, error) {
	m, err := first(collect(ctx, w.t, scanRow, rowColumns+"WHERE id = ?", id))
	if err != nil {
		return nil, err
	}
	blob, err := w.t.blobOf(ctx, id)
	if err == nil && blob == 0 {
		err = ErrNoBody
	}
	if err != nil {
		return nil, err
	}
	var copies string
	if err := one(ctx, w.t, "SELECT copies FROM messages WHERE id = ?", []any{id}, &copies); err != nil {
		return nil, err
	}
	n, doc, err := w.t.insertMessage(ctx, dest, NewMessage{
		Envelope: mail.Envelope{
			From: []mail.Address{m.From}, To: m.To, Cc: fromJSON[mail.Address](copies),
			Subject: m.Subject, Date: m.Date, MessageID: m.MessageID,
		},
		Flags: m.Flags &^ mail.Deleted, Tags: m.Tags, Received: m.Received, Size: m.Size,
		Body: &body,
	}, blob, now)
	if err != nil || dest.Local() {
		return doc, err
	}
	made, err := w.t.subject(ctx, n)
	if err != nil {
		return nil, err
	}
	return doc, w.queue(ctx, mail.Op{Account: dest.Account, Kind: mail.OpAppend, To: dest.ID}, made, 0, 0)
}
