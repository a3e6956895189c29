// Package pop3 collects the mail of one POP3 account into its local inbox.
//
// A pass asks which messages the mailbox holds, collects those that are not
// known, newest first and in batches, and ends the session: POP3 locks a
// mailbox while it is open. A message and the memory of its unique id are
// stored in one transaction, so that a pass which breaks off anywhere neither
// loses a message nor collects one twice.
//
// Messages come whole, or by their headers where the account keeps no such bodies;
// those come when they are asked for. They stay on the server, or are deleted
// there after the number of days that the account says, and never before they are
// stored whole. What the user does with a message here the server does not hear
// of, but where the account says so it deletes what is deleted here.
//
// Any failure of the connection ends [Remote.Run] and [Remote.Once]; the next
// run goes on from what was stored. A single message that the server refuses
// is passed over until the next pass.
package pop3

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
	"godwit/sync/mail"
	"godwit/sync/pop3/wire"
	"godwit/sync/store"
)

// every is the time from one pass to the next, unless the server asks for more.
const every = 5 * time.Minute

// maxMessage bounds a message, in octets; a larger one stays on the server.
const maxMessage = 256 << 20

// RefusedError is a server's -ERR to a command that was not a sign-in.
type RefusedError = wire.Error

// Config is what a Remote works with.
type Config struct {
	Account  accounts.Account
	Store    *store.Store
	Dial     dial.Dialer
	Secret   func(context.Context, accounts.Server) (string, error)
	Renew    func(ctx context.Context, s accounts.Server, spent string) (string, error) // another token after one that was refused
	Log      *slog.Logger
	Progress func(mail.Progress) // called from Run's goroutine; must not block
	Protocol *protolog.Log       // keeps what was said; nil: nobody does

	HeadersOnly bool // leave bodies on the server until they are asked for
}

// Remote collects the mail of one POP3 account.
type Remote struct {
	Config
	server accounts.Server
	poke   chan struct{}
	now    func() time.Time
	after  func(time.Duration) <-chan time.Time
	limit  int64         // octets of a message
	turn   chan struct{} // held during a session: a mailbox takes one at a time

	// Only the goroutine of Run or Once uses these.
	delay    time.Duration   // what the server asked for with LOGIN-DELAY
	tooLarge map[string]bool // ids of messages that are not asked for again
}

// New does no I/O.
func New(c Config) *Remote {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Progress == nil {
		c.Progress = func(mail.Progress) {}
	}
	return &Remote{
		Config: c, server: c.Account.Incoming,
		poke: make(chan struct{}, 1), turn: make(chan struct{}, 1), now: time.Now, after: time.After, limit: maxMessage,
		tooLarge: map[string]bool{},
	}
}

// Run collects, then waits and collects again, until ctx ends or the
// connection fails. It returns ctx's error, or what failed: *dial.Error,
// *auth.Error, *RefusedError, an error of the store.
func (r *Remote) Run(ctx context.Context) error {
	for {
		if err := r.Once(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-r.poke:
		case <-r.after(max(every, r.delay)):
		}
	}
}

// maxRestarts bounds the sessions that one pass may lose to messages that are
// larger than their server said.
const maxRestarts = 10

// Once does one full pass. Run and Once must not overlap.
func (r *Remote) Once(ctx context.Context) error {
	var err error
	for range maxRestarts {
		if err = r.session(ctx); !errors.Is(err, wire.ErrTooLarge) {
			break
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	r.Progress(mail.Progress{Stage: mail.Live})
	return nil
}

func (r *Remote) session(ctx context.Context) error {
	r.Progress(mail.Progress{Stage: mail.Connecting})
	c, release, err := r.connect(ctx)
	if err != nil {
		return err
	}
	defer release()
	return r.pass(ctx, c)
}

// Poke says that the user wants mail now. There are no operations to replay.
func (r *Remote) Poke() {
	select {
	case r.poke <- struct{}{}:
	default:
	}
}

// Recheck asks for mail, on a new connection: none lasts longer than a pass.
func (r *Remote) Recheck() { r.Poke() }

// Check signs in and asks for the list, changing nothing (account set-up).
func Check(ctx context.Context, d dial.Dialer, s accounts.Server, secret string) error {
	c, release, err := open(ctx, d, s, secret, nil)
	if err != nil {
		return err
	}
	defer release()
	if _, err := names(c, maxMessage); err != nil {
		return err
	}
	return c.Quit()
}

// connect signs in, when no other session of this Remote is open. release ends it.
func (r *Remote) connect(ctx context.Context) (c *wire.Client, release func(), err error) {
	select {
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	case r.turn <- struct{}{}:
	}
	c, end, err := r.signIn(ctx)
	if err != nil {
		<-r.turn
		return nil, nil, err
	}
	return c, func() {
		end()
		<-r.turn
	}, nil
}

func (r *Remote) signIn(ctx context.Context) (*wire.Client, func(), error) {
	secret, err := r.Secret(ctx, r.server)
	if err != nil {
		return nil, nil, err
	}
	c, release, err := open(ctx, r.Dial, r.server, secret, r.Protocol)
	if auth.Spent(r.server, err) && r.Renew != nil {
		if secret, err = r.Renew(ctx, r.server, secret); err == nil {
			c, release, err = open(ctx, r.Dial, r.server, secret, r.Protocol)
		}
	}
	return c, release, err
}

// open signs in. The connection is closed by release, or when ctx ends.
func open(ctx context.Context, d dial.Dialer, s accounts.Server, secret string, log *protolog.Log) (c *wire.Client, release func(), err error) {
	conn, err := d.Connect(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	c, err = wire.Open(ctx, conn, s, secret, log.Conn("pop3", secret))
	if err != nil {
		stop()
		return nil, nil, err
	}
	return c, func() {
		stop()
		_ = c.Close()
	}, nil
}
