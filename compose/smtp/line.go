package smtp

import (
	"context"
	"errors"
	"io"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Line is a way to one server for one message after another. It connects when
// there is something to send and keeps the connection for the next message
// (RFC 5321 3.3 allows as many as the server will take). One goroutine may use
// it.
type Line struct {
	client *Client
	server accounts.Server
	link   *link // nil: not connected
}

// Line makes no connection yet.
func (c *Client) Line(s accounts.Server) *Line { return &Line{client: c, server: s} }

// Send submits a message. A nil error: the server took it for every recipient
// marked sent. Else *mail.SendError; Result holds what is known either way.
//
// A cancelled context ends the attempt until the final dot is announced; from
// then on the answer is waited for.
func (l *Line) Send(ctx context.Context, env Envelope, msg io.ReadSeeker) (Result, error) {
	n, err := l.submit(ctx, env, msg)
	return n.result(), err
}

func (l *Line) submit(ctx context.Context, env Envelope, msg io.ReadSeeker) (*session, error) {
	n := newSession(l.client, l.server, env)
	n.link = l.link
	err := n.send(ctx, msg)
	l.keep(n)
	return n, err
}

// keep takes the connection back where it can be used again.
func (l *Line) keep(n *session) {
	n.rest()
	l.link = nil
	if n.link != nil {
		n.describe()
	}
	if !n.unwatch() {
		n.drop()
	}
	if n.link == nil {
		return
	}
	if n.gone {
		n.drop()
		return
	}
	l.link = n.link
}

// Close says good-bye and closes the connection, if there is one.
func (l *Line) Close() {
	if l.link == nil {
		return
	}
	_, _ = l.link.command(l.client.limit(quitWait), "QUIT", "") // every message's fate is known by now
	_ = l.link.conn.Close()
	l.link = nil
}

// transaction brings the session to an open transaction: on the connection
// there is, or on a new one where the server closed it meanwhile or has taken
// enough messages over it. That costs the message nothing: nobody had taken it.
func (n *session) transaction(ctx context.Context) error {
	if n.link != nil && n.wire.early() { // its answers are not those to what is asked, or it is closing
		n.drop()
	}
	again := n.link != nil
	n.patience = commandWait
	if again {
		n.patience = againWait
		n.resume(ctx)
		err := n.mail(ctx)
		if err == nil || ctx.Err() != nil || !n.stale(err) {
			return err
		}
		n.drop()
		n.patience = commandWait
	}
	if err := n.open(ctx); err != nil {
		return err
	}
	return n.mail(ctx)
}

// resume takes up a connection that has been used before.
func (n *session) resume(ctx context.Context) {
	n.wire.log = &n.log
	n.log.record("", "(over the connection of the message before)")
	n.watch(ctx)
}

// stale: a new connection may have more luck than this one.
func (n *session) stale(err error) bool {
	var e *mail.SendError
	return errors.As(err, &e) && (n.gone || e.Code/100 == 4 || e.Code == 503)
}
