package outbox

import (
	"context"
	"errors"

	"godwit/accounts"
	"godwit/compose/smtp"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// line is the connection of a drain: to the account's server as it is set up at
// the time of each message.
type line struct {
	open   func(accounts.Server) Line
	server accounts.Server
	line   Line
}

func (l *line) to(s accounts.Server) Line {
	if l.line != nil && l.server != s {
		l.close()
	}
	if l.line == nil {
		l.line, l.server = l.open(s), s
	}
	return l.line
}

func (l *line) close() {
	if l.line != nil {
		l.line.Close()
		l.line = nil
	}
}

// submit hands the message's bytes to the server, for the recipients that are
// still to have it.
func (q *Queue) submit(ctx context.Context, l *line, o mail.Outgoing, tried []int) (smtp.Result, error) {
	account, err := q.Store.Account(ctx, o.Account)
	if errors.Is(err, mail.ErrNotFound) {
		return smtp.Result{}, refuse("the account this message was to be sent from is gone", nil)
	}
	if err != nil {
		return smtp.Result{}, err
	}
	if account.Outgoing.Off() {
		return smtp.Result{}, refuse("the account has no server for sending", nil)
	}
	raw, err := q.Store.OutgoingRaw(ctx, o.ID)
	switch {
	case errors.Is(err, mail.ErrNotFound):
		return smtp.Result{}, refuse("the bytes of the message are gone", err)
	case errors.Is(err, store.ErrDamaged):
		return smtp.Result{}, refuse("the bytes of the message are damaged on this computer; nothing was sent", err)
	case err != nil:
		return smtp.Result{}, err
	}
	defer raw.Close()
	env := smtp.Envelope{
		From: o.From, Wishes: o.Wishes, ID: o.Envid,
		Stage: func(s mail.SendStage) error { return q.Store.SetStage(ctx, o.ID, s) },
	}
	if q.Progress != nil {
		env.Progress = func(octets int64) { q.Progress(o.ID, octets) }
	}
	for _, i := range tried {
		env.Recipients = append(env.Recipients, o.Recipients[i].Address)
	}
	return l.to(account.Outgoing).Send(ctx, env, raw)
}

func refuse(text string, err error) error {
	return &mail.SendError{Stage: mail.StageConnect, Permanent: true, Text: text, Err: err}
}
