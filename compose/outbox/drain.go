package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// drain sends what is due of one account, in order, over one connection where
// the server lets it, and says when more will be due. After an answer that is
// not about a message (a person is needed, the server wants to be left alone,
// the network is away) nothing else of the account is tried: what is due waits
// with it. tries bounds how often a result is written to a store that refuses
// it, 0 is no bound.
func (q *Queue) drain(ctx context.Context, id accounts.ID, all []accounts.Account, tries int) (next time.Time, err error) {
	var skip []accounts.ID
	for _, other := range all {
		if other.ID != id {
			skip = append(skip, other.ID)
		}
	}
	l := &line{open: q.Line}
	defer l.close()
	var stop *mail.Outgoing
	for ctx.Err() == nil {
		o, next, err := q.Store.Claim(ctx, q.Now(), skip)
		if errors.Is(err, mail.ErrNotFound) {
			l.close() // before copies are filed: a server need not wait for that
			return q.copies(ctx, id, next)
		}
		if err != nil {
			return time.Time{}, fmt.Errorf("claim: %w", err)
		}
		if stop != nil {
			err = q.settle(ctx, follow(o, *stop, q.Now()), tries)
		} else {
			stop, err = q.attempt(ctx, l, o, tries)
		}
		if err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

// attempt submits one claimed message and writes down what came of it. stop is
// the message where that stops the account.
func (q *Queue) attempt(ctx context.Context, l *line, o mail.Outgoing, tries int) (stop *mail.Outgoing, err error) {
	tried := pending(o)
	result, err := q.submit(ctx, l, o, tried)
	if ctx.Err() != nil && interrupted(err) {
		return nil, q.settle(ctx, putBack(o, tried, q.Now()), tries)
	}
	done := judge(o, tried, result, sendError(err), q.Now())
	if q.Explain != nil && done.Error != nil {
		cause := err
		if cause == nil {
			cause = done.Error
		}
		done.Error.Explained = q.Explain(cause)
	}
	q.Log.Info("submission ended", "account", o.Account, "message", o.ID, "attempt", o.Attempts, "state", string(done.State))
	if err := q.settle(ctx, done, tries); err != nil {
		return nil, err
	}
	if done.State == mail.StateSent && q.Late != nil && late(o, done.Changed) {
		q.Late(ctx, done)
	}
	if stops(done) {
		return &done, nil
	}
	return nil, nil
}

// lateAfter is how late a message at a chosen time may be without a word.
const lateAfter = 5 * time.Minute

// late: the message went out at its first attempt, long after the time that its
// writer chose.
func late(o mail.Outgoing, sent time.Time) bool {
	return !o.SendAt.IsZero() && o.Attempts <= 1 && sent.Sub(o.SendAt) > lateAfter
}

// settle commits the end of an attempt. The network step is done and cannot be
// taken back, so a full disk or a locked file is waited for.
func (q *Queue) settle(ctx context.Context, o mail.Outgoing, tries int) error {
	for n := 1; ; n++ {
		err := q.Store.Settle(context.WithoutCancel(ctx), o)
		if err == nil {
			return nil
		}
		q.Log.Warn("result of a submission cannot be stored", "account", o.Account, "message", o.ID, "state", string(o.State), "err", err)
		if errors.Is(err, mail.ErrNotFound) || errors.Is(err, store.ErrDamaged) || n == tries {
			return fmt.Errorf("settle: %w", err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("settle: %w", err)
		case <-q.After(badStore):
		}
	}
}
