package smtp

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"

	"godwit/sync/mail"
)

// send is one submission from the first connection to the answer after the
// final dot.
func (n *session) send(ctx context.Context, msg io.ReadSeeker) error {
	if len(n.recipients) == 0 {
		return &mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: "the message has no recipient"}
	}
	if err := n.addresses(); err != nil {
		return err
	}
	c, err := examine(msg)
	if err != nil {
		return &mail.SendError{Stage: mail.StageConnect, Err: fmt.Errorf("read message: %w", err)}
	}
	if err := n.open(ctx); err != nil {
		return err
	}
	if err := n.mail(ctx, c); err != nil {
		return err
	}
	if err := n.rcpt(ctx); err != nil {
		return err
	}
	if err := n.data(ctx, msg, c); err != nil {
		return err
	}
	n.quit()
	return nil
}

// content is what the envelope must know of the bytes.
type content struct {
	size     int64
	eightBit bool
}

func examine(msg io.ReadSeeker) (content, error) {
	var c content
	if _, err := msg.Seek(0, io.SeekStart); err != nil {
		return c, err
	}
	buf := make([]byte, 64<<10)
	for {
		n, err := msg.Read(buf)
		c.size += int64(n)
		for _, b := range buf[:n] {
			if b >= 0x80 {
				c.eightBit = true
				break
			}
		}
		if err == io.EOF {
			_, err = msg.Seek(0, io.SeekStart)
			return c, err
		}
		if err != nil {
			return c, err
		}
	}
}

// mail begins the transaction (RFC 5321 4.1.1.2). Each parameter is given only
// where the server knows it and the message needs it.
func (n *session) mail(ctx context.Context, c content) error {
	if err := n.enter(ctx, mail.StageMail); err != nil {
		return err
	}
	if max, err := strconv.ParseInt(n.extensions["SIZE"], 10, 64); err == nil && max > 0 && c.size > max { // RFC 1870
		n.quit()
		return n.fail(&mail.SendError{
			Stage: n.stage, Permanent: true, Code: 552, Enhanced: "5.3.4",
			Text: fmt.Sprintf("the message has %d octets, the server takes %d", c.size, max),
		})
	}
	utf8, err := n.international()
	if err != nil {
		n.quit()
		return err
	}
	command, params := "MAIL FROM:<"+n.env.From+">", ""
	if n.offers("SIZE") {
		params += fmt.Sprintf(" SIZE=%d", c.size)
	}
	if c.eightBit && n.offers("8BITMIME") { // RFC 6152
		params += " BODY=8BITMIME"
	}
	if utf8 {
		params += " SMTPUTF8"
	}
	r, err := n.command(commandWait, command+params, "")
	if err == nil && (r.code == 501 || r.code == 504 || r.code == 555) && params != "" && !utf8 {
		// The server announced what it does not take.
		r, err = n.command(commandWait, command, "")
	}
	if err != nil {
		return n.broken(ctx, err)
	}
	if !r.ok() {
		n.leave(r)
		return n.fail(n.refused(r))
	}
	return nil
}

// international finds whether the submission needs SMTPUTF8 (RFC 6531): only
// for an address outside ASCII. Where the server does not know it, such a
// recipient fails and the others go on.
func (n *session) international() (bool, error) {
	needed := !ascii(n.env.From)
	refusal := &mail.SendError{
		Stage: n.stage, Permanent: true, Code: 553, Enhanced: "5.6.7",
		Text: "the server does not take addresses with letters outside a to z",
	}
	if needed && !n.offers("SMTPUTF8") {
		return false, n.fail(refusal)
	}
	open := 0
	for i := range n.recipients {
		r := &n.recipients[i]
		switch {
		case ascii(r.Address):
			open++
		case n.offers("SMTPUTF8"):
			needed = true
			open++
		default:
			r.State, r.Code, r.Enhanced, r.Text = mail.StateFailed, refusal.Code, refusal.Enhanced, refusal.Text
		}
	}
	if open == 0 {
		return false, refusal
	}
	return needed, nil
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

// leave ends a session in which nothing was or will be accepted.
func (n *session) leave(r reply) {
	if !r.closing() {
		n.quit()
	}
}

// data sends the bytes and waits for the answer that decides (RFC 5321 4.1.1.4).
func (n *session) data(ctx context.Context, msg io.Reader, c content) error {
	if err := n.enter(ctx, mail.StageData); err != nil {
		return n.undone(err)
	}
	n.wire.record("C: ", "DATA")
	n.wire.expect(n.limit(dataWait))
	body, err := n.smtp.Data()
	r, err := n.said(err)
	if err != nil {
		return n.undone(n.broken(ctx, err))
	}
	if r.code != 354 {
		n.leave(r)
		return n.undone(n.refused(r))
	}
	n.wire.SetWait(n.limit(blockWait))
	_, err = io.Copy(body, bufio.NewReaderSize(msg, 64<<10))
	if err == nil {
		err = n.smtp.Text.W.Flush()
	}
	n.wire.record("C: ", traffic(c.size))
	if err != nil {
		return n.undone(n.interrupted(ctx, err))
	}
	if err := n.enter(ctx, mail.StageDot); err != nil {
		return n.undone(err)
	}
	if n.wire.early() { // before the dot nothing is delivered, whatever it says
		n.stage = mail.StageData
		return n.undone(n.interrupted(ctx, io.EOF))
	}
	if !n.shut() { // from here on the answer is waited for, whatever the user does
		n.stage = mail.StageData
		return n.undone(n.broken(ctx, context.Cause(ctx)))
	}
	n.wire.record("C: ", ".")
	n.wire.expect(n.limit(dotWait))
	err = body.Close()
	r, err = n.said(err)
	if err != nil {
		return n.undone(n.broken(context.WithoutCancel(ctx), err))
	}
	if r.code != 250 && !r.ok() {
		n.leave(r)
		return n.undone(n.refused(r))
	}
	n.stage = mail.StageDone
	for i := range n.recipients {
		if to := &n.recipients[i]; to.State == mail.StateSending {
			*to = mail.Recipient{Address: to.Address, State: mail.StateSent, Code: r.code, Enhanced: r.enhanced, Text: r.text}
		}
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
		n.wire.expect(n.limit(quitWait))
		r, readErr := n.answer()
		if readErr == nil {
			return n.refused(r)
		}
		if err == io.EOF {
			err = readErr
		}
	}
	return n.broken(ctx, err)
}
