package store

import (
	"context"
	"errors"
	"fmt"
	"time"

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
	Labels   []string // Gmail's
	// BodyFollows leaves the words of the header to AddBodies, so that they are
	// not written twice, or to IndexHeaders, which the caller owes.
	BodyFollows bool

	Body *Body  // nil: to be fetched. Given: stored and marked here in the same step
	UIDL string // POP3: remembered in the same transaction; one that is known already is passed over
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
		var docs []words
		for i, m := range msgs {
			id, doc, err := t.addMessage(ctx, f, m, blobs[i], milli(s.now()), awaited)
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
func (t *tx) addMessage(ctx context.Context, f mail.Folder, m NewMessage, blob, now int64, awaited bool) (mail.MessageID, *words, error) {
	if m.UIDL != "" {
		n, err := t.exec(ctx, "INSERT INTO uidls (account, uidl, collected) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", f.Account, m.UIDL, now)
		if err != nil || n == 0 {
			return 0, nil, err
		}
	}
	if m.UID != 0 {
		id, known, err := t.knownUID(ctx, f, m, awaited)
		if known && id != 0 && m.ServerID != "" && err == nil {
			err = t.setServer(ctx, f, id, m.ServerID, m.Labels)
		}
		if known || err != nil {
			return id, nil, err
		}
	}
	return t.insertMessage(ctx, f, m, blob, now)
}

func (t *tx) insertMessage(ctx context.Context, f mail.Folder, m NewMessage, blob, now int64) (mail.MessageID, *words, error) {
	var id mail.MessageID
	if err := one(ctx, t, "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'messages'", nil, &id); err != nil {
		return 0, nil, err
	}
	received := milli(m.Received)
	if received == 0 {
		received = now
	}
	date := milli(m.Envelope.Date)
	if date == 0 {
		date = received
	}
	low := int64(m.UID)
	if low == 0 {
		low = int64(id)
	}
	ord, err := t.place(ctx, received/1000, low)
	if err != nil {
		return 0, nil, err
	}
	th, err := t.join(ctx, f.Account, id, m.Envelope)
	if err != nil {
		return 0, nil, err
	}
	h := headerOf(m.Envelope)
	state, preview, attachments := mail.BodyMissing, "", 0
	if m.Body != nil {
		state, preview, attachments = mail.BodyHere, clip(m.Body.Preview, maxPreview), m.Body.Attachments
	}
	size := m.Size
	if size <= 0 && m.Body != nil {
		size = int64(len(m.Body.Raw))
	}
	_, err = t.exec(ctx, `INSERT INTO messages (id, ord, account, folder, uid, thread, flags, tags, from_name, from_email,
		recipients, copies, subject, date, received, size, attachments, preview, message_id, body, blob, server_id, labels)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, ord, f.Account, f.ID, m.UID, th, m.Flags, toJSON(cleanTags(m.Tags)), h.from.Name, h.from.Email,
		toJSON(h.to), toJSON(h.copies), h.subject, date, received, max(size, 0), attachments, preview, h.messageID, state, blob,
		clip(m.ServerID, maxText), toJSON(cleanTags(m.Labels)))
	if err != nil {
		return 0, nil, err
	}
	t.added(f.Account, f.ID, id)
	doc := words{id: id, ord: ord, sender: people([]mail.Address{h.from}), recipients: people(h.to) + " " + people(h.copies), subject: h.subject}
	if m.Body != nil {
		doc.body, doc.full = m.Body.Text, true
	}
	return id, &doc, nil
}

const (
	lowBits = 20
	maxSec  = 1<<42 - 1
)

// place makes a message's place in every list: the second it was received,
// then the low bits of its UID. No two messages share one; where the place is
// taken, the next free one of that second, or of a later second, is.
func (t *tx) place(ctx context.Context, sec, low int64) (int64, error) {
	sec = min(max(sec, 1), maxSec)
	ord := sec<<lowBits | low&(1<<lowBits-1)
	for {
		taken, err := collect(ctx, t, number[int64], "SELECT ord FROM messages WHERE ord = ?", ord)
		if err != nil || len(taken) == 0 {
			return ord, err
		}
		var last int64
		if err := one(ctx, t, "SELECT max(ord) FROM messages WHERE ord >= ? AND ord < ?",
			[]any{sec << lowBits, (sec + 1) << lowBits}, &last); err != nil {
			return 0, err
		}
		if ord = last + 1; ord>>lowBits != sec {
			sec++
		}
	}
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
