package app

import (
	"context"
	"fmt"

	"godwit/accounts"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
	"godwit/sync/query"
)

// remote keeps one account and the store in step, whatever the protocol.
type remote interface {
	Run(ctx context.Context) error                      // until ctx ends or the connection fails
	Once(ctx context.Context) error                     // one full pass
	Poke()                                              // operations were queued, or the user wants mail now
	Recheck()                                           // the network is another one, or the computer slept: do the connections live?
	Fetch(ctx context.Context, id mail.MessageID) error // bring one body into the store, ahead of other work

	// Verify compares the account with what is here and changes nothing.
	Verify(ctx context.Context, thorough bool) ([]mail.Comparison, error)

	// Search asks the server for messages whose text is not here, about as many
	// as most. mail.ErrNoSearch: it cannot be asked.
	Search(ctx context.Context, n query.Node, most int) (mail.ServerHits, error)
}

// manner is how a remote is to work.
type manner struct {
	headersOnly bool
	quiet       func() bool         // may be nil
	progress    func(mail.Progress) // may be nil
}

// newRemote is the engine for an account's incoming protocol; nil for an
// account that only sends. end is to be called when it is not used any more.
func (e *engine) newRemote(a accounts.Account, m manner) (rem remote, end func(), err error) {
	if m.progress == nil {
		m.progress = func(mail.Progress) {}
	}
	log := e.log.With("account", a.ID)
	protocol, end := e.openLog(a)
	switch a.Incoming.Protocol {
	case accounts.IMAP:
		return imap.New(imap.Config{
			Account: a, Store: e.store, Dial: e.dial, Secret: e.secret, Renew: e.renew, Log: log, Progress: m.progress,
			HeadersOnly: m.headersOnly, Quiet: m.quiet, Protocol: protocol, Alert: e.alert(a.ID),
		}), end, nil
	case accounts.POP3:
		return pop3.New(pop3.Config{
			Account: a, Store: e.store, Dial: e.dial, Secret: e.secret, Renew: e.renew, Log: log, Progress: m.progress, Protocol: protocol,
			HeadersOnly: m.headersOnly,
		}), end, nil
	case accounts.None, "":
		return nil, end, nil
	}
	return nil, end, fmt.Errorf("account %d: no protocol %q", a.ID, a.Incoming.Protocol)
}
