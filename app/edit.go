package app

import (
	"context"
	"slices"
	"strings"

	"godwit/compose"
	"godwit/sync/digest"
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
	msg := parse.Parse(raw)
	env := msg.Header.Envelope()
	text, _ := digest.Of(msg)
	d := compose.Draft{
		Account:     out.Account,
		ReplyTo:     env.ReplyTo,
		To:          env.To,
		Cc:          env.Cc,
		Subject:     env.Subject,
		Body:        text,
		Markdown:    fromMarkdown(msg, text),
		References:  env.References,
		Attachments: attachments(msg),
	}
	if len(env.From) > 0 {
		d.From = env.From[0]
	}
	if len(env.InReplyTo) > 0 {
		d.InReplyTo = env.InReplyTo[0]
	}
	d.SendAt, d.Wishes = out.SendAt, out.Wishes
	open := slices.Concat(env.To, env.Cc)
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

// fromMarkdown reports whether the message's HTML is what its text gives.
func fromMarkdown(msg *parse.Message, text string) bool {
	part := msg.HTML()
	if part == nil {
		return false
	}
	html, err := compose.HTML(text+"\n", nil)
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return err == nil && squeeze(html) == squeeze(msg.PartText(part))
}

func attachments(msg *parse.Message) []compose.Attachment {
	var out []compose.Attachment
	for _, p := range msg.Attachments() {
		out = append(out, compose.Attachment{Name: p.Filename, Type: p.Type, Data: msg.Bytes(p)})
	}
	return out
}
