package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// NewMessage is a message as the remote end described it.
type NewMessage struct {
	UID      uint32 // 0 in a local folder
	Envelope mail.Envelope
	Flags    mail.Flags
	Tags     []string
	Received time.Time
	Size     int64
	ServerID string   // EMAILID (RFC 8474) or X-GM-MSGID: one for all copies; "" if the server has none
	ThreadID string   // THREADID (RFC 8474) or X-GM-THRID: one for all messages of a conversation; "" if the server has none
	Labels   []string // Gmail's
	// BodyFollows leaves the words of the header to AddBodies, so that they are
	// not written twice, or to IndexHeaders, which the caller owes.
	BodyFollows bool

	Body *Body       // nil: to be fetched. Given: stored and marked here in the same step
	UIDL string      // POP3: remembered in the same transaction; one that is known already is passed over
	By   accounts.ID // POP3: whose the UIDL is
}

// Bounds of what a row keeps; a header may be as large as its sender liked.
const (
	maxText    = 1000
	maxPreview = 400
	maxList    = 50
)

// AddMessages stores messages of one folder in one transaction and returns
// their ids in order. A message whose UID the folder has already, or that is
// the source of a pending operation, is left alone (its existing id, or 0). A
// row of this folder that waits for its UID and has the same Message-ID (and
// size, if both are known) is adopted instead.
func (s *Store) AddMessages(ctx context.Context, folder mail.FolderID, msgs []NewMessage) ([]mail.MessageID, error) {
	raws := make([][]byte, len(msgs))
	for i, m := range msgs {
		if m.Body != nil {
			raws[i] = m.Body.Raw
		}
	}
	blobs, err := s.addBlobs(ctx, raws)
	if err != nil {
		return nil, fmt.Errorf("add messages: %w", err)
	}
	ids, err := s.addMessages(ctx, folder, msgs, blobs)
	if err != nil {
		return nil, errors.Join(err, s.removeOrphans(context.WithoutCancel(ctx), blobs))
	}
	return ids, nil
}

// addMessages is the second step of AddMessages: the rows and the words.
func (s *Store) addMessages(ctx context.Context, folder mail.FolderID, msgs []NewMessage, blobs []int64) ([]mail.MessageID, error) {
	release, err := s.fill(ctx)
	if err != nil {
		return nil, fmt.Errorf("add messages: %w", err)
	}
	defer release()
	var ids []mail.MessageID
	var orphans []int64
	err = s.update(ctx, "add messages", func(ctx context.Context, t *tx) error {
		f, err := folderByID(ctx, t, folder)
		if err != nil {
			return fmt.Errorf("folder %d: %w", folder, err)
		}
		awaited, err := t.awaited(ctx, f, msgs)
		if err != nil {
			return err
		}
		ids, orphans = make([]mail.MessageID, len(msgs)), nil
		a, err := t.arrivals(ctx, f, msgs, milli(s.now()))
		if err != nil {
			return err
		}
		var docs []words
		for i, m := range msgs {
			id, doc, err := t.addMessage(ctx, a, m, blobs[i], awaited)
			if err != nil {
				return err
			}
			ids[i] = id
			switch {
			case doc == nil && blobs[i] != 0:
				orphans = append(orphans, blobs[i])
			case doc != nil && (doc.full || !m.BodyFollows):
				docs = append(docs, *doc)
			}
		}
		if err := a.flush(ctx); err != nil {
			return err
		}
		return s.indexIn(ctx, t, docs)
	})
	if err != nil {
		return nil, err
	}
	if err := s.removeOrphans(ctx, orphans); err != nil {
		s.log.Warn("remove doubled bytes", "error", err) // Hold removes them
	}
	return ids, nil
}

// addMessage returns the message's id, and what to index of it if it is new.
func (t *tx) addMessage(ctx context.Context, a *arrivals, m NewMessage, blob int64, awaited bool) (mail.MessageID, *words, error) {
	if m.UIDL != "" {
		n, err := t.exec(ctx, "INSERT INTO uidls (account, uidl, collected) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", m.By, m.UIDL, a.now)
		if err != nil || n == 0 {
			return 0, nil, err
		}
	}
	if m.UID != 0 {
		id, known := a.uids[m.UID]
		if !known && awaited {
			if err := a.flush(ctx); err != nil {
				return 0, nil, err
			}
			var err error
			if id, known, err = t.knownUID(ctx, a.folder, m); err != nil {
				return 0, nil, err
			}
		}
		if known {
			var err error
			if id != 0 && m.ServerID != "" {
				err = t.setServer(ctx, a.folder, id, m.ServerID, m.Labels)
			}
			return id, nil, err
		}
	}
	id, doc, err := a.add(ctx, m, blob)
	if err == nil && m.UIDL != "" {
		_, err = t.exec(ctx, "UPDATE uidls SET message = ? WHERE account = ? AND uidl = ?", id, m.By, m.UIDL)
	}
	return id, doc, err
}

// insertMessage adds one message that is known to be new.
func (t *tx) insertMessage(ctx context.Context, f mail.Folder, m NewMessage, blob, now int64) (mail.MessageID, *words, error) {
	a, err := t.arrivals(ctx, f, []NewMessage{m}, now)
	if err != nil {
		return 0, nil, err
	}
	id, doc, err := a.add(ctx, m, blob)
	if err != nil {
		return 0, nil, err
	}
	return id, doc, a.flush(ctx)
}

func clipAddress(a mail.Address) mail.Address {
	return mail.Address{Name: clip(a.Name, maxText), Email: clip(a.Email, maxText)}
}

func clipList(list []mail.Address) []mail.Address {
	var out []mail.Address
	for _, a := range list[:min(len(list), maxList)] {
		out = append(out, clipAddress(a))
	}
	return out
}
