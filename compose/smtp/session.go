package smtp

import (
	"context"
	"io"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// How long a server may take, by command (RFC 5321 4.5.3.2). Dialer.Timeout
// shortens them.
const (
	greetingWait = 5 * time.Minute
	commandWait  = 5 * time.Minute // EHLO, MAIL, RCPT, AUTH
	dataWait     = 2 * time.Minute
	blockWait    = 3 * time.Minute
	dotWait      = 10 * time.Minute
	againWait    = 30 * time.Second // for the first answer on a connection that was used before: it may be dead
	quitWait     = 2 * time.Second  // nothing depends on it, and the result waits for it
)

// ownName is what the client calls itself. An address literal is always valid
// (RFC 5321 4.1.3); the computer's name or address is nobody's business.
const ownName = "[127.0.0.1]"

// session is one submission. Only one goroutine uses it.
type session struct {
	*link // nil: not connected

	client     *Client
	server     accounts.Server
	env        Envelope
	msg        io.ReadSeeker
	buf        [16 << 10]byte // of it, on its way
	content    content
	recipients []mail.Recipient
	asked      int           // recipients that have been asked about, or passed over
	waiting    []int         // those whose answer is outstanding
	patience   time.Duration // with the answer to MAIL
	bare       bool          // the server did not take parameters that it announced
	stage      mail.SendStage
	shut       func() bool // ends the watch over the context
	log        transcript
	card       mail.Card
	entered    time.Time // of the stage
}

func newSession(c *Client, s accounts.Server, env Envelope) *session {
	n := &session{client: c, server: s, env: env}
	n.unwatched()
	n.card.Host, n.card.Begun = s.Address(), time.Now()
	for _, address := range env.Recipients {
		n.recipients = append(n.recipients, mail.Recipient{Address: address, State: mail.StateQueued})
	}
	return n
}

// drop gives up the connection.
func (n *session) drop() {
	n.unwatch()
	if n.link != nil {
		_ = n.conn.Close()
		n.gone = true
	}
	n.link = nil
}

// watch closes the connection when the context ends, which wakes every read and
// write under way.
func (n *session) watch(ctx context.Context) {
	conn := n.conn
	n.shut = context.AfterFunc(ctx, func() { _ = conn.Close() })
}

// unwatch ends that, and reports whether the connection is still open.
func (n *session) unwatch() bool {
	open := n.shut()
	n.unwatched()
	return open
}

func (n *session) unwatched() { n.shut = func() bool { return true } }

// enter begins a stage and announces it.
func (n *session) enter(ctx context.Context, stage mail.SendStage) error {
	n.at(stage)
	return n.announce(ctx, stage)
}

func (n *session) at(stage mail.SendStage) {
	n.rest()
	n.stage, n.entered = stage, time.Now()
}

func (n *session) announce(ctx context.Context, stage mail.SendStage) error {
	if err := ctx.Err(); err != nil {
		return n.broken(ctx, err)
	}
	if n.env.Stage != nil {
		if err := n.env.Stage(stage); err != nil {
			return &mail.SendError{Stage: stage, Err: err}
		}
	}
	return nil
}

// limit is wait, shortened as the user asked.
func (c *Client) limit(wait time.Duration) time.Duration {
	if t := c.Dial.Timeout; t > 0 && t < wait {
		return t
	}
	return wait
}

// command is link.command within the limits of the client.
func (n *session) command(wait time.Duration, line, shown string) (reply, error) {
	return n.link.command(n.client.limit(wait), line, shown)
}
