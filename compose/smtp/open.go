package smtp

import (
	"context"
	"errors"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

// open brings the session to where MAIL can be said: connected, protected,
// greeted and signed in.
func (n *session) open(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageConnect); err != nil {
		return err
	}
	conn, err := n.client.Dial.Connect(ctx, n.server)
	if err != nil {
		var d *dial.Error
		if errors.As(err, &d) {
			n.card.Resolved = d.Tried
		}
		if n.server.Security == accounts.TLS && needsPerson(err) {
			n.stage = mail.StageTLS
		}
		return n.broken(ctx, err)
	}
	n.link = newLink(conn, &n.log)
	n.watch(ctx)
	if n.server.Security == accounts.STARTTLS {
		n.wire.shown = false // until the connection is protected, even on this machine
	}
	if err := n.greeting(ctx); err != nil {
		return err
	}
	if err := n.hello(ctx); err != nil {
		return err
	}
	if n.server.Security == accounts.STARTTLS {
		if err := n.upgrade(ctx); err != nil {
			return err
		}
		if err := n.hello(ctx); err != nil {
			return err
		}
	}
	if err := n.signIn(ctx); err != nil {
		return err
	}
	n.gone = false
	return nil
}

// greeting waits for the server's 220 (RFC 5321 3.1). A refusal for good is one
// of this computer or network, not of the message.
func (n *session) greeting(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageGreeting); err != nil {
		return err
	}
	r, err := n.greet(n.client.limit(greetingWait), n.server.Host)
	if err != nil {
		return n.broken(ctx, err)
	}
	if r.code != 220 {
		return n.held(r)
	}
	n.greeted = r.text
	return nil
}

// hello introduces the client and learns what the server can do. Servers that
// do not know EHLO are greeted the old way (RFC 5321 3.2).
func (n *session) hello(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageHello); err != nil {
		return err
	}
	clear(n.extensions)
	r, err := n.command(commandWait, "EHLO "+ownName, "")
	if err != nil {
		return n.broken(ctx, err)
	}
	if r.ok() {
		n.learn(r)
		return nil
	}
	if !r.permanent() {
		return n.refused(r)
	}
	if r, err = n.command(commandWait, "HELO "+ownName, ""); err != nil {
		return n.broken(ctx, err)
	}
	if !r.ok() {
		return n.held(r)
	}
	return nil
}

// upgrade does STARTTLS (RFC 3207). There is no going on without.
func (n *session) upgrade(ctx context.Context) error {
	if err := n.enter(ctx, mail.StageTLS); err != nil {
		return err
	}
	if !n.offers("STARTTLS") {
		return n.noTLS(reply{}, errors.New("the server does not offer STARTTLS"))
	}
	r, err := n.command(commandWait, "STARTTLS", "")
	if err != nil {
		return n.broken(ctx, err)
	}
	if r.closing() {
		return n.refused(r)
	}
	if r.code != 220 {
		return n.noTLS(r, errors.New("the server refuses STARTTLS"))
	}
	if !n.unwatch() { // the handshake has the context itself
		return n.broken(ctx, ctx.Err())
	}
	if err := n.conn.StartTLS(ctx, n.wire.unread()); err != nil {
		return n.broken(ctx, err)
	}
	n.watch(ctx)
	n.wire.shown = true
	return nil
}

func (n *session) noTLS(r reply, err error) error {
	return &mail.SendError{Stage: n.stage, Hold: true, Code: r.code, Enhanced: r.enhanced, Err: &dial.Error{
		Kind: dial.NoStartTLS, Host: n.server.Host, Port: n.server.Port, Protocol: n.server.Protocol, Err: err,
	}}
}
