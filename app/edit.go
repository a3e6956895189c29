package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"godwit/compose"
	"godwit/sync/digest"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// Edit takes a message back out of the outbox as a draft: it is cancelled if it
// was still queued, then the draft is saved, then the old row is removed, so
// that a program that ends in between leaves it in one place at least. A
// message that is being sent or may have been is left alone (store.ErrGone).
func (o *Outbox) Edit(ctx context.Context, id mail.OutboxID) (compose.Draft, error) {
	out, err := o.store.Outgoing(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	raw, err := o.raw(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	switch out.State {
	case mail.StateQueued, mail.StateRetry, mail.StateHeld:
		if err := o.store.CancelOutgoing(ctx, id); err != nil {
			return compose.Draft{}, err
		}
	case mail.StateFailed, mail.StatePartial, mail.StateCancelled:
	default:
		return compose.Draft{}, fmt.Errorf("edit message that is %s: %w", out.State, store.ErrGone)
	}
	d := draftOf(raw, out)
	if d.ID, err = o.SaveDraft(ctx, d); err != nil {
		return compose.Draft{}, err
	}
	return d, o.store.RemoveOutgoing(ctx, id)
}

// undoable is how long a message is held back to be undone, not to be sent at
// a time that its writer chose.
const undoable = time.Minute

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
	if out.State == mail.StateQueued && out.NextTry.After(out.Queued.Add(undoable)) {
		d.SendAt = out.NextTry
	}
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
	html, err := compose.HTML(text + "\n")
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
