package app

import (
	"context"
	"slices"
	"strings"

	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Edit takes a message back out of the outbox as a draft, in one transaction. A
// message that is being sent or may have been is left alone (store.ErrGone).
func (o *Outbox) Edit(ctx context.Context, id mail.OutboxID) (compose.Draft, error) {
	out, raw, err := o.whole(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	d := draftOf(raw, out)
	row, err := draftRow(d)
	if err != nil {
		return compose.Draft{}, err
	}
	d.ID, err = o.store.TakeBack(ctx, id, row)
	return d, err
}

// whole is a message of the outbox with its bytes.
func (o *Outbox) whole(ctx context.Context, id mail.OutboxID) (mail.Outgoing, []byte, error) {
	out, err := o.store.Outgoing(ctx, id)
	if err != nil {
		return out, nil, err
	}
	raw, err := o.raw(ctx, id)
	return out, raw, err
}

// draftOf makes final bytes writable again. Recipients that the header does not
// name were blind copies; those who have the message already are left out.
func draftOf(raw []byte, out mail.Outgoing) compose.Draft {
	d := compose.Open(parse.Parse(raw))
	d.Account, d.SendAt, d.Wishes = out.Account, out.SendAt, out.Wishes
	open := slices.Concat(d.To, d.Cc)
	for _, r := range out.Recipients {
		if r.State == mail.StateSent {
			has := func(a mail.Address) bool { return same(a.Email, r.Address) }
			d.To, d.Cc = slices.DeleteFunc(d.To, has), slices.DeleteFunc(d.Cc, has)
			continue
		}
		if !slices.ContainsFunc(open, func(a mail.Address) bool { return same(a.Email, r.Address) }) {
			d.Bcc = append(d.Bcc, mail.Address{Email: r.Address})
		}
	}
	return d
}

// same compares an address as it was written with one as it goes over the wire.
func same(written, wire string) bool {
	box, err := compose.Mailbox(written)
	return err == nil && strings.EqualFold(box, wire)
}
