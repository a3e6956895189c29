package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"godwit/sync/event"
	"godwit/sync/mail"
)

const sentKept = 30 * 24 * time.Hour

const outgoingColumns = `SELECT id, account, draft, message_id, envid, sender, subject, size, state, attempts, queued, next_try, changed,
	error, tls, transcript, wishes, card, send_at, replaced, copy FROM outgoing `

func scanOutgoing(r *sql.Rows) (mail.Outgoing, error) {
	var o mail.Outgoing
	var queued, next, changed, sendAt int64
	var failure, transcript, wishes, card string
	err := r.Scan(&o.ID, &o.Account, &o.Draft, &o.MessageID, &o.Envid, &o.From, &o.Subject, &o.Size, &o.State, &o.Attempts,
		&queued, &next, &changed, &failure, &o.TLS, &transcript, &wishes, &card, &sendAt, &o.Replaced, &o.Copy)
	o.Queued, o.NextTry, o.Changed, o.SendAt = fromMilli(queued), fromMilli(next), fromMilli(changed), fromMilli(sendAt)
	if failure != "" {
		o.Error = new(mail.SendError)
		if json.Unmarshal([]byte(failure), o.Error) != nil {
			o.Error.Text = failure
		}
	}
	if transcript != "" {
		o.Transcript = strings.Split(transcript, "\n")
	}
	return o, errors.Join(err, fromText(wishes, &o.Wishes), fromText(card, &o.Card))
}

// fromText reads JSON that a column has; an empty text leaves the zero value.
func fromText(text string, v any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), v)
}

// toText is a value as a column has it: an empty text for a zero one.
func toText[T any](v T) (string, error) {
	if reflect.ValueOf(v).IsZero() {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// outgoing reads messages of the outbox with their recipients.
func outgoing(ctx context.Context, q querier, where string, args ...any) ([]mail.Outgoing, error) {
	all, err := collect(ctx, q, scanOutgoing, outgoingColumns+where, args...)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Recipients, err = collect(ctx, q, func(r *sql.Rows) (mail.Recipient, error) {
			var p mail.Recipient
			var delivery string
			err := r.Scan(&p.Address, &p.State, &p.Code, &p.Enhanced, &p.Text, &delivery)
			if delivery != "" {
				p.Delivery = new(mail.Delivery)
				err = errors.Join(err, fromText(delivery, p.Delivery))
			}
			return p, err
		}, "SELECT address, state, code, enhanced, text, delivery FROM outgoing_recipients WHERE outgoing = ? ORDER BY n", all[i].ID)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Enqueue is EnqueueFrom for bytes at hand.
func (s *Store) Enqueue(ctx context.Context, o mail.Outgoing, raw []byte) (mail.OutboxID, error) {
	return s.EnqueueFrom(ctx, o, func(w io.Writer) error {
		_, err := w.Write(raw)
		return err
	})
}

// EnqueueFrom commits a message's final bytes, which write gives, before
// anything is sent. In the transaction of its row the draft that it was made
// from (o.Draft) is removed and the message that it is a new revision of
// (o.Replaces) is taken back; [ErrGone] if that one is on its way. Of o it
// takes Account, Draft, Replaces, MessageID, From, Subject, Wishes, SendAt,
// Recipients' addresses, and NextTry, before which it is not sent.
func (s *Store) EnqueueFrom(ctx context.Context, o mail.Outgoing, write func(io.Writer) error) (mail.OutboxID, error) {
	blob, size, err := s.addStream(ctx, write)
	if err != nil {
		return 0, fmt.Errorf("queue message: %w", err)
	}
	var id mail.OutboxID
	err = s.update(ctx, "queue message", func(ctx context.Context, t *tx) error {
		if id, err = t.enqueue(ctx, o, blob, size, milli(s.now())); err != nil {
			return err
		}
		if o.Draft != 0 {
			if err := t.dropDraft(ctx, o.Draft); err != nil {
				return err
			}
		}
		if o.Replaces != 0 {
			return t.replace(ctx, o.Replaces, id, s.now())
		}
		return nil
	})
	if err != nil {
		return 0, errors.Join(err, s.removeOrphans(context.WithoutCancel(ctx), []int64{blob}))
	}
	if o.Draft != 0 {
		if err := s.bury(ctx); err != nil {
			s.log.Warn("remove a draft's bytes", "error", err) // the next to be removed take them along
		}
	}
	return id, nil
}

func (t *tx) enqueue(ctx context.Context, o mail.Outgoing, blob, size, now int64) (mail.OutboxID, error) {
	wishes, err := toText(o.Wishes)
	if err != nil {
		return 0, err
	}
	n, err := t.insert(ctx, `INSERT INTO outgoing (account, draft, message_id, envid, sender, subject, size, state, queued, next_try, changed, wishes, send_at, blob)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, o.Account, o.Draft, o.MessageID, rand.Text(), o.From, clip(o.Subject, maxText), size,
		mail.StateQueued, now, milli(o.NextTry), now, wishes, milli(o.SendAt), blob)
	if err != nil {
		return 0, err
	}
	for i := range o.Recipients {
		o.Recipients[i] = mail.Recipient{Address: o.Recipients[i].Address, State: mail.StateQueued}
	}
	t.note(event.Outbox{})
	return mail.OutboxID(n), t.setRecipients(ctx, mail.OutboxID(n), o.Recipients)
}

// setRecipients writes what servers said to each. What reports say has its own
// time: see SetDelivery.
func (t *tx) setRecipients(ctx context.Context, id mail.OutboxID, list []mail.Recipient) error {
	for i, r := range list {
		_, err := t.exec(ctx, `INSERT INTO outgoing_recipients (outgoing, n, address, state, code, enhanced, text) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET address = excluded.address, state = excluded.state, code = excluded.code,
			enhanced = excluded.enhanced, text = excluded.text`,
			id, i, r.Address, r.State, r.Code, clip(r.Enhanced, maxText), clip(r.Text, maxText))
		if err != nil {
			return err
		}
	}
	_, err := t.exec(ctx, "DELETE FROM outgoing_recipients WHERE outgoing = ? AND n >= ?", id, len(list))
	return err
}

// Outbox lists queued messages, newest first; those that were sent in the last
// 30 days as well.
func (s *Store) Outbox(ctx context.Context) ([]mail.Outgoing, error) {
	all, err := outgoing(ctx, s.mail.read, "WHERE state NOT IN ('sent', 'cancelled') OR changed > ? ORDER BY id DESC",
		milli(s.now().Add(-sentKept)))
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	return all, nil
}

// Outgoing returns one message of the outbox, or mail.ErrNotFound.
func (s *Store) Outgoing(ctx context.Context, id mail.OutboxID) (mail.Outgoing, error) {
	o, err := first(outgoing(ctx, s.mail.read, "WHERE id = ?", id))
	if err != nil {
		return o, fmt.Errorf("outbox message %d: %w", id, err)
	}
	return o, nil
}

// OutgoingRaw opens a message's final bytes; they must be closed.
func (s *Store) OutgoingRaw(ctx context.Context, id mail.OutboxID) (io.ReadSeekCloser, error) {
	var blob int64
	err := one(ctx, s.mail.read, "SELECT blob FROM outgoing WHERE id = ?", []any{id}, &blob)
	if err == nil {
		var r *blobReader
		if r, err = s.openBlob(ctx, blob); err == nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("bytes of outbox message %d: %w", id, err)
}

// RemoveOutgoing removes a message that is done with: cancelled, failed, sent
// or partial. ErrGone otherwise.
func (s *Store) RemoveOutgoing(ctx context.Context, id mail.OutboxID) error {
	err := s.update(ctx, "remove from outbox", func(ctx context.Context, t *tx) error {
		state, err := t.outgoingState(ctx, id)
		if err != nil {
			return err
		}
		switch state {
		case mail.StateCancelled, mail.StateFailed, mail.StateSent, mail.StatePartial:
		default:
			return fmt.Errorf("%w: the message is %s", ErrGone, state)
		}
		t.note(event.Outbox{})
		_, err = t.exec(ctx, "DELETE FROM outgoing WHERE id = ?", id)
		return err
	})
	if err != nil {
		return err
	}
	return s.bury(ctx)
}
