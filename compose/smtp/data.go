package smtp

import (
	"context"
	"io"

	"godwit/sync/mail"
)

// data sends the bytes and waits for the answer that decides: after DATA to the
// final dot (RFC 5321 4.1.1.4), after chunks to the empty last one (RFC 3030 2).
func (n *session) data(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageData); err != nil {
		return n.undone(err)
	}
	end := "."
	var err error
	if n.chunked() {
		end = "BDAT 0 LAST"
		err = n.chunks(ctx)
	} else {
		err = n.body(ctx)
	}
	if err != nil {
		return n.undone(err)
	}
	n.gone = true // until the answer to the whole message
	if err := n.enter(ctx, mail.StageDot); err != nil {
		return n.undone(err)
	}
	if n.wire.early() { // before the end nothing is delivered, whatever it says
		n.stage = mail.StageData
		return n.undone(n.interrupted(ctx, io.EOF))
	}
	if !n.unwatch() { // from here on the answer is waited for, whatever the user does
		n.stage = mail.StageData
		return n.undone(n.broken(ctx, context.Cause(ctx)))
	}
	r, err := n.command(dotWait, end, "")
	if err != nil {
		return n.undone(n.broken(context.WithoutCancel(ctx), err))
	}
	n.gone = false
	if !r.ok() {
		return n.undone(n.refused(r))
	}
	n.begun = false
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

// body sends the message after DATA, up to the final dot.
func (n *session) body(ctx context.Context) error {
	r, err := n.command(dataWait, "DATA", "")
	if err != nil {
		return n.broken(ctx, err)
	}
	if r.code != 354 {
		return n.refused(r)
	}
	n.gone = true // until the answer to the whole message
	n.wire.SetWait(n.client.limit(blockWait))
	up := upload{session: n, to: &stuffer{out: n.smtp.Text.W, lineStart: true}}
	err = up.copy(ctx, n.content.size)
	n.log.record("C: ", traffic(up.sent))
	return err
}

// upload hands the message to the connection.
type upload struct {
	*session
	to   io.Writer
	sent int64
	told meter
}

// copy sends the next octets of the message.
func (u *upload) copy(ctx context.Context, octets int64) error {
	for octets > 0 {
		count, err := io.ReadAtLeast(u.msg, u.buf[:min(octets, int64(len(u.buf)))], 1)
		if err != nil {
			return u.unreadable(err)
		}
		if _, err := u.to.Write(u.buf[:count]); err != nil {
			return u.interrupted(ctx, err)
		}
		octets -= int64(count)
		u.sent += int64(count)
		u.told.tell(u.env.Progress, u.sent, u.sent == u.content.size)
	}
	if err := u.smtp.Text.W.Flush(); err != nil {
		return u.interrupted(ctx, err)
	}
	return nil
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
		r, readErr := n.answer(n.client.limit(quitWait))
		if readErr == nil {
			return n.refused(r)
		}
		if err == io.EOF {
			err = readErr
		}
	}
	return n.broken(ctx, err)
}
