package smtp

import (
	"context"
	"errors"
	"fmt"
	"io"

	"godwit/sync/mail"
)

// send is one submission, to the answer after the final dot.
func (n *session) send(ctx context.Context, msg io.ReadSeeker) error {
	if len(n.recipients) == 0 {
		return &mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: "the message has no recipient"}
	}
	if err := n.addresses(); err != nil {
		return err
	}
	var err error
	n.msg = msg
	n.content, err = examine(msg, n.buf[:])
	if errors.Is(err, errLineEnds) {
		return n.fail(&mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: err.Error()})
	}
	if err != nil {
		n.stage = mail.StageConnect
		return n.unreadable(err)
	}
	if err := n.transaction(ctx); err != nil {
		var e *mail.SendError
		if errors.As(err, &e) && n.stage == mail.StageMail && e.Code != 0 {
			n.fail(e)
		}
		return err
	}
	if err := n.rcpt(ctx); err != nil {
		return err
	}
	return n.data(ctx)
}

// unreadable: our own bytes cannot be had.
func (n *session) unreadable(err error) *mail.SendError {
	return &mail.SendError{Stage: n.stage, Err: fmt.Errorf("read message: %w", err)}
}

// fail gives every recipient without an answer of its own that of the message.
func (n *session) fail(e *mail.SendError) *mail.SendError {
	n.settle(mail.StateQueued, e)
	return e
}

// settle moves the recipients that are in a state to where an error puts them.
func (n *session) settle(from mail.SendState, e *mail.SendError) {
	for i := range n.recipients {
		r := &n.recipients[i]
		if r.State != from {
			continue
		}
		r.State = stateOf(e)
		r.Code, r.Enhanced, r.Text = e.Code, e.Enhanced, e.Text
	}
}
