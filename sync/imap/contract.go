// Package imap: TEMPORARY contract; keep names and signatures.
package imap

import (
	"context"
	"log/slog"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// Remote keeps one IMAP account and the store in step.
type Remote struct{}

type Config struct {
	Account     accounts.Account
	Store       *store.Store
	Dial        dial.Dialer
	Secret      func(context.Context, accounts.Server) (string, error)
	Log         *slog.Logger
	Progress    func(mail.Progress) // called from Run's goroutine; must not block
	HeadersOnly bool           // leave bodies on the server until they are asked for
}

func New(c Config) *Remote { panic("unbuilt") }

// Run replays operations, brings every folder in step, then IDLEs on the inbox and polls the others until ctx ends or the connection fails.
func (r *Remote) Run(ctx context.Context) error { panic("unbuilt") }

// Once does one full pass and returns (godwitctl sync).
func (r *Remote) Once(ctx context.Context) error                     { panic("unbuilt") }
func (r *Remote) Poke()                                              { panic("unbuilt") }
func (r *Remote) Fetch(ctx context.Context, id mail.MessageID) error { panic("unbuilt") }

// Check signs in and lists folders, changing nothing (account set-up).
func Check(ctx context.Context, d dial.Dialer, s accounts.Server, secret string) error {
	panic("unbuilt")
}

var _ = time.Second

// RefusedError: the server said NO or BAD to a command that was not a sign-in.
type RefusedError struct {
	Command string
	Code    string // response code, "OVERQUOTA"
	Text    string // the server's words
}

func (e *RefusedError) Error() string { panic("unbuilt") }
