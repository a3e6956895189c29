package outbox

import (
	"context"
	"errors"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// Arrived is a person's word that an unsure message reached whoever may have
// it: the row becomes sent, or partial where others were refused, and the copy
// goes into Sent as if the server had said so. store.ErrGone if it is not unsure.
func (q *Queue) Arrived(ctx context.Context, id mail.OutboxID) error {
	o, err := q.Store.Outgoing(ctx, id)
	if err != nil {
		return err
	}
	if err := q.Store.ResolveOutgoing(ctx, id, true); err != nil {
		return err
	}
	a, err := q.Store.Account(ctx, o.Account)
	if errors.Is(err, mail.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return q.Copies(ctx, a)
}

// mend puts right what time has changed in the rows: an unsure message that has
// turned up, one put off by a clock that was wrong, a copy that was not filed.
func (q *Queue) mend(ctx context.Context, all []accounts.Account) error {
	rows, err := q.Store.Outbox(ctx)
	if err != nil {
		return err
	}
	byID := map[accounts.ID]accounts.Account{}
	for _, a := range all {
		byID[a.ID] = a
	}
	now := q.Now()
	for _, o := range slices.Backward(rows) {
		switch {
		case o.State == mail.StateRetry && o.NextTry.After(now.Add(maxWait)), // no server is waited for any longer
			o.State == mail.StateQueued && o.SendAt.IsZero() && o.NextTry.After(now.Add(lookTime)): // nor a person who may undo
			err = q.Store.RetryOutgoing(ctx, o.ID, false)
		case o.State == mail.StateUnsure && !repeated(rows, o):
			err = q.find(ctx, byID[o.Account], o)
		}
		if err != nil && !errors.Is(err, store.ErrGone) {
			return err
		}
	}
	for _, a := range all {
		if _, err := q.copies(ctx, a.ID, time.Time{}); err != nil && !errors.Is(err, mail.ErrNotFound) {
			return err
		}
	}
	return nil
}

// repeated: a message was queued more than once as it is, so that one that has
// been filed may be another sending of it.
func repeated(rows []mail.Outgoing, o mail.Outgoing) bool {
	return slices.ContainsFunc(rows, func(r mail.Outgoing) bool { return r.ID != o.ID && r.MessageID == o.MessageID })
}

// find looks for an unsure message in what the account's server has filed as
// sent: it files only what it has accepted.
func (q *Queue) find(ctx context.Context, a accounts.Account, o mail.Outgoing) error {
	if o.MessageID == "" {
		return nil
	}
	found, err := q.filedHere(ctx, o)
	if err == nil && !found && a.Incoming.Protocol == accounts.IMAP && a.SentCopy != accounts.SentByClient {
		found, err = q.filedThere(ctx, a, o)
	}
	if err != nil || !found {
		return err
	}
	q.Log.Info("unsure message is in the server's sent mail", "account", o.Account, "message", o.ID)
	return q.Arrived(ctx, o.ID)
}

// earlier is how far the clocks of two computers may differ.
const earlier = 10 * time.Minute

// filedHere looks in what has been fetched.
func (q *Queue) filedHere(ctx context.Context, o mail.Outgoing) (bool, error) {
	copies, err := q.Store.FindMessageID(ctx, o.Account, o.MessageID)
	if err != nil {
		return false, err
	}
	for _, c := range copies {
		if c.UID == 0 || c.Received.Before(o.Queued.Add(-earlier)) { // Godwit's own, or of an earlier sending
			continue
		}
		f, err := q.Store.Folder(ctx, c.Folder)
		if err == nil && f.Role == mail.Sent {
			return true, nil
		}
		if err != nil && !errors.Is(err, mail.ErrNotFound) {
			return false, err
		}
	}
	return false, nil
}

// filedThere asks the server, more and more rarely. That it cannot be asked now
// changes nothing.
func (q *Queue) filedThere(ctx context.Context, a accounts.Account, o mail.Outgoing) (bool, error) {
	if q.Find == nil || !q.turn(o) {
		return false, nil
	}
	found, err := q.Find(ctx, a, o.MessageID)
	if err != nil {
		q.Log.Warn("unsure message cannot be looked for", "account", o.Account, "message", o.ID, "err", err)
		return false, nil
	}
	return found, nil
}

// turn reports whether an unsure message is to be looked for once more: at
// once, then 1, 2, 4 ... minutes after it became so.
func (q *Queue) turn(o mail.Outgoing) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.asked == nil {
		q.asked = map[mail.OutboxID]int{}
	}
	n := q.asked[o.ID]
	if n > 0 && q.Now().Sub(o.Changed) < time.Minute<<min(n-1, 10) {
		return false
	}
	q.asked[o.ID]++
	return true
}
