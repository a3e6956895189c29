package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

const maxTranscript = 64 << 10

// Claim takes the oldest message that is due, marks it as being sent and
// counts the attempt, in one transaction. Accounts in skip are passed over.
// mail.ErrNotFound: nothing is due; next is when something will be, zero if
// nothing waits.
func (s *Store) Claim(ctx context.Context, now time.Time, skip []accounts.ID) (o mail.Outgoing, next time.Time, err error) {
	err = s.update(ctx, "claim message", func(ctx context.Context, t *tx) error {
		where := "WHERE state IN ('queued', 'retry') AND account IN (SELECT id FROM accounts) AND account NOT IN (" + list(skip) + ") "
		due, err := outgoing(ctx, t, where+"AND next_try <= ? ORDER BY queued, id LIMIT 1", now.UnixMilli())
		if err != nil {
			return err
		}
		if len(due) == 0 {
			var at int64
			if err := one(ctx, t, "SELECT coalesce(min(next_try), 0) FROM outgoing "+where, nil, &at); err != nil {
				return err
			}
			next = fromMilli(at)
			return mail.ErrNotFound
		}
		o = due[0]
		if err := step(o.State, mail.StateSending); err != nil {
			return err
		}
		o.State, o.Changed = mail.StateSending, fromMilli(now.UnixMilli())
		o.Attempts++
		for i, r := range o.Recipients {
			if r.State == mail.StateQueued || r.State == mail.StateRetry {
				o.Recipients[i].State = mail.StateSending
			}
		}
		if err := t.setRecipients(ctx, o.ID, o.Recipients); err != nil {
			return err
		}
		t.note(event.Outbox{})
		_, err = t.exec(ctx, "UPDATE outgoing SET state = ?, stage = ?, attempts = ?, changed = ? WHERE id = ?",
			o.State, mail.StageConnect, o.Attempts, now.UnixMilli(), o.ID)
		return err
	})
	if err != nil {
		return mail.Outgoing{}, next, err
	}
	return o, time.Time{}, nil
}

// SetStage commits how far an attempt has come, before its next step on the network.
func (s *Store) SetStage(ctx context.Context, id mail.OutboxID, stage mail.SendStage) error {
	return s.update(ctx, "set stage", func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "UPDATE outgoing SET stage = ? WHERE id = ? AND state = ?", stage, id, mail.StateSending)
		if err == nil && n == 0 {
			err = fmt.Errorf("outbox message %d: %w", id, ErrGone)
		}
		return err
	})
}

// Settle ends an attempt: state, recipients, attempts (one that never reached a
// server does not count), error, TLS, transcript, card and NextTry are as in o.
func (s *Store) Settle(ctx context.Context, o mail.Outgoing) error {
	return s.update(ctx, "settle message", func(ctx context.Context, t *tx) error {
		return t.settle(ctx, o, s.now())
	})
}

// SettleSent ends an attempt that the server accepted, in one transaction with
// the copy in Sent: for a local folder that is all, for one of the server the
// append is queued. copy may be nil. A message is filed once, however often it
// is settled.
func (s *Store) SettleSent(ctx context.Context, o mail.Outgoing, copy *NewMessage) error {
	if copy == nil || copy.Body == nil {
		return s.Settle(ctx, o)
	}
	blobs, err := s.addBlobs(ctx, [][]byte{copy.Body.Raw})
	if err != nil {
		return fmt.Errorf("settle message: %w", err)
	}
	err = s.settleSent(ctx, o, *copy, blobs[0])
	return errors.Join(err, s.removeOrphans(context.WithoutCancel(ctx), blobs))
}

func (s *Store) settleSent(ctx context.Context, o mail.Outgoing, copy NewMessage, blob int64) error {
	release, err := s.fill(ctx)
	if err != nil {
		return fmt.Errorf("settle message: %w", err)
	}
	defer release()
	return s.update(ctx, "settle message", func(ctx context.Context, t *tx) error {
		if err := t.settle(ctx, o, s.now()); err != nil {
			return err
		}
		doc, err := t.file(ctx, o, copy, blob, milli(s.now()))
		if err != nil || doc == nil {
			return err
		}
		return s.indexIn(ctx, t, []words{*doc})
	})
}

// file puts a copy of a sent message into Sent. It returns what to index, nil
// if the copy was filed before or its account is gone.
func (t *tx) file(ctx context.Context, o mail.Outgoing, copy NewMessage, blob, now int64) (*words, error) {
	n, err := t.exec(ctx, "UPDATE outgoing SET filed = 1 WHERE id = ? AND filed = 0 AND account IN (SELECT id FROM accounts)", o.ID)
	if err != nil || n == 0 {
		return nil, err
	}
	sent, err := t.localFolder(ctx, o.Account, mail.Sent, "Sent")
	if err != nil {
		return nil, err
	}
	copy.UID, copy.UIDL = 0, ""
	copy.Flags |= mail.Seen
	id, doc, err := t.insertMessage(ctx, sent, copy, blob, now)
	if err != nil || sent.Local() {
		return doc, err
	}
	m, err := t.subject(ctx, id)
	if err != nil {
		return nil, err
	}
	return doc, t.wish().queue(ctx, mail.Op{Account: o.Account, Kind: mail.OpAppend, To: sent.ID}, m, 0, 0)
}

func (t *tx) settle(ctx context.Context, o mail.Outgoing, now time.Time) error {
	from, err := t.outgoingState(ctx, o.ID)
	if err != nil {
		return err
	}
	if err := step(from, o.State); err != nil {
		return err
	}
	if err := t.setRecipients(ctx, o.ID, o.Recipients); err != nil {
		return err
	}
	failure, err := failureJSON(o.Error)
	if err != nil {
		return err
	}
	card, err := toText(o.Card)
	if err != nil {
		return err
	}
	t.note(event.Outbox{})
	_, err = t.exec(ctx, "UPDATE outgoing SET state = ?, attempts = ?, next_try = ?, changed = ?, error = ?, tls = ?, transcript = ?, card = ? WHERE id = ?",
		o.State, o.Attempts, milli(o.NextTry), milli(now), failure, o.TLS, boundTranscript(o.Transcript), card, o.ID)
	return err
}

// failureJSON keeps the words of a cause that has no other place.
func failureJSON(e *mail.SendError) (string, error) {
	if e == nil {
		return "", nil
	}
	kept := *e
	if kept.Text == "" && kept.Err != nil {
		kept.Text = kept.Err.Error()
	}
	kept.Text = clip(kept.Text, 4*maxText)
	b, err := json.Marshal(kept)
	return string(b), err
}

// boundTranscript keeps the newest lines, which say how it ended.
func boundTranscript(lines []string) string {
	size := 0
	for i, line := range slices.Backward(lines) {
		if size += len(line) + 1; size > maxTranscript {
			lines = append([]string{"…"}, lines[i+1:]...)
			break
		}
	}
	return clip(strings.Join(lines, "\n"), maxTranscript+1)
}

func (t *tx) outgoingState(ctx context.Context, id mail.OutboxID) (mail.SendState, error) {
	var state mail.SendState
	if err := one(ctx, t, "SELECT state FROM outgoing WHERE id = ?", []any{id}, &state); err != nil {
		return "", fmt.Errorf("outbox message %d: %w", id, err)
	}
	return state, nil
}

// restate brings a message to a state by the user's decision; with from given,
// only out of one of these.
func (s *Store) restate(ctx context.Context, what string, id mail.OutboxID, to mail.SendState, from ...mail.SendState) error {
	return s.update(ctx, what, func(ctx context.Context, t *tx) error {
		state, err := t.outgoingState(ctx, id)
		if err != nil {
			return err
		}
		if len(from) > 0 && !slices.Contains(from, state) {
			return fmt.Errorf("%w: the message is %s", ErrGone, state)
		}
		return t.restate(ctx, id, state, to, s.now())
	})
}

func (t *tx) restate(ctx context.Context, id mail.OutboxID, from, to mail.SendState, now time.Time) error {
	// Whoever has the message keeps it; the others share its new state. In an
	// unsure one the refusals stand as well.
	whose, state := "state <> ?", mail.StateSent
	if from == mail.StateUnsure {
		whose, state = "state = ?", mail.StateUnsure
	}
	if _, err := t.exec(ctx, "UPDATE outgoing_recipients SET state = ? WHERE outgoing = ? AND "+whose, to, id, state); err != nil {
		return err
	}
	if from == mail.StateUnsure && to == mail.StateSent {
		var refused int
		if err := one(ctx, t, "SELECT count(*) FROM outgoing_recipients WHERE outgoing = ? AND state = ?", []any{id, mail.StateFailed}, &refused); err != nil {
			return err
		}
		if refused > 0 {
			to = mail.StatePartial
		}
	}
	if from != to { // queued to queued: due now
		if err := step(from, to); err != nil {
			return err
		}
	}
	t.note(event.Outbox{})
	_, err := t.exec(ctx, "UPDATE outgoing SET state = ?, stage = '', next_try = 0, changed = ? WHERE id = ?", to, milli(now), id)
	return err
}
