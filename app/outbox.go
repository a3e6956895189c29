package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// Outbox writes, queues and watches messages on their way out.
type Outbox struct{ core }

// ProblemsError: the draft cannot be sent as it is.
type ProblemsError struct{ Problems []compose.Problem }

func (e *ProblemsError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.Text
	}
	return strings.Join(texts, " ")
}

// Send queues a draft; from now on it is never lost. delay holds it back so
// that it can be undone (Cancel). The message's bytes are final.
func (o *Outbox) Send(ctx context.Context, d compose.Draft, delay time.Duration) (mail.Outgoing, error) {
	if problems := compose.Check(d); len(problems) > 0 {
		return mail.Outgoing{}, &ProblemsError{problems}
	}
	if d.Copy != 0 && d.ID == 0 { // so that the copy in Drafts ends in the same transaction
		var err error
		if d.ID, err = o.SaveDraft(ctx, d); err != nil {
			return mail.Outgoing{}, err
		}
	}
	now := time.Now()
	final, _, err := o.Bytes(d)
	if err != nil {
		return mail.Outgoing{}, err
	}
	due := now.Add(delay)
	if d.SendAt.After(due) {
		due = d.SendAt
	}
	out, err := o.enqueue(ctx, mail.Outgoing{Account: d.Account, Draft: d.ID, Replaces: d.Replaces, Wishes: d.Wishes, SendAt: d.SendAt, NextTry: due}, final)
	if err != nil || d.Source == 0 {
		return out, err
	}
	return out, o.markSource(ctx, d)
}

// Bytes are the message as it would be sent. A draft that keeps the stamp is
// sent with these very bytes.
func (o *Outbox) Bytes(d compose.Draft) (compose.Final, compose.Stamp, error) {
	if problems := compose.Check(d); len(problems) > 0 {
		return compose.Final{}, d.Stamp, &ProblemsError{problems}
	}
	stamp := d.Stamp
	if stamp.ID == "" {
		stamp = compose.Stamp{Date: time.Now(), ID: compose.NewMessageID(d.From.Email)}
	}
	final, err := compose.Build(d, stamp.Date, stamp.ID)
	if err != nil {
		return compose.Final{}, stamp, fmt.Errorf("build message: %w", err)
	}
	return final, stamp, nil
}

// markSource shows on the answered or forwarded message that it was. That the
// message is gone meanwhile is no fault.
func (o *Outbox) markSource(ctx context.Context, d compose.Draft) error {
	flag := mail.Answered
	if d.Kind == compose.Forward {
		flag = mail.Forwarded
	}
	for _, id := range append([]mail.MessageID{d.Source}, d.Sources...) {
		if err := o.store.Note(ctx, []mail.MessageID{id}, flag); err != nil && !errors.Is(err, mail.ErrNotFound) {
			return err
		}
	}
	return nil
}

// SendRaw queues a message that is written already. from and to are the
// envelope; where empty they are read from the header.
func (o *Outbox) SendRaw(ctx context.Context, account accounts.ID, raw []byte, from string, to []string, wishes mail.Wishes) (mail.Outgoing, error) {
	final, err := compose.Canonical(raw)
	if errors.Is(err, compose.ErrUnchangeable) {
		return mail.Outgoing{}, err
	}
	if err != nil {
		return mail.Outgoing{}, &ProblemsError{[]compose.Problem{{Field: "body", Text: "The message cannot be sent as it is: " + err.Error() + "."}}}
	}
	if from != "" {
		if final.From, err = compose.Mailbox(from); err != nil {
			return mail.Outgoing{}, &ProblemsError{[]compose.Problem{{Field: "from", Text: fmt.Sprintf("%q is not an address: %v.", from, err)}}}
		}
	}
	if len(to) > 0 {
		final.Recipients = nil
	}
	for _, address := range to {
		box, err := compose.Mailbox(address)
		if err != nil {
			return mail.Outgoing{}, &ProblemsError{[]compose.Problem{{Field: "to", Text: fmt.Sprintf("%q is not an address: %v.", address, err)}}}
		}
		if !slices.ContainsFunc(final.Recipients, func(known string) bool { return strings.EqualFold(known, box) }) {
			final.Recipients = append(final.Recipients, box)
		}
	}
	if len(final.Recipients) == 0 {
		return mail.Outgoing{}, &ProblemsError{[]compose.Problem{{Field: "to", Text: "The message has no recipient."}}}
	}
	return o.enqueue(ctx, mail.Outgoing{Account: account, Wishes: wishes, NextTry: time.Now()}, final)
}

// enqueue queues final bytes; out says whose they are and when they are due.
func (o *Outbox) enqueue(ctx context.Context, out mail.Outgoing, f compose.Final) (mail.Outgoing, error) {
	out.MessageID, out.From, out.Subject = f.MessageID, f.From, f.Subject
	for _, r := range f.Recipients {
		out.Recipients = append(out.Recipients, mail.Recipient{Address: r, State: mail.StateQueued})
	}
	id, err := o.store.EnqueueFrom(ctx, out, func(w io.Writer) error {
		_, err := f.WriteTo(w)
		return err
	})
	if err != nil {
		return mail.Outgoing{}, fmt.Errorf("queue message: %w", err)
	}
	return o.store.Outgoing(ctx, id)
}

// List is the outbox, newest first, with what was sent lately.
func (o *Outbox) List(ctx context.Context) ([]mail.Outgoing, error) { return o.store.Outbox(ctx) }

// Show is one message of the outbox.
func (o *Outbox) Show(ctx context.Context, id mail.OutboxID) (mail.Outgoing, error) {
	return o.store.Outgoing(ctx, id)
}

// Reading is a queued message as a reader shows it.
func (o *Outbox) Reading(ctx context.Context, id mail.OutboxID) (*Reading, error) {
	raw, err := o.raw(ctx, id)
	if err != nil {
		return nil, err
	}
	return ReadBytes(raw), nil
}

func (o *Outbox) raw(ctx context.Context, id mail.OutboxID) ([]byte, error) {
	r, err := o.store.OutgoingRaw(ctx, id)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// Retry sends a waiting, held or failed message now, to those who are still to
// have it. Whom a server has refused for good is tried again where nobody else
// is left, or with refused.
func (o *Outbox) Retry(ctx context.Context, id mail.OutboxID, refused bool) error {
	return o.store.RetryOutgoing(ctx, id, refused)
}

// Cancel takes back what is not on its way yet.
func (o *Outbox) Cancel(ctx context.Context, id mail.OutboxID) error {
	return o.store.CancelOutgoing(ctx, id)
}

// Resolve is a person's word on an unsure message: it arrived, or send again.
func (o *Outbox) Resolve(ctx context.Context, id mail.OutboxID, sent bool) error {
	if sent { // the copy in Sent is made now
		return o.engine.queue.Arrived(ctx, id)
	}
	return o.store.ResolveOutgoing(ctx, id, false)
}

// Remove forgets a message that is done with.
func (o *Outbox) Remove(ctx context.Context, id mail.OutboxID) error {
	return o.store.RemoveOutgoing(ctx, id)
}

// Run sends everything that is due and returns. Where another process has the
// engine it is asked to, and Run does not wait for the outcome.
func (o *Outbox) Run(ctx context.Context) error {
	_, err := o.engine.orAsk(ctx, store.Request{Kind: requestSend}, func() error { return o.engine.queue.Once(ctx) })
	return err
}
