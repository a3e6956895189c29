package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// drain sends what is due of one account, in order, and says when more will be.
// After an answer that needs a person nothing else of the account is tried:
// what is due is held with it. tries bounds how often a result is written to a
// store that refuses it, 0 is no bound.
func (q *Queue) drain(ctx context.Context, id accounts.ID, all []accounts.Account, tries int) (next time.Time, err error) {
	var skip []accounts.ID
	for _, other := range all {
		if other.ID != id {
			skip = append(skip, other.ID)
		}
	}
	var held *mail.SendError
	for ctx.Err() == nil {
		o, next, err := q.Store.Claim(ctx, q.Now(), skip)
		if errors.Is(err, mail.ErrNotFound) {
			return next, nil
		}
		if err != nil {
			return time.Time{}, fmt.Errorf("claim: %w", err)
		}
		if held != nil {
			e := *held
			err = q.settle(ctx, judge(o, pending(o), smtp.Result{}, &e, q.Now()), nil, tries)
		} else {
			held, err = q.attempt(ctx, o, tries)
		}
		if err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

// attempt submits one claimed message and writes down what came of it. held is
// the answer that stops the account.
func (q *Queue) attempt(ctx context.Context, o mail.Outgoing, tries int) (held *mail.SendError, err error) {
	tried := pending(o)
	hadCopy := sentToSome(o)
	account, result, err := q.submit(ctx, o, tried)
	if ctx.Err() != nil && interrupted(err) {
		return nil, q.settle(ctx, putBack(o, tried, q.Now()), nil, tries)
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

	var copy *store.NewMessage
	if sentToSome(done) && !hadCopy && account.SentCopy != accounts.SentByServer {
		if copy, err = q.sentCopy(ctx, o); err != nil {
			// The message is out; that its bytes cannot be read now must not hide it.
			q.Log.Error("copy of a sent message is missing", "account", o.Account, "message", o.ID, "err", err)
		}
	}
	if err := q.settle(ctx, done, copy, tries); err != nil {
		return nil, err
	}
	if done.State == mail.StateHeld {
		held = done.Error
	}
	return held, nil
}

// submit hands the message's bytes to the sender, for the recipients that are
// still to have it.
func (q *Queue) submit(ctx context.Context, o mail.Outgoing, tried []int) (accounts.Account, smtp.Result, error) {
	account, err := q.Store.Account(ctx, o.Account)
	if errors.Is(err, mail.ErrNotFound) {
		return account, smtp.Result{}, refuse("the account this message was to be sent from is gone")
	}
	if err != nil {
		return account, smtp.Result{}, err
	}
	if account.Outgoing.Off() {
		return account, smtp.Result{}, refuse("the account has no server for sending")
	}
	raw, err := q.Store.OutgoingRaw(ctx, o.ID)
	if errors.Is(err, mail.ErrNotFound) {
		return account, smtp.Result{}, refuse("the bytes of the message are gone")
	}
	if err != nil {
		return account, smtp.Result{}, err
	}
	env := smtp.Envelope{From: o.From, Size: o.Size, Stage: func(s mail.SendStage) error {
		return q.Store.SetStage(ctx, o.ID, s)
	}}
	for _, i := range tried {
		env.Recipients = append(env.Recipients, o.Recipients[i].Address)
	}
	result, err := q.Sender.Send(ctx, account.Outgoing, env, raw)
	return account, result, err
}

func refuse(text string) error {
	return &mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: text}
}

// settle commits the end of an attempt. The network step is done and cannot be
// taken back, so a full disk or a locked file is waited for.
func (q *Queue) settle(ctx context.Context, o mail.Outgoing, copy *store.NewMessage, tries int) error {
	write := func() error {
		ctx := context.WithoutCancel(ctx)
		if copy != nil || o.State == mail.StateSent {
			return q.Store.SettleSent(ctx, o, copy)
		}
		return q.Store.Settle(ctx, o)
	}
	for n := 1; ; n++ {
		err := write()
		if err == nil {
			return nil
		}
		q.Log.Warn("result of a submission cannot be stored", "account", o.Account, "message", o.ID, "state", string(o.State), "err", err)
		if errors.Is(err, mail.ErrNotFound) || n == tries {
			return fmt.Errorf("settle: %w", err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("settle: %w", err)
		case <-q.After(badStore):
		}
	}
}
