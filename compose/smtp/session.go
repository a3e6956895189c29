package smtp

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"godwit/accounts"
	"godwit/accounts/dial"
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
	quitWait     = 2 * time.Second // nothing depends on it, and the result waits for it
)

// ownName is what the client calls itself. An address literal is always valid
// (RFC 5321 4.1.3); the computer's name or address is nobody's business.
const ownName = "[127.0.0.1]"

// session is one connection and one submission over it. Only one goroutine
// uses it, but for close, which a cancelled context may call.
type session struct {
	client *Client
	server accounts.Server
	env    Envelope

	conn       *dial.Conn
	wire       *wire
	smtp       *smtp.Client
	extensions map[string]string
	recipients []mail.Recipient
	stage      mail.SendStage
	shut       func() bool // ends the watch over the context
}

func newSession(c *Client, s accounts.Server, env Envelope) *session {
	n := &session{client: c, server: s, env: env, shut: func() bool { return true }}
	for _, address := range env.Recipients {
		n.recipients = append(n.recipients, mail.Recipient{Address: address, State: mail.StateQueued})
	}
	return n
}

func (n *session) result() Result {
	r := Result{Recipients: n.recipients}
	if n.wire != nil {
		r.TLS, r.Transcript = n.conn.TLS(), n.wire.records
	}
	return r
}

func (n *session) close() {
	n.shut()
	if n.conn != nil {
		_ = n.conn.Close()
	}
}

// watch closes the connection when the context ends, which wakes every read and
// write under way.
func (n *session) watch(ctx context.Context) {
	conn := n.conn
	n.shut = context.AfterFunc(ctx, func() { _ = conn.Close() })
}

// enter announces a stage.
func (n *session) enter(ctx context.Context, stage mail.SendStage) error {
	n.stage = stage
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
func (n *session) limit(wait time.Duration) time.Duration {
	if t := n.client.Dial.Timeout; t > 0 && t < wait {
		return t
	}
	return wait
}

// command sends one line and reads the answer. shown replaces the line in the
// transcript where it holds a secret. The error is of the connection only.
func (n *session) command(wait time.Duration, line, shown string) (reply, error) {
	if shown == "" {
		shown = line
	}
	n.wire.record("C: ", printable(shown))
	n.wire.expect(n.limit(wait))
	if err := n.smtp.Text.PrintfLine("%s", line); err != nil {
		return reply{}, err
	}
	return n.answer()
}

// answer reads the answer that expect has begun.
func (n *session) answer() (reply, error) {
	_, _, err := n.smtp.Text.ReadResponse(0)
	return n.said(err)
}

// said is the answer the wire has seen, where the library read one to its end.
func (n *session) said(err error) (reply, error) {
	var refused *textproto.Error
	if err != nil && !errors.As(err, &refused) {
		return reply{}, err
	}
	r := readReply(n.wire.said)
	if r.code < 200 || r.code > 599 {
		return reply{}, fmt.Errorf("%w: %q", errNotSMTP, cutText(printable(strings.Join(n.wire.said, " ")), 80))
	}
	return r, nil
}

var errNotSMTP = errors.New("that is not an SMTP answer")

// quit says good-bye. The message's fate is known by now; what comes of this
// does not matter.
func (n *session) quit() {
	_, _ = n.command(quitWait, "QUIT", "")
}
