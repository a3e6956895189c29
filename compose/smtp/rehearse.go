package smtp

import (
	"context"

	"godwit/accounts"
)

// Rehearse signs in and begins a message from an address to one recipient, then
// takes it back: what the server's rules say of them shows before anything is
// written. Nothing is sent. signedIn is told when the sign-in went well.
func (c *Client) Rehearse(ctx context.Context, s accounts.Server, from, to string, signedIn func()) (Result, error) {
	l := c.Line(s)
	n := newSession(c, s, Envelope{From: from, Recipients: []string{to}})
	err := n.open(ctx)
	if err == nil {
		signedIn()
		err = n.begin(ctx)
	}
	if n.link != nil && !n.gone {
		_ = n.reset(ctx) // the session ends anyway
	}
	l.keep(n)
	l.Close()
	return n.result(), err
}

func (n *session) begin(ctx context.Context) error {
	if err := n.addresses(); err != nil {
		return err
	}
	n.patience = commandWait
	if err := n.mail(ctx); err != nil {
		return err
	}
	return n.rcpt(ctx)
}
