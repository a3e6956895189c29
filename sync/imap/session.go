package imap

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/sync/imap/wire"
)

// session is one signed-in connection. One goroutine owns it.
type session struct {
	c        *imapclient.Client
	wire     *wire.Conn
	server   accounts.Server
	selected string        // the mailbox, as the server names it; "" if none
	listing  *listing      // of it, while messages are appended one after the other; nil if none was made
	searched int           // see appended
	validity uint32        // UIDVALIDITY of it
	flags    []imap.Flag   // PERMANENTFLAGS of it
	news     chan struct{} // a token when the server volunteered something
	gate     chan struct{} // held while a command changes something on the server
	pace     pace
	whole    bool          // headers are to be asked for whole: the server does not select fields
	bare     bool          // SELECT is to be said without parameters: the server refuses what it offers
	check    chan struct{} // a token: show that the server is there
	dropped  atomic.Bool   // for not answering in time, see prove
	release  func() bool   // forgets the context
	forget   func()        // the Remote does
}

// grace is how long a command that changes something may go on after the
// engine was told to stop.
const grace = 5 * time.Second

// maxWait is the longest silence in the middle of a command, however long the
// user is ready to wait.
const maxWait = 2 * time.Minute

// far is how long connecting takes to a server that is worth compressing for.
// There the line is what is slow; near ones would only compute more.
const far = 50 * time.Millisecond

// connect signs in. label says in the protocol log what the connection is for.
// When ctx ends, the connection is closed.
func (r *Remote) connect(ctx context.Context, label string) (*session, error) {
	return r.connectWith(ctx, label, wire.Options{})
}

func (r *Remote) connectWith(ctx context.Context, label string, o wire.Options) (*session, error) {
	secret, err := r.Secret(ctx, r.server)
	if err != nil {
		return nil, err
	}
	begin := func() (*session, error) {
		o.Protocol, o.Alert = r.Protocol.Conn("imap "+label, secret), r.Alert
		o.Compress, o.Resync = true, true
		return open(ctx, r.Dial, r.server, secret, o)
	}
	s, err := begin()
	if auth.Spent(r.server, err) && r.Renew != nil {
		if secret, err = r.Renew(ctx, r.server, secret); err == nil {
			s, err = begin()
		}
	}
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sessions[s] = true
	s.forget = func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.sessions, s)
	}
	return s, nil
}

func open(ctx context.Context, d dial.Dialer, server accounts.Server, secret string, o wire.Options) (*session, error) {
	begin := time.Now()
	conn, err := d.Connect(ctx, server)
	if err != nil {
		return nil, err
	}
	o.Compress = o.Compress && time.Since(begin) >= far
	o.Limits.Wait = min(d.Timeout, maxWait) // 0: the default
	news, hear := make(chan struct{}, 1), o.News
	o.News = func(n wire.News) { // with QRESYNC there is no EXPUNGE for go-imap to tell of
		if n == (wire.News{}) {
			token(news)
		}
		if hear != nil {
			hear(n)
		}
	}
	w, err := wire.Open(ctx, conn, server, secret, o)
	if err != nil {
		return nil, err
	}
	return newSession(ctx, w, server, news), nil
}

// token puts one where there is none.
func token(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func newSession(ctx context.Context, w *wire.Conn, server accounts.Server, news chan struct{}) *session {
	s := &session{
		wire: w, server: server, forget: func() {},
		news: news, gate: make(chan struct{}, 1), check: make(chan struct{}, 1),
	}
	tell := func() { token(s.news) }
	s.c = imapclient.New(w, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Expunge: func(uint32) { tell() },
		Mailbox: func(*imapclient.UnilateralDataMailbox) { tell() },
		Fetch: func(m *imapclient.FetchMessageData) {
			for m.Next() != nil { // go-imap waits for this
			}
			tell()
		},
	}})
	s.release = context.AfterFunc(ctx, func() {
		select {
		case s.gate <- struct{}{}:
		case <-time.After(grace):
		}
		_ = w.Close()
	})
	return s
}

// close ends the session. A server that is still being spoken to finds out.
func (s *session) close() {
	s.release()
	s.forget()
	_ = s.c.Close()
}

// logout says goodbye, without waiting for the answer.
func (s *session) logout() {
	if !s.lost() {
		s.c.Logout()
	}
}

// change runs f, a command that changes something on the server. The end of
// the context does not cut it short before its grace is over.
func (s *session) change(ctx context.Context, f func() error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.gate <- struct{}{}
	defer func() { <-s.gate }()
	return f()
}

// lost reports whether the connection is gone.
func (s *session) lost() bool {
	select {
	case <-s.c.Closed():
		return true
	default:
		return s.wire.Err() != nil
	}
}

// failed turns an error of go-imap into *RefusedError or *dial.Error.
func (s *session) failed(command string, err error) error {
	if err == nil {
		return nil
	}
	if e := refused(command, err); e != nil {
		return e
	}
	if cause := s.wire.Err(); cause != nil { // go-imap's text says only what it made of it
		err = cause
	}
	return fmt.Errorf("%s: %w", command, dial.Classify(err, s.server))
}

// open selects a mailbox and says what it holds.
func (s *session) open(remote string) (*imap.SelectData, error) {
	s.selected, s.listing, s.flags = "", nil, nil
	select {
	case <-s.news: // of what was selected before; the answer to SELECT is newer
	default:
	}
	data, err := s.choose(remote)
	if err != nil {
		return nil, err
	}
	s.selected, s.flags, s.validity = remote, data.PermanentFlags, data.UIDValidity
	if data.NumMessages == 0 && !s.wire.Counted() { // none, or not told how many
		uids, err := s.searchAll()
		if err != nil {
			return nil, err
		}
		data.NumMessages = uint32(len(uids))
	}
	return data, nil
}

// choose says SELECT.
func (s *session) choose(remote string) (*imap.SelectData, error) {
	more := s.wire.Has("CONDSTORE") && !s.bare
	data, err := s.c.Select(remote, &imap.SelectOptions{CondStore: more}).Wait()
	err = s.failed("SELECT", err)
	if e := (*RefusedError)(nil); !more || !errors.As(err, &e) || e.Temporary() || e.Permanent() || s.lost() {
		return data, err
	}
	data, again := s.c.Select(remote, nil).Wait() // perhaps only what was asked beside it
	if again != nil {
		return nil, err
	}
	s.bare = true
	return data, nil
}

// enter selects a mailbox unless it is selected.
func (s *session) enter(remote string) error {
	if s.selected == remote {
		return nil
	}
	_, err := s.open(remote)
	return err
}
