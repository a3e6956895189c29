package outbox

import (
	"context"
	"errors"
	"slices"
	"time"

	"godwit/compose/smtp"
	"godwit/sync/mail"
)

// pending are the recipients an attempt is for, by index: those who may not
// have the message yet. Where nobody is left but those who were refused, the
// user has asked to try them again.
func pending(o mail.Outgoing) []int {
	var open, failed []int
	for i, r := range o.Recipients {
		switch r.State {
		case mail.StateSent, mail.StateCancelled:
		case mail.StateFailed:
			failed = append(failed, i)
		default:
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return failed
	}
	return open
}

// sendError is what an attempt came to. An error that is none of the sender's
// is of this computer, and may pass.
func sendError(err error) *mail.SendError {
	var e *mail.SendError
	if err == nil || errors.As(err, &e) {
		return e
	}
	return &mail.SendError{Stage: mail.StageConnect, Err: err}
}

// interrupted: the attempt was ended by the program's own end, before anything
// could be delivered.
func interrupted(err error) bool {
	var e *mail.SendError
	return errors.Is(err, context.Canceled) && !(errors.As(err, &e) && e.Unsure)
}

// putBack is the row as if the attempt had not been: due again at once.
func putBack(o mail.Outgoing, tried []int, now time.Time) mail.Outgoing {
	o.State, o.NextTry, o.Changed = mail.StateRetry, now, now
	o.Attempts = max(o.Attempts-1, 0)
	o.Recipients = slices.Clone(o.Recipients)
	for _, i := range tried {
		o.Recipients[i].State = mail.StateRetry
	}
	return o
}

// judge is the row after an attempt for the tried recipients. e is nil where
// the server took the message for all whom the result calls sent.
func judge(o mail.Outgoing, tried []int, result smtp.Result, e *mail.SendError, now time.Time) mail.Outgoing {
	o.Recipients = slices.Clone(o.Recipients)
	o.TLS, o.Card, o.Transcript, o.Changed = result.TLS, result.Card, result.Transcript, now
	taken := false
	for k, i := range tried {
		r := o.Recipients[i]
		if len(result.Recipients) == len(tried) {
			r = result.Recipients[k]
		} else {
			r.State = mail.StateQueued
		}
		if r.State == mail.StateQueued || r.State == mail.StateSending {
			r.State = stateOf(e)
			if e != nil {
				r.Code, r.Enhanced, r.Text = e.Code, e.Enhanced, e.Text
			}
		}
		if r.State == mail.StateRetry && expired(o.Attempts) {
			r.State = mail.StateFailed
		}
		taken = taken || r.State == mail.StateSent
		o.Recipients[i] = r
	}
	if taken {
		next(o.Recipients, tried)
	}
	o.State = whole(o.Recipients)
	o.Error = reason(o, e)
	o.NextTry = time.Time{}
	switch o.State {
	case mail.StateQueued, mail.StateHeld: // it went as well as it could; the message is not at fault
		o.Attempts = max(o.Attempts-1, 0)
	case mail.StateRetry:
		switch {
		case offline(o.Error):
			o.Attempts = max(o.Attempts-1, 0)
			o.NextTry = now.Add(networkWait(now.Sub(o.Queued)))
		case throttled(o.Error):
			o.NextTry = now.Add(throttleWait(o.Attempts))
		default:
			o.NextTry = now.Add(wait(o.Attempts))
		}
	}
	return o
}

// next makes the recipients that were too many for a transaction (RFC 5321
// 4.5.3.1.10) those of the next one, which is worth a try at once: somebody was
// taken in this.
func next(recipients []mail.Recipient, tried []int) {
	for _, i := range tried {
		r := &recipients[i]
		full := r.Code == 452 && (r.Enhanced == "" || r.Enhanced == "4.5.3") || r.Code == 552 && (r.Enhanced == "" || r.Enhanced == "5.5.3")
		if r.State == mail.StateRetry && full {
			r.State = mail.StateQueued
		}
	}
}

// stops reports whether what became of a message is true of its account.
func stops(o mail.Outgoing) bool {
	return o.Error != nil && (o.State == mail.StateHeld || o.State == mail.StateRetry && (o.Error.Account || offline(o.Error)))
}

// follow is the row of a message that was not tried, because what stopped the
// one before would stop it as well.
func follow(o, stop mail.Outgoing, now time.Time) mail.Outgoing {
	o.Recipients = slices.Clone(o.Recipients)
	for _, i := range pending(o) {
		o.Recipients[i].State = stop.State
	}
	e := *stop.Error
	o.State, o.Error, o.NextTry, o.Changed = stop.State, &e, stop.NextTry, now
	o.Attempts = max(o.Attempts-1, 0)
	return o
}

// stateOf is where an attempt leaves a recipient that had no answer of its own.
func stateOf(e *mail.SendError) mail.SendState {
	switch {
	case e == nil, e.Unsure: // a sender that says nothing of a recipient has not denied it
		return mail.StateUnsure
	case e.Hold:
		return mail.StateHeld
	case e.Permanent:
		return mail.StateFailed
	}
	return mail.StateRetry
}

// whole is the state of a message: the one that asks most of somebody.
func whole(recipients []mail.Recipient) mail.SendState {
	count := map[mail.SendState]int{}
	for _, r := range recipients {
		count[r.State]++
	}
	for _, s := range []mail.SendState{mail.StateUnsure, mail.StateHeld, mail.StateQueued, mail.StateRetry} {
		if count[s] > 0 {
			return s
		}
	}
	switch {
	case count[mail.StateFailed]+count[mail.StateCancelled] == 0:
		return mail.StateSent
	case count[mail.StateSent] == 0:
		return mail.StateFailed
	}
	return mail.StatePartial
}

// reason is why the message is not sent to all: the attempt's error, else what
// the first recipient without it was told.
func reason(o mail.Outgoing, e *mail.SendError) *mail.SendError {
	if o.State == mail.StateSent || o.State == mail.StateQueued {
		return nil
	}
	if e == nil {
		i := slices.IndexFunc(o.Recipients, func(r mail.Recipient) bool { return r.State == o.State })
		if o.State == mail.StatePartial {
			i = slices.IndexFunc(o.Recipients, func(r mail.Recipient) bool { return r.State == mail.StateFailed })
		}
		e = &mail.SendError{Stage: mail.StageRcpt}
		if i >= 0 {
			r := o.Recipients[i]
			e.Code, e.Enhanced, e.Text = r.Code, r.Enhanced, r.Text
		}
	}
	kept := *e
	kept.Permanent = o.State == mail.StateFailed || o.State == mail.StatePartial
	kept.Hold = o.State == mail.StateHeld
	kept.Unsure = o.State == mail.StateUnsure
	kept.Account = o.State == mail.StateRetry && ofAccount(&kept)
	if kept.Text == "" && kept.Err != nil {
		kept.Text = kept.Err.Error() // the row keeps no error value
	}
	return &kept
}

// ofAccount: the server said so to everybody, or wants to be left alone.
func ofAccount(e *mail.SendError) bool {
	if e.Code/100 != 4 {
		return false
	}
	switch e.Stage {
	case mail.StageConnect, mail.StageTLS, mail.StageGreeting, mail.StageHello, mail.StageAuth:
		return true
	}
	return e.Code == 421 || throttled(e)
}

// offline: no server was reached that could have judged the message.
func offline(e *mail.SendError) bool {
	if e == nil || e.Code != 0 || e.Hold || e.Permanent || e.Unsure {
		return false
	}
	switch e.Stage {
	case mail.StageConnect, mail.StageTLS, mail.StageGreeting, mail.StageHello:
		return true
	}
	return false
}
