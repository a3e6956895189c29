package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// Who files the copy of a sent message is a person's word, or learned: the
// first message of an account is looked for in Sent for a while before Godwit
// uploads its own copy. Where the server has filed one, that one stays and
// Godwit's is never uploaded; later messages are looked for with more patience.
// Where it has not, Godwit uploads at once from then on, until what it knows is
// old. A server that files so late that there are two has filed, too: Godwit
// removes its own.
const (
	firstLook = 30 * time.Second
	sureLook  = 5 * time.Minute // at a server that has filed before
	lookEvery = 5 * time.Second
	knownFor  = 90 * 24 * time.Hour
	twiceFor  = 2 * 24 * time.Hour // how late a server may file
)

// copies files what was sent of an account, and returns the earlier of next and
// when a copy needs another look.
func (q *Queue) copies(ctx context.Context, id accounts.ID, next time.Time) (time.Time, error) {
	a, err := q.Store.Account(ctx, id)
	if err != nil {
		return next, err
	}
	if err := q.Copies(ctx, a); err != nil {
		return next, err
	}
	until, err := q.Store.NextLook(ctx, id)
	if err != nil || until.IsZero() {
		return next, err
	}
	if q.Nudge != nil {
		q.Nudge(id)
	}
	now := q.Now()
	again := now.Add(lookEvery)
	if now.After(until.Add(lookEvery)) { // whoever looks cannot
		again = now.Add(lookTime)
	}
	if next.IsZero() || again.Before(next) {
		next = again
	}
	return next, nil
}

// Copies files the copies of an account's sent messages that have none yet, and
// removes those of which the server has come to have two.
func (q *Queue) Copies(ctx context.Context, a accounts.Account) error {
	wanted, err := q.Store.CopiesWanted(ctx, a.ID)
	if err != nil {
		return err
	}
	for _, o := range wanted {
		switch err := q.fileCopy(ctx, a, o); {
		case errors.Is(err, mail.ErrNotFound): // its mailboxes are not known yet
		case errors.Is(err, store.ErrDamaged):
			q.Log.Error("copy of a sent message cannot be filed", "account", a.ID, "message", o.ID, "err", err)
		case err != nil:
			return err
		}
	}
	if a.SentCopy != accounts.SentAuto || a.Incoming.Protocol != accounts.IMAP {
		return nil
	}
	return q.Store.DropOwnCopies(ctx, a.ID, q.Now().Add(-twiceFor))
}

func (q *Queue) fileCopy(ctx context.Context, a accounts.Account, o mail.Outgoing) error {
	if a.SentCopy == accounts.SentByServer {
		return q.Store.LeaveCopy(ctx, o.ID)
	}
	look, err := q.lookUntil(ctx, a)
	if err != nil {
		return err
	}
	m, err := q.copyOf(ctx, o)
	if err != nil {
		return err
	}
	return q.Store.FileCopy(ctx, o.ID, m, look)
}

// lookUntil is how long the server is given to file a message that was sent now.
func (q *Queue) lookUntil(ctx context.Context, a accounts.Account) (time.Time, error) {
	if a.SentCopy != accounts.SentAuto || a.Incoming.Protocol != accounts.IMAP {
		return time.Time{}, nil
	}
	known, err := q.Store.CopyEvidence(ctx, a.ID, q.Now().Add(-knownFor))
	switch {
	case err != nil:
		return time.Time{}, err
	case !known.Known:
		return q.Now().Add(firstLook), nil
	case known.Server:
		return q.Now().Add(sureLook), nil
	}
	return time.Time{}, nil
}

// copyOf is the message for the Sent mailbox: what was submitted.
func (q *Queue) copyOf(ctx context.Context, o mail.Outgoing) (store.NewMessage, error) {
	r, err := q.Store.OutgoingRaw(ctx, o.ID)
	if err != nil {
		return store.NewMessage{}, err
	}
	defer r.Close()
	raw := make([]byte, o.Size)
	if _, err := io.ReadFull(r, raw); err != nil {
		return store.NewMessage{}, fmt.Errorf("read message: %w", err)
	}
	m := parse.Parse(raw)
	body := store.BodyOf(m)
	return store.NewMessage{
		Envelope: m.Header.Envelope(),
		Flags:    mail.Seen,
		Received: o.Changed,
		Size:     o.Size,
		Body:     &body,
	}, nil
}
