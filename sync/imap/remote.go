// Package imap keeps one IMAP account and the store in step.
//
// A pass replays what the user did while the server was not listening, then
// brings the list of mailboxes, new messages, flags and deletions in step, and
// fetches bodies, newest first. Afterwards a watch hears of every mailbox by
// NOTIFY. Where that is not offered it hears of the inbox by IDLE, and the
// others are asked after in one command every five minutes: a second IDLE would
// cost one of few connections for one folder.
//
// An account has three connections at most. The work connection does what has
// an order: it replays, lists, and looks at folders. The watch is one more.
// Helpers come while a pass has much to do, and take from the same queue:
// folders nobody looked at, then bodies by their rank. Each connection belongs
// to one goroutine. A server that refuses one more, or drops a helper, is left
// with what there is until the next run. Connections to servers that are far,
// by the time that connecting takes, are compressed.
//
// It never asks for ENVELOPE or BODYSTRUCTURE: headers and bodies are parsed
// here. It never keeps a body that came incomplete, never expunges what the
// user did not delete, and never goes by sequence numbers.
//
// A failure of the connection ends [Remote.Run] or [Remote.Once]; all that was
// stored until then is kept, and the next run goes on from there. The one
// exception is a message that the connection breaks at, in its header or its
// body: it is isolated over a few sessions, marked as broken, passed over, and
// asked for once more in each later run. A server that says NO to a
// queued operation for good makes the store take it back ([store.Store.OpRefused]);
// one that says NO for now, or breaks off, will see the operation again.
package imap

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
	"godwit/sync/imap/wire"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// Config is what a Remote works with.
type Config struct {
	Account     accounts.Account
	Store       *store.Store
	Dial        dial.Dialer
	Secret      func(context.Context, accounts.Server) (string, error)
	Renew       func(ctx context.Context, s accounts.Server, spent string) (string, error) // another token after one that was refused
	Log         *slog.Logger
	Progress    func(mail.Progress) // called by one goroutine at a time; must not block
	HeadersOnly bool                // leave bodies on the server until they are asked for
	Quiet       func() bool         // true: leave them for now, and ask rarely; Poke when that is over. nil: never
	Protocol    *protolog.Log       // keeps what was said; nil: nobody does
	Alert       func(text string)   // what the server wants a person to read (RFC 9051 7.1); must not block; nil: nobody does
}

// Remote keeps one IMAP account and the store in step.
type Remote struct {
	Config
	server     accounts.Server
	poke       chan struct{}
	wants      chan want // unbuffered: taken by the goroutine that owns the work connection
	suspects   suspects  // of breaking the connection by their bodies
	badHeaders suspects  // or by their headers
	retries    retries
	byes       atomic.Int32 // IDLEs that the server ended the session at, one after another
	idle       renewal
	news       *news
	room       *room
	lines      lines
	quota      atomic.Pointer[mail.Quota]

	fullUntil time.Time // before which nothing is uploaded, for want of room; the pass's own

	inboxEvery, helpAfter, answerWait time.Duration

	telling sync.Mutex // Progress

	mu       sync.Mutex
	running  int
	ended    chan struct{} // closed when nothing runs any more
	sessions map[*session]bool
}

// New does no I/O.
func New(c Config) *Remote {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Progress == nil {
		c.Progress = func(mail.Progress) {}
	}
	if c.Quiet == nil {
		c.Quiet = func() bool { return false }
	}
	return &Remote{
		Config: c, server: c.Account.Incoming,
		poke:  make(chan struct{}, 1),
		wants: make(chan want),

		idle: renewal{every: idleFor}, inboxEvery: inboxEvery, helpAfter: helpAfter, answerWait: answerWait,
		sessions: map[*session]bool{}, news: &news{C: make(chan struct{}, 1)}, room: newRoom(inFlight),
	}
}

// Run brings everything in step and keeps it so until ctx ends or the
// connection fails. It returns ctx's error, or what failed: *dial.Error,
// *auth.Error, *RefusedError, an error of the store.
func (r *Remote) Run(ctx context.Context) error {
	return r.isolating(ctx, r.live)
}

// Once does one full pass, bodies included unless HeadersOnly.
func (r *Remote) Once(ctx context.Context) error {
	return r.isolating(ctx, func(ctx context.Context) error {
		r.Progress(mail.Progress{Stage: mail.Connecting})
		r.lines.more()
		defer r.lines.less()
		s, err := r.connect(ctx, "work")
		if err != nil {
			return err
		}
		defer s.close()
		if err := r.pass(ctx, s, true); err != nil {
			return err
		}
		s.logout()
		r.Progress(mail.Progress{Stage: mail.Live})
		return nil
	})
}

const (
	maxIsolations = 20             // sessions that one run may lose to messages that break them
	maxVain       = lastChance + 1 // of these in a row, with no message to show for
)

// begin notes a run, until the function it returns is called.
func (r *Remote) begin() (end func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running == 0 {
		r.ended = make(chan struct{})
	}
	r.running++
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.running--; r.running == 0 {
			close(r.ended)
		}
	}
}

// isolating runs work again while each lost connection narrows down which
// message broke it. What is known by then outlives the run.
func (r *Remote) isolating(ctx context.Context, work func(context.Context) error) error {
	defer r.begin()()
	r.retries.begin()
	r.lines.begin()
	vain := 0
	for n := 1; ; n++ {
		steps, gains := r.narrowed()
		err := work(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		stepsNow, gainsNow := r.narrowed()
		if err == nil || stepsNow == steps {
			return err
		}
		vain++
		if errors.Is(err, wire.ErrSlow) { // most likely it does so at any message, and each takes its time
			vain++
		}
		if gainsNow > gains {
			vain = 0
		}
		if n >= maxIsolations || vain >= maxVain {
			return err
		}
		r.Log.Warn("the connection broke at a message; trying it apart from the others", "err", err)
	}
}

// narrowed counts what is known of messages that break the connection.
func (r *Remote) narrowed() (steps, gains int) {
	steps, gains = r.suspects.progress()
	s, g := r.badHeaders.progress()
	return steps + s, gains + g
}

// Poke says that operations were queued, or that the user wants mail now.
func (r *Remote) Poke() {
	select {
	case r.poke <- struct{}{}:
	default:
	}
}
