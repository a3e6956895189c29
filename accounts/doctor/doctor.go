// Package doctor talks to a mail server up to where it would sign in, and tells
// how far it came: connected, greeted, protected, asked what it offers.
//
// It never sends a credential, never repeats a word that was said before the
// protection began, and changes nothing. Lines, their number and each wait are
// bounded. What goes wrong is a *Fault, which names the stage; where a server is
// silent or speaks of something else, the doctor looks what may be there instead.
package doctor

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// Stage is a step of the talk. They come in this order, but that STARTTLS stands
// between the greeting and TLS, and TLS from the first byte before it.
type Stage string

const (
	Connect  Stage = "connect"
	Greeting Stage = "greeting"
	StartTLS Stage = "starttls"
	TLS      Stage = "tls"
	Offers   Stage = "offers" // what the server can do
)

// Heard is what a server told.
type Heard struct {
	TLS        string    // version and cipher suite; "" without
	Name       string    // whose certificate
	Issuer     string    // who vouches for it
	Chain      int       // certificates that lead to who is trusted
	Ends       time.Time // the first of them
	Mechanisms []string  // SASL names, upper case
	Bare       bool      // passwords may also be given without SASL (LOGIN, USER)
	CanStart   bool      // STARTTLS is offered
	Words      []string  // capabilities and extensions, upper case, without arguments
	Size       int64     // the largest message that the server takes, octets; 0: it does not say
}

// Fault is a talk that ended early.
type Fault struct {
	Stage Stage
	Err   error // *dial.Error, ErrRefused or context.Canceled
}

func (f *Fault) Error() string { return string(f.Stage) + ": " + f.Err.Error() }

func (f *Fault) Unwrap() error { return f.Err }

// ErrRefused: the server answered, and wants no talk. Its words are not here: the
// client of the protocol knows which may be shown.
var ErrRefused = errors.New("the server refuses the connection")

// Talk talks to s. done hears of each stage that went well, and how long it took.
func Talk(ctx context.Context, d dial.Dialer, s accounts.Server, done func(Stage, time.Duration)) (Heard, error) {
	t := &talk{server: s, begun: time.Now(), done: done}
	stage, err := t.run(ctx, d)
	if t.conn != nil {
		_ = t.conn.Close()
	}
	if err == nil {
		return t.heard, nil
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return t.heard, &Fault{stage, instead(ctx, d, s, stage, dial.Classify(err, s))}
}

type talk struct {
	server accounts.Server
	conn   *dial.Conn
	in     *bufio.Reader
	heard  Heard
	begun  time.Time
	done   func(Stage, time.Duration)
}

func (t *talk) well(s Stage) {
	t.done(s, time.Since(t.begun))
	t.begun = time.Now()
}

// run returns the stage that failed.
func (t *talk) run(ctx context.Context, d dial.Dialer) (Stage, error) {
	bare := t.server
	if bare.Security == accounts.TLS {
		bare.Security = accounts.STARTTLS // the handshake is a stage of its own
	}
	var err error
	if t.conn, err = d.Connect(ctx, bare); err != nil {
		return Connect, err
	}
	stop := context.AfterFunc(ctx, func() { _ = t.conn.Close() })
	defer stop()
	t.well(Connect)
	if t.server.Security == accounts.TLS {
		if err := t.protect(ctx); err != nil {
			return TLS, err
		}
	}
	t.in = bufio.NewReaderSize(t.conn, maxLine)
	if err := t.greeting(); err != nil {
		return Greeting, err
	}
	t.well(Greeting)
	if t.server.Security == accounts.STARTTLS {
		if err := t.startTLS(); err != nil {
			return StartTLS, err
		}
		if unread := t.in.Buffered(); unread > 0 {
			return StartTLS, t.conn.StartTLS(ctx, unread) // which says what that means
		}
		t.well(StartTLS)
		if err := t.protect(ctx); err != nil {
			return TLS, err
		}
		t.in.Reset(t.conn)
	}
	t.heard.Mechanisms, t.heard.Words, t.heard.Bare, t.heard.CanStart, t.heard.Size = nil, nil, false, false, 0
	if err := t.offers(); err != nil {
		return Offers, err
	}
	t.well(Offers)
	_ = t.say(map[accounts.Protocol]string{accounts.IMAP: "d9 LOGOUT", accounts.POP3: "QUIT", accounts.SMTP: "QUIT"}[t.server.Protocol])
	return "", nil
}

func (t *talk) protect(ctx context.Context) error {
	if err := t.conn.StartTLS(ctx, 0); err != nil {
		return err
	}
	if state := t.conn.State(); state != nil {
		t.describe(state)
	}
	t.well(TLS)
	return nil
}

func (t *talk) describe(state *tls.ConnectionState) {
	chain := state.PeerCertificates
	if len(state.VerifiedChains) > 0 {
		chain = state.VerifiedChains[0]
	}
	t.heard.TLS, t.heard.Chain = t.conn.TLS(), len(chain)
	for i, c := range chain {
		if i == 0 || c.NotAfter.Before(t.heard.Ends) {
			t.heard.Ends = c.NotAfter
		}
	}
	t.heard.Name = t.server.Host
	if len(chain) > 0 {
		t.heard.Issuer = dial.Line(chain[0].Issuer.CommonName)
	}
}
