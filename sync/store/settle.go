package store

import (
	"context"
	"encoding/json"
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
// counts the attempt, in one transaction. Accounts in skip are passed over, and
// so are those of which a message waits for what is true of all of them
// (mail.SendError.Account). mail.ErrNotFound: nothing is due; next is when
// something will be, zero if nothing waits.
func (s *Store) Claim(ctx context.Context, now time.Time, skip []accounts.ID) (o mail.Outgoing, next time.Time, err error) {
	err = s.update(ctx, "claim message", func(ctx context.Context, t *tx) error {
		where := "WHERE state IN ('queued', 'retry') AND account IN (SELECT id FROM accounts) AND account NOT IN (" + list(skip) + ") "
		const asked = `AND account NOT IN (SELECT account FROM outgoing WHERE state = 'retry' AND next_try > ?1 AND error ->> 'Account' = 1) `
		due, err := outgoing(ctx, t, where+asked+"AND next_try <= ?1 ORDER BY id LIMIT 1", now.UnixMilli())
		if err != nil {
			return err
		}
		if len(due) == 0 {
			var at int64
			err := one(ctx, t, `SELECT coalesce(min(next_try), 0) FROM outgoing `+where+"AND next_try > ?", []any{now.UnixMilli()}, &at)
			if err != nil {
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
	if _, err = t.exec(ctx, "UPDATE outgoing SET state = ?, attempts = ?, next_try = ?, changed = ?, error = ?, tls = ?, transcript = ?, card = ? WHERE id = ?",
		o.State, o.Attempts, milli(o.NextTry), milli(now), failure, o.TLS, boundTranscript(o.Transcript), card, o.ID); err != nil {
		return err
	}
	return t.wantCopy(ctx, o.ID)
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
