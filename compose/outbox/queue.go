// Package outbox sends what the store's queue holds.
//
// A message goes queued -> sending -> sent, or retry, held, partial, failed or
// unsure (mail.SendState says what each means). Every state and every stage of
// an attempt is committed before the next network step, so that a killed
// process leaves a row that tells the truth. The outbox never sends again what
// may have been delivered (unsure: a person decides, or it is found in what the
// server has filed as sent), never to a recipient that has the message or was
// refused for good, and never signs in a second time by itself after a refusal.
// It never opens a connection and never speaks IMAP: the copy for the Sent
// mailbox is a local message whose upload the store queues.
//
// Failure story: the network being away costs a message no attempt. A server
// that asks to wait is asked again after ever longer times, for five days; where
// it means the account rather than the message, the account's other messages
// wait with it. What only a person can put right (sign-in, certificate, policy)
// holds all that is due of the account, until the store releases it or the user
// tries again. A message that was refused does not stop the next one, nor one
// account another. That a copy cannot be filed never makes a message not sent.
package outbox

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// Line submits messages to one server, one after the other; smtp.Line in the
// program.
type Line interface {
	Send(ctx context.Context, env smtp.Envelope, msg io.ReadSeeker) (smtp.Result, error)
	Close()
}

// Queue works the store's outbox. The fields are set before the first call;
// only one process and one goroutine may be in Run or Once (store.Hold).
type Queue struct {
	Store *store.Store
	Line  func(accounts.Server) Line
	Log   *slog.Logger
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
	// Explain gives the code that is kept with a message that was not sent,
	// mail.SendError.Explained; nil: none.
	Explain func(error) string
	// Find asks an account's server whether a message is in what it has filed
	// as sent; nil: only what is here is looked at.
	Find func(ctx context.Context, a accounts.Account, messageID string) (bool, error)
	// Nudge asks for another look at an account's Sent, where a copy waits for
	// what the server does; may be nil.
	Nudge func(accounts.ID)
	// Late hears of a message that went out long after the time that its writer
	// chose; may be nil.
	Late func(ctx context.Context, o mail.Outgoing)
	// Progress hears how many octets of a message have been handed to the
	// connection; may be nil.
	Progress func(id mail.OutboxID, octets int64)

	start sync.Once
	wake  chan struct{} // has a token when Run should look again

	mu    sync.Mutex
	asked map[mail.OutboxID]int // how often Find was asked for an unsure message
}

const (
	maxBusy  = 8                // accounts that send at the same time
	lookTime = time.Minute      // how long Run trusts its clock: the computer may have slept
	badStore = 10 * time.Second // until the store is asked again after an error
)

// Poke: something was queued, or the network is back.
func (q *Queue) Poke() {
	select {
	case q.woken() <- struct{}{}:
	default: // it will look anyway
	}
}

func (q *Queue) woken() chan struct{} {
	q.start.Do(func() { q.wake = make(chan struct{}, 1) })
	return q.wake
}

// Once works everything that is due now and returns. The error is the store's;
// what became of the messages is in their rows.
func (q *Queue) Once(ctx context.Context) error {
	all, err := q.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	if err := q.mend(ctx, all); err != nil {
		return err
	}
	errs := make(chan error)
	slots := make(chan struct{}, maxBusy)
	for _, a := range all {
		go func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			_, err := q.drain(ctx, a.ID, all, 3)
			errs <- err
		}()
	}
	for range all {
		if e := <-errs; err == nil {
			err = e
		}
	}
	if err != nil || ctx.Err() != nil {
		return err
	}
	return q.mend(ctx, all) // what has become unsure may have turned up
}
