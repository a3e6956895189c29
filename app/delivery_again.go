package app

import (
	"context"
	"slices"

	"godwit/compose"
	"godwit/sync/mail"
)

// CameBack reports whether a server took the message and could not deliver it
// to everyone.
func CameBack(o mail.Outgoing) bool {
	return slices.ContainsFunc(o.Recipients, cameBack)
}

func cameBack(r mail.Recipient) bool {
	return r.Delivery != nil && r.Delivery.State == mail.DeliveryFailed
}

// Again makes a draft of a message that was sent, for those whom it did not
// reach. What was sent stays as it is.
func (o *Outbox) Again(ctx context.Context, id mail.OutboxID) (compose.Draft, error) {
	out, raw, err := o.whole(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	for i, r := range out.Recipients {
		if cameBack(r) {
			out.Recipients[i].State = mail.StateFailed
		}
	}
	d := draftOf(raw, out)
	d.ID, err = o.SaveDraft(ctx, d)
	return d, err
}

// OfMessage is how a message that lies in a folder was sent; mail.ErrNotFound
// if it was not sent from here, or is forgotten.
func (o *Outbox) OfMessage(ctx context.Context, messageID string) (mail.Outgoing, error) {
	if messageID == "" {
		return mail.Outgoing{}, mail.ErrNotFound
	}
	list, err := o.store.Reported(ctx, "", []string{messageID})
	if err == nil && len(list) == 0 {
		err = mail.ErrNotFound
	}
	if err != nil {
		return mail.Outgoing{}, err
	}
	return list[0], nil
}
