// Package smtp: TEMPORARY contract; keep names and signatures.
package smtp

import (
	"context"
	"io"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

// Client submits stored bytes to one server.
type Client struct {
	Dial   dial.Dialer
	Secret func(ctx context.Context, s accounts.Server) (string, error)
}

// Envelope is what goes around the bytes.
type Envelope struct {
	From       string
	Recipients []string
	Size       int64
	// Stage is called and must return before the next network step; an error stops the submission.
	// StageDot is announced before the final dot is sent.
	Stage func(mail.SendStage) error
}

// Result is what the server said. Recipients are in the order of the envelope.
type Result struct {
	Recipients []mail.Recipient
	TLS        string
	Transcript []string // secrets removed
}

// Send submits the message. A nil error: the server took it for every recipient marked sent. Else *mail.SendError;
// Result holds what is known either way.
func (c *Client) Send(ctx context.Context, s accounts.Server, env Envelope, msg io.ReadSeeker) (Result, error) {
	panic("unbuilt")
}

// Check connects, upgrades and signs in, and sends nothing (account set-up).
func (c *Client) Check(ctx context.Context, s accounts.Server) (Result, error) { panic("unbuilt") }
