package smtp

import (
	"context"
	"fmt"
	"io"

	"godwit/sync/mail"
)

// data sends the bytes and waits for the answer that decides (RFC 5321 4.1.1.4).
func (n *session) data(ctx context.Context, msg io.Reader, c content) error {
	if err := n.enter(ctx, mail.StageData); err != nil {
		return n.undone(err)
	}
	r, err := n.command(dataWait, "DATA", "")
	if err != nil {
		return n.undone(n.broken(ctx, err))
	}
	if r.code != 354 {
		return n.undone(n.refused(r))
	}
	n.gone = true // until the answer to the whole message
	if err := n.upload(ctx, msg, c); err != nil {
		return n.undone(err)
	}
	if err := n.enter(ctx, mail.StageDot); err != nil {
		return n.undone(err)
	}
	if n.wire.early() { // before the dot nothing is delivered, whatever it says
		n.stage = mail.StageData
		return n.undone(n.interrupted(ctx, io.EOF))
	}
	if !n.unwatch() { // from here on the answer is waited for, whatever the user does
		n.stage = mail.StageData
		return n.undone(n.broken(ctx, context.Cause(ctx)))
	}
	r, err = n.command(dotWait, ".", "")
	if err != nil {
		return n.undone(n.broken(context.WithoutCancel(ctx), err))
	}
	n.gone, n.begun = false, false
	if !r.ok() {
		return n.undone(n.refused(r))
	}
	n.taken(r)
	return nil
}

// taken: the server has the message.
func (n *session) taken(r reply) {
	n.rest()
	n.stage = mail.StageDone
	n.card.QueueID = queueID(r)
	for i := range n.recipients {
		if to := &n.recipients[i]; to.State == mail.StateSending {
			*to = mail.Recipient{Address: to.Address, State: mail.StateSent, Code: r.code, Enhanced: r.enhanced, Text: r.text}
		}
	}
}

// upload sends the message up to its final dot.
func (n *session) upload(ctx context.Context, msg io.Reader, c content) error {
	n.wire.SetWait(n.client.limit(blockWait))
	body := &stuffer{out: n.wire.out, lineStart: true}
	var told meter
	buf := make([]byte, 64<<10)
	for sent := int64(0); ; {
		count, readErr := msg.Read(buf)
		_, err := body.Write(buf[:count])
		sent += int64(count)
		if readErr != nil && err == nil {
			err = n.wire.out.Flush()
		}
		if err != nil {
			n.log.record("C: ", traffic(sent))
			return n.interrupted(ctx, err)
		}
		if readErr == io.EOF {
			n.log.record("C: ", traffic(sent))
			told.tell(n.env.Progress, sent, true)
			return nil
		}
		if readErr != nil {
			return &mail.SendError{Stage: n.stage, Err: fmt.Errorf("read message: %w", readErr)}
		}
		told.tell(n.env.Progress, sent, false)
	}
}

// undone gives the accepted recipients what became of the message.
func (n *session) undone(err error) error {
	if e, ok := err.(*mail.SendError); ok {
		n.settle(mail.StateSending, e)
	}
	return err
}

// interrupted is a connection that broke within the message. A server that has
// had enough may have said why.
func (n *session) interrupted(ctx context.Context, err error) *mail.SendError {
	if ctx.Err() == nil {
		r, readErr := n.wire.answer(n.client.limit(quitWait))
		if readErr == nil {
			return n.refused(r)
		}
		if err == io.EOF {
			err = readErr
		}
	}
	return n.broken(ctx, err)
}
