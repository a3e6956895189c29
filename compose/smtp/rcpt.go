package smtp

import (
	"context"
	"errors"

	"godwit/sync/mail"
)

// rcpt names the recipients one by one and keeps each answer (RFC 5321
// 4.1.1.3). Accepted ones are `sending` until the message is. It fails where
// nobody is left to send to.
func (n *session) rcpt(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageRcpt); err != nil {
		return err
	}
	accepted := 0
	var first *mail.SendError // the refusal that stands for all if nobody was accepted
	for i := range n.recipients {
		to := &n.recipients[i]
		if to.State != mail.StateQueued {
			continue
		}
		r, err := n.command(commandWait, "RCPT TO:<"+to.Address+">", "")
		if err != nil {
			e := n.broken(ctx, err)
			n.settle(mail.StateSending, e)
			return n.fail(e)
		}
		if r.ok() { // 251 and 252 as well: the server takes the responsibility
			to.State = mail.StateSending
			accepted++
			continue
		}
		e := n.refused(r)
		full := tooMany(r, accepted)
		if full {
			e.Permanent = false
		}
		to.Code, to.Enhanced, to.Text = r.code, r.enhanced, r.text
		to.State = stateOf(e)
		if first == nil || first.Permanent && !e.Permanent {
			first = e
		}
		if e.Hold || r.closing() {
			n.settle(mail.StateSending, e)
			return n.fail(e)
		}
		if full {
			n.fail(e) // the rest waits for the next attempt
			break
		}
	}
	if accepted > 0 {
		return nil
	}
	if first == nil {
		return &mail.SendError{Stage: n.stage, Err: errors.New("no recipient is left")}
	}
	return first
}

// stateOf is where a refusal puts a recipient.
func stateOf(e *mail.SendError) mail.SendState {
	switch {
	case e.Unsure:
		return mail.StateUnsure
	case e.Permanent:
		return mail.StateFailed
	case e.Hold:
		return mail.StateHeld
	}
	return mail.StateRetry
}

// tooMany: the server takes no more recipients in this transaction. 552 was
// used for it once and means the same where others were taken before and the
// server does not say that it is about a mailbox (RFC 5321 4.5.3.1.10).
func tooMany(r reply, accepted int) bool {
	return r.code == 452 && accepted > 0 && (r.enhanced == "" || r.enhanced == "4.5.3") ||
		r.code == 552 && accepted > 0 && (r.enhanced == "" || r.enhanced == "5.5.3")
}
