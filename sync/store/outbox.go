package store

import (
	"bytes"
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

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

const sentKept = 30 * 24 * time.Hour

const outgoingColumns = `SELECT id, account, draft, message_id, envid, sender, subject, size, state, attempts, queued, next_try, changed,
	error, tls, transcript, wishes, card FROM outgoing `

func scanOutgoing(r *sql.Rows) (mail.Outgoing, error) {
	var o mail.Outgoing
	var queued, next, changed int64
	var failure, transcript, wishes, card string
	err := r.Scan(&o.ID, &o.Account, &o.Draft, &o.MessageID, &o.Envid, &o.From, &o.Subject, &o.Size, &o.State, &o.Attempts,
		&queued, &next, &changed, &failure, &o.TLS, &transcript, &wishes, &card)
	o.Queued, o.NextTry, o.Changed = fromMilli(queued), fromMilli(next), fromMilli(changed)
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

// fromText reads JSON that a column has; ” leaves the zero value.
func fromText(text string, v any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), v)
}

// toText is a value as a column has it: ” for a zero one.
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

// Enqueue commits a message's final bytes, before anything is sent, and
// removes the draft that it was made from (o.Draft) in the same transaction.
// Of o it takes Account, Draft, MessageID, From, Subject, Wishes, Recipients'
// addresses and NextTry, before which it is not sent.
func (s *Store) Enqueue(ctx context.Context, o mail.Outgoing, raw []byte) (mail.OutboxID, error) {
	var id mail.OutboxID
	err := s.update(ctx, "queue message", func(ctx context.Context, t *tx) error {
		now := milli(s.now())
		wishes, err := toText(o.Wishes)
		if err != nil {
			return err
		}
		n, err := t.insert(ctx, `INSERT INTO outgoing (account, draft, message_id, envid, sender, subject, size, state, queued, next_try, changed, wishes)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, o.Account, o.Draft, o.MessageID, rand.Text(), o.From, clip(o.Subject, maxText), len(raw),
			mail.StateQueued, now, milli(o.NextTry), now, wishes)
		if err != nil {
			return err
		}
		id = mail.OutboxID(n)
		if raw == nil {
			raw = []byte{}
		}
		if _, err := t.exec(ctx, "INSERT INTO outgoing_raw (outgoing, data) VALUES (?, ?)", id, raw); err != nil {
			return err
		}
		for i := range o.Recipients {
			o.Recipients[i] = mail.Recipient{Address: o.Recipients[i].Address, State: mail.StateQueued}
		}
		if err := t.setRecipients(ctx, id, o.Recipients); err != nil {
			return err
		}
		if o.Draft != 0 {
			t.note(event.Drafts{})
			if _, err := t.exec(ctx, "DELETE FROM drafts WHERE id = ?", o.Draft); err != nil {
				return err
			}
		}
		t.note(event.Outbox{})
		return nil
	})
	return id, err
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

// OutgoingRaw returns a message's final bytes.
func (s *Store) OutgoingRaw(ctx context.Context, id mail.OutboxID) (io.ReadSeeker, error) {
	var data []byte
	if err := one(ctx, s.mail.read, "SELECT data FROM outgoing_raw WHERE outgoing = ?", []any{id}, &data); err != nil {
		return nil, fmt.Errorf("bytes of outbox message %d: %w", id, err)
	}
	return bytes.NewReader(data), nil
}

// CancelOutgoing takes a message back. ErrGone if it is being sent, was sent or may have been.
func (s *Store) CancelOutgoing(ctx context.Context, id mail.OutboxID) error {
	return s.restate(ctx, "cancel message", id, mail.StateCancelled)
}

// RetryOutgoing makes a message that waits, is held or has failed due now.
func (s *Store) RetryOutgoing(ctx context.Context, id mail.OutboxID) error {
	return s.restate(ctx, "retry message", id, mail.StateQueued, mail.StateRetry, mail.StateHeld, mail.StateFailed, mail.StateQueued)
}

// ResolveOutgoing is the answer to whether an unsure message was delivered;
// one that was not is queued again.
func (s *Store) ResolveOutgoing(ctx context.Context, id mail.OutboxID, sent bool) error {
	to := mail.StateQueued
	if sent {
		to = mail.StateSent
	}
	return s.restate(ctx, "resolve message", id, to, mail.StateUnsure)
}

// ReleaseHeld queues the account's held messages, after what held them was mended.
func (s *Store) ReleaseHeld(ctx context.Context, account accounts.ID) error {
	return s.update(ctx, "release held messages", func(ctx context.Context, t *tx) error {
		ids, err := collect(ctx, t, number[mail.OutboxID], "SELECT id FROM outgoing WHERE account = ? AND state = ?", account, mail.StateHeld)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.restate(ctx, id, mail.StateHeld, mail.StateQueued, s.now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// RemoveOutgoing removes a message that is done with: cancelled, failed, sent
// or partial. ErrGone otherwise.
func (s *Store) RemoveOutgoing(ctx context.Context, id mail.OutboxID) error {
	return s.update(ctx, "remove from outbox", func(ctx context.Context, t *tx) error {
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
}
