package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// What a person decides about a message in the outbox. Whoever has it keeps
// it: no decision sends it to them again.

// CancelOutgoing takes a message back; where some have it already, the others
// will not. ErrGone if it is being sent, was sent or may have been.
func (s *Store) CancelOutgoing(ctx context.Context, id mail.OutboxID) error {
	return s.decide(ctx, "cancel message", id, func(ctx context.Context, t *tx, state mail.SendState) error {
		if state == mail.StatePartial {
			return fmt.Errorf("%w: the message is %s", ErrGone, state)
		}
		return t.cancel(ctx, id, state, s.now())
	})
}

// cancel makes a message cancelled, or partial where some have it.
func (t *tx) cancel(ctx context.Context, id mail.OutboxID, from mail.SendState, now time.Time) error {
	var have int
	if err := one(ctx, t, "SELECT count(*) FROM outgoing_recipients WHERE outgoing = ? AND state = ?", []any{id, mail.StateSent}, &have); err != nil {
		return err
	}
	to := mail.StateCancelled
	if have > 0 {
		to = mail.StatePartial
	}
	return t.restate(ctx, id, from, to, now, mail.StateCancelled,
		mail.StateQueued, mail.StateRetry, mail.StateHeld)
}

// RetryOutgoing makes a message that waits, is held or has failed due now, for
// the recipients that are still to have it. Those who were refused for good are
// tried again where nobody else is left, or with refused.
func (s *Store) RetryOutgoing(ctx context.Context, id mail.OutboxID, refused bool) error {
	return s.decide(ctx, "retry message", id, func(ctx context.Context, t *tx, state mail.SendState) error {
		whose := []mail.SendState{mail.StateQueued, mail.StateRetry, mail.StateHeld}
		switch state {
		case mail.StateQueued, mail.StateRetry, mail.StateHeld:
			if refused {
				whose = append(whose, mail.StateFailed)
			}
		case mail.StateFailed:
			whose = append(whose, mail.StateFailed)
		case mail.StatePartial:
			if !refused {
				return fmt.Errorf("%w: the message is %s", ErrGone, state)
			}
			whose = append(whose, mail.StateFailed, mail.StateCancelled)
		default:
			return fmt.Errorf("%w: the message is %s", ErrGone, state)
		}
		return t.restate(ctx, id, state, mail.StateQueued, s.now(), mail.StateQueued, whose...)
	})
}

// ResolveOutgoing is the answer to whether an unsure message was delivered;
// one that was not is queued again. Refusals stand either way.
func (s *Store) ResolveOutgoing(ctx context.Context, id mail.OutboxID, sent bool) error {
	return s.decide(ctx, "resolve message", id, func(ctx context.Context, t *tx, state mail.SendState) error {
		if state != mail.StateUnsure {
			return fmt.Errorf("%w: the message is %s", ErrGone, state)
		}
		theirs := mail.StateSent
		if !sent {
			theirs = mail.StateQueued
		}
		if err := t.restate(ctx, id, state, mail.StateQueued, s.now(), theirs, mail.StateUnsure); err != nil {
			return err
		}
		// Who waits still is next; where nobody does, it is over.
		if _, err := t.exec(ctx, `UPDATE outgoing_recipients SET state = 'queued' WHERE outgoing = ? AND state IN ('retry', 'held')`, id); err != nil {
			return err
		}
		if _, err := t.exec(ctx, `UPDATE outgoing SET state = iif(EXISTS (SELECT 1 FROM outgoing_recipients WHERE outgoing = ?1
			AND state IN ('failed', 'cancelled')), 'partial', 'sent'), error = '' WHERE id = ?1
			AND NOT EXISTS (SELECT 1 FROM outgoing_recipients WHERE outgoing = ?1 AND state = 'queued')`, id); err != nil {
			return err
		}
		return t.wantCopy(ctx, id)
	})
}

// ReleaseHeld queues the account's held messages, after what held them was mended.
func (s *Store) ReleaseHeld(ctx context.Context, account accounts.ID) error {
	return s.update(ctx, "release held messages", func(ctx context.Context, t *tx) error {
		ids, err := collect(ctx, t, number[mail.OutboxID], "SELECT id FROM outgoing WHERE account = ? AND state = ?", account, mail.StateHeld)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.restate(ctx, id, mail.StateHeld, mail.StateQueued, s.now(), mail.StateQueued, mail.StateHeld, mail.StateRetry); err != nil {
				return err
			}
		}
		return nil
	})
}

// TakeBack makes a draft of a message, in one transaction with its end in the
// outbox: there is never both, and never neither. ErrGone if it is being sent,
// was sent or may have been.
func (s *Store) TakeBack(ctx context.Context, id mail.OutboxID, d Draft) (mail.DraftID, error) {
	var draft mail.DraftID
	err := s.decide(ctx, "take message back", id, func(ctx context.Context, t *tx, state mail.SendState) error {
		if err := editable(state); err != nil {
			return err
		}
		var err error
		if draft, err = t.saveDraft(ctx, d, milli(s.now())); err != nil {
			return err
		}
		_, err = t.exec(ctx, "DELETE FROM outgoing WHERE id = ?", id)
		return err
	})
	if err != nil {
		return 0, err
	}
	return draft, s.bury(ctx)
}

// editable: the message rests, and not as one that arrived or may have.
func editable(state mail.SendState) error {
	switch state {
	case mail.StateQueued, mail.StateRetry, mail.StateHeld, mail.StateFailed, mail.StatePartial, mail.StateCancelled:
		return nil
	}
	return fmt.Errorf("%w: the message is %s", ErrGone, state)
}

// replace ends a message of which there is a new revision.
func (t *tx) replace(ctx context.Context, old, revision mail.OutboxID, now time.Time) error {
	state, err := t.outgoingState(ctx, old)
	if err != nil {
		return err
	}
	if err := editable(state); err != nil {
		return err
	}
	switch state {
	case mail.StateQueued, mail.StateRetry, mail.StateHeld:
		err = t.cancel(ctx, old, state, now)
	case mail.StateFailed:
		err = t.restate(ctx, old, state, mail.StateCancelled, now, mail.StateCancelled)
	}
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "UPDATE outgoing SET replaced = ? WHERE id = ?", revision, old)
	return err
}

func (s *Store) decide(ctx context.Context, what string, id mail.OutboxID, change func(context.Context, *tx, mail.SendState) error) error {
	return s.update(ctx, what, func(ctx context.Context, t *tx) error {
		state, err := t.outgoingState(ctx, id)
		if err != nil {
			return err
		}
		t.note(event.Outbox{})
		return change(ctx, t, state)
	})
}

// restate brings a message to a state, and those of its recipients that are in
// one of whose to theirs.
func (t *tx) restate(ctx context.Context, id mail.OutboxID, from, to mail.SendState, now time.Time, theirs mail.SendState, whose ...mail.SendState) error {
	if from != to { // queued to queued: due now
		if err := step(from, to); err != nil {
			return err
		}
	}
	for _, state := range slices.Compact(whose) {
		if _, err := t.exec(ctx, "UPDATE outgoing_recipients SET state = ? WHERE outgoing = ? AND state = ?", theirs, id, state); err != nil {
			return err
		}
	}
	t.note(event.Outbox{})
	_, err := t.exec(ctx, "UPDATE outgoing SET state = ?, stage = '', next_try = 0, changed = ? WHERE id = ?", to, milli(now), id)
	return err
}
