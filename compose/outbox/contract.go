// Package outbox: TEMPORARY contract; keep names and signatures.
package outbox

import (
	"context"
	"io"
	"log/slog"
	"time"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/store"
)

// sender submits one message; compose/smtp.Client in the program.
type sender interface {
	Send(ctx context.Context, s accounts.Server, env smtp.Envelope, msg io.ReadSeeker) (smtp.Result, error)
}

type Queue struct {
	Store  *store.Store
	Sender sender
	Log    *slog.Logger
	Now    func() time.Time
	After  func(time.Duration) <-chan time.Time
}

// Run works the queue until ctx ends. One message at a time per account; accounts do not block one another.
func (q *Queue) Run(ctx context.Context) error { panic("unbuilt") }

// Once works everything that is due now and returns.
func (q *Queue) Once(ctx context.Context) error { panic("unbuilt") }

// Poke: something was queued, or the network is back.
func (q *Queue) Poke() { panic("unbuilt") }
