package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
	if o.State != mail.StateUnsure {
		return fmt.Errorf("%w: the message is %s", store.ErrGone, o.State)
	}
	hadCopy := sentToSome(o)
	for i := range o.Recipients {
		if o.Recipients[i].State == mail.StateUnsure {
			o.Recipients[i].State = mail.StateSent
		}
	}
	o.State = whole(o.Recipients)
	o.Error = reason(o, nil)
	account, err := q.Store.Account(ctx, o.Account)
	if err != nil && !errors.Is(err, mail.ErrNotFound) {
		return err
	}
	var copy *store.NewMessage
	if err == nil && !hadCopy && account.SentCopy != accounts.SentByServer {
		if copy, err = q.sentCopy(ctx, o); err != nil {
			return err
		}
	}
	return q.Store.SettleSent(ctx, o, copy)
}

// mend puts right what time has changed in the rows: an unsure message that has
// turned up, and one put off by a clock that was wrong.
func (q *Queue) mend(ctx context.Context, all []accounts.Account) error {
	rows, err := q.Store.Outbox(ctx)
	if err != nil {
		return err
	}
	byServer := map[accounts.ID]bool{}
	for _, a := range all {
		byServer[a.ID] = a.SentCopy == accounts.SentByServer
	}
	latest := q.Now().Add(maxWait) // no server is waited for any longer
	for _, o := range slices.Backward(rows) {
		switch {
		case o.State == mail.StateRetry && o.NextTry.After(latest):
			err = q.Store.RetryOutgoing(ctx, o.ID)
		case o.State == mail.StateUnsure && byServer[o.Account]:
			err = q.find(ctx, o)
		}
		if err != nil && !errors.Is(err, store.ErrGone) {
			return err
		}
	}
	return nil
}

// find looks for an unsure message in what the server itself has filed as sent:
// it files only what it has accepted.
func (q *Queue) find(ctx context.Context, o mail.Outgoing) error {
	if o.MessageID == "" {
		return nil
	}
	copies, err := q.Store.FindMessageID(ctx, o.Account, o.MessageID)
	if err != nil {
		return err
	}
	for _, c := range copies {
		f, err := q.Store.Folder(ctx, c.Folder)
		if errors.Is(err, mail.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if f.Role == mail.Sent && c.UID != 0 { // not one of Godwit's own
			q.Log.Info("unsure message is in the server's sent mail", "account", o.Account, "message", o.ID)
			return q.Arrived(ctx, o.ID)
		}
	}
	return nil
}
