package smtp

import (
	"context"
	"errors"

	"godwit/sync/mail"
)

// ahead is how many recipients are named before the first answer is read, where
// the server allows it: few enough that neither side's buffers fill.
const ahead = 50

// batch takes the next recipients to be asked about.
func (n *session) batch() []int {
	most := 1
	if n.offers("PIPELINING") {
		most = ahead
	}
	var out []int
	for ; n.asked < len(n.recipients) && len(out) < most; n.asked++ {
		if n.recipients[n.asked].State == mail.StateQueued {
			out = append(out, n.asked)
		}
	}
	return out
}

func (n *session) rcptLines(batch []int) []string {
	var lines []string
	for _, i := range batch {
		address := n.recipients[i].Address
		lines = append(lines, "RCPT TO:<"+address+">"+n.rcptReport(address))
	}
	return lines
}

// rcpt names the recipients and keeps each answer (RFC 5321 4.1.1.3). Accepted
// ones are `sending` until the message is. It fails where nobody is left to
// send to.
func (n *session) rcpt(ctx context.Context) error {
	if len(n.waiting) > 0 { // announced before they were sent
		n.at(mail.StageRcpt)
	} else if err := n.enter(ctx, mail.StageRcpt); err != nil {
		return err
	}
	var t tally
	for t.full == nil {
		if len(n.waiting) == 0 {
			if n.waiting = n.batch(); len(n.waiting) == 0 {
				break
			}
			if err := n.say(n.client.limit(commandWait), n.rcptLines(n.waiting)...); err != nil {
				return n.lost(ctx, err)
			}
		}
		if err := n.answers(ctx, &t); err != nil {
			return err
		}
	}
	if t.full != nil {
		n.fail(t.full) // the rest waits for the next attempt
	}
	if t.accepted > 0 {
		return nil
	}
	if t.first == nil {
		return &mail.SendError{Stage: n.stage, Err: errors.New("no recipient is left")}
	}
	return t.first
}

// tally is what came of the recipients so far.
type tally struct {
	accepted int
	first    *mail.SendError // the refusal that stands for all if nobody was accepted
	full     *mail.SendError // the server takes no more of them
}

// answers reads those to the recipients that were asked about.
func (n *session) answers(ctx context.Context, t *tally) error {
	bare := n.bare
	var again []int
	for len(n.waiting) > 0 {
		i := n.waiting[0]
		r, err := n.answer(n.client.limit(commandWait))
		if err != nil {
			return n.lost(ctx, err)
		}
		n.waiting = n.waiting[1:]
		if !r.ok() && strange(r) && n.reports() && !bare {
			again = append(again, i)
			n.bare = true
			continue
		}
		if e := n.judge(&n.recipients[i], r, t); e != nil {
			n.gone = n.gone || len(n.waiting) > 0 // nobody reads the other answers
			n.settle(mail.StateSending, e)
			return n.fail(e)
		}
	}
	if len(again) == 0 {
		return nil
	}
	n.waiting = again
	if err := n.say(n.client.limit(commandWait), n.rcptLines(again)...); err != nil {
		return n.lost(ctx, err)
	}
	return n.answers(ctx, t)
}

// judge keeps the answer to a recipient; the error is one for all of them.
func (n *session) judge(to *mail.Recipient, r reply, t *tally) *mail.SendError {
	if r.ok() { // 251 and 252 as well: the server takes the responsibility
		to.State = mail.StateSending
		t.accepted++
		return nil
	}
	e := n.refused(r)
	if tooMany(r, t.accepted) {
		e.Permanent = false
		t.full = e
	}
	to.Code, to.Enhanced, to.Text = r.code, r.enhanced, r.text
	to.State = stateOf(e)
	if t.first == nil || t.first.Permanent && !e.Permanent {
		t.first = e
	}
	if e.Hold || r.closing() {
		return e
	}
	return nil
}

// lost is the end of the connection among the recipients.
func (n *session) lost(ctx context.Context, err error) error {
	e := n.broken(ctx, err)
	n.settle(mail.StateSending, e)
	return n.fail(e)
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
