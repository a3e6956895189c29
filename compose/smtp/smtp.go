// Package smtp submits a message to a server (RFC 6409) and tells, for every
// recipient, what became of it.
//
// It sends the bytes it is given as they are, apart from dot-stuffing; only a
// server of 7 bits gets other bytes, and the transcript says so. It never
// signs in or sends over an unprotected connection except to this machine,
// never repeats what a server said before the protection began, never names
// the computer it runs on, and never sends anything twice: one call is one
// attempt, and the caller decides about the next.
//
// Failure story: the error of an attempt is a *mail.SendError that says how far
// it got and what can be done. Permanent: the server refused this message.
// Hold: only a person can help (sign-in, certificate, policy). Unsure: the
// connection broke between the final dot and the answer, so that the message
// may be delivered. Else trying again later may help; Code 0 then means that no
// server answered, Code 4xx that one asked to wait. What the server said before
// an error is in the Result. Once it has answered 250 to the message, nothing
// that happens later makes it an error.
package smtp

import (
	"context"
	"io"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

// Client submits stored bytes to servers. Its methods can be used from several
// goroutines.
type Client struct {
	Dial dial.Dialer
	// Secret gives the password of a server that wants a sign-in. It is asked
	// after the connection is protected.
	Secret func(ctx context.Context, s accounts.Server) (string, error)
	// Renew gives another token after one that was refused; nil: there is none.
	Renew func(ctx context.Context, s accounts.Server, spent string) (string, error)
}

// Envelope is what goes around the bytes.
type Envelope struct {
	From       string   // as compose.Mailbox writes it; "" is the null sender
	Recipients []string // likewise
	Wishes     mail.Wishes
	ID         string // that reports of delivery will name (RFC 3461 ENVID); "": none
	// Stage is called and must return before the next network step; an error stops the submission.
	// StageDot is announced before the final dot is sent. On a connection that is used again the
	// first stage is StageMail, and StageConnect may follow it where the server has had enough of
	// that connection. May be nil.
	Stage func(mail.SendStage) error
	// Progress is told how many octets of the bytes have been handed to the connection, at most some
	// 20 times a second and at the end. May be nil.
	Progress func(octets int64)
}

// Result is what the server said. Recipients are in the order of the envelope;
// State is sent, failed, retry or unsure, or queued where the attempt did not
// get as far as the recipient.
type Result struct {
	Recipients []mail.Recipient
	TLS        string
	Card       mail.Card
	Transcript []string // secrets removed
}

// Send submits one message over a connection of its own; see Line.Send.
func (c *Client) Send(ctx context.Context, s accounts.Server, env Envelope, msg io.ReadSeeker) (Result, error) {
	l := c.Line(s)
	n, err := l.submit(ctx, env, msg)
	l.Close()
	return n.result(), err
}

// Check connects, upgrades and signs in, and sends nothing (account set-up).
func (c *Client) Check(ctx context.Context, s accounts.Server) (Result, error) {
	l := c.Line(s)
	n := newSession(c, s, Envelope{})
	err := n.open(ctx)
	l.keep(n)
	l.Close()
	return n.result(), err
}
