package app

import (
	"context"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Blank is a new message from an account.
func (o *Outbox) Blank(ctx context.Context, account accounts.ID) (compose.Draft, error) {
	a, err := o.store.Account(ctx, account)
	if err != nil {
		return compose.Draft{}, err
	}
	return compose.Blank(a), nil
}

// source is a message that something is made of.
type source struct {
	compose.Original
	raw     []byte
	msg     *parse.Message
	account accounts.Account
	own     []accounts.Identity // of every account
}

func (o *Outbox) source(ctx context.Context, id mail.MessageID) (source, error) {
	var s source
	m := &Mail{o.core}
	row, err := m.Row(ctx, id)
	if err != nil {
		return s, err
	}
	if s.raw, err = m.Raw(ctx, id); err != nil {
		return s, err
	}
	list, err := o.store.Accounts(ctx)
	if err != nil {
		return s, err
	}
	for _, a := range list {
		s.own = append(s.own, a.Identities...)
		if a.ID == row.Account {
			s.account = a
		}
	}
	s.msg = parse.Parse(s.raw)
	s.Original = compose.Original{ID: id, Envelope: s.msg.Header.Envelope(), Text: compose.Text(s.msg), FollowupTo: s.msg.Header.Addresses("Mail-Followup-To")}
	for _, field := range []string{"X-Original-To", "Delivered-To", "Envelope-To"} {
		for _, value := range s.msg.Header.All(field) {
			s.DeliveredTo = append(s.DeliveredTo, parse.ParseAddresses(value)...)
		}
	}
	return s, nil
}

// Answer is the draft of a reply, reply to all, reply to the list, or forward of
// a message.
func (o *Outbox) Answer(ctx context.Context, kind compose.Kind, id mail.MessageID) (compose.Draft, error) {
	s, err := o.source(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	if kind == compose.Forward {
		s.Attachments = attachments(s.msg)
		return compose.ForwardOf(s.Original, s.account), nil
	}
	return compose.Answer(kind, s.Original, s.account, s.own), nil
}

// ForwardWhole is the draft that passes messages on as attachments.
func (o *Outbox) ForwardWhole(ctx context.Context, ids []mail.MessageID) (compose.Draft, error) {
	var first source
	var list []compose.Enclosure
	for i, id := range ids {
		s, err := o.source(ctx, id)
		if err != nil {
			return compose.Draft{}, err
		}
		if i == 0 {
			first = s
		}
		list = append(list, compose.Enclosure{ID: id, Subject: s.Envelope.Subject, Raw: s.raw})
	}
	if len(list) == 0 {
		return compose.Draft{}, fmt.Errorf("forward: %w", mail.ErrNotFound)
	}
	return compose.ForwardWhole(first.Original, list, first.account), nil
}

// AsNew is a message as the draft of another one: recipients, words and files,
// and nothing that ties it to the first.
func (o *Outbox) AsNew(ctx context.Context, id mail.MessageID) (compose.Draft, error) {
	s, err := o.source(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	d := compose.Open(s.msg)
	d.Account, d.InReplyTo, d.References = s.account.ID, "", nil
	d.From = o.ownAddress(s.account, d.From)
	return d, nil
}

// ownAddress is an address if the account sends as it, else the account's.
func (o *Outbox) ownAddress(a accounts.Account, from mail.Address) mail.Address {
	for _, i := range a.Identities {
		if box, err := compose.Mailbox(i.Email); err == nil && same(from.Email, box) {
			return from
		}
	}
	return compose.Blank(a).From
}

// Redirect passes a message on as it is, from one of the account's addresses.
// Its author stays who it is from. delay holds it back so that it can be undone
// (Cancel).
func (o *Outbox) Redirect(ctx context.Context, id mail.MessageID, r compose.Resent, account accounts.ID, delay time.Duration) (mail.Outgoing, error) {
	if problems := compose.Check(compose.Draft{From: r.From, To: r.To, Cc: r.Cc, Bcc: r.Bcc}); len(problems) > 0 {
		return mail.Outgoing{}, &ProblemsError{problems}
	}
	raw, err := (&Mail{o.core}).Raw(ctx, id)
	if err != nil {
		return mail.Outgoing{}, err
	}
	now := time.Now()
	r.Stamp = compose.Stamp{Date: now, ID: compose.NewMessageID(r.From.Email)}
	f, err := compose.Redirect(raw, r)
	if err != nil {
		return mail.Outgoing{}, &ProblemsError{[]compose.Problem{{Field: "body", Text: err.Error()}}}
	}
	if rows, err := o.store.Rows(ctx, []mail.MessageID{id}); err == nil && len(rows) == 1 {
		f.Subject = rows[0].Subject
	}
	out, err := o.enqueue(ctx, mail.Outgoing{Account: account, NextTry: now.Add(delay)}, f)
	if err != nil {
		return out, err
	}
	return out, o.markSource(ctx, compose.Draft{Kind: compose.Forward, Source: id})
}

func attachments(msg *parse.Message) []compose.Attachment {
	var out []compose.Attachment
	for _, p := range msg.Attachments() {
		out = append(out, compose.Attachment{Name: p.Filename, Type: p.Type, Data: msg.Bytes(p)})
	}
	return out
}
