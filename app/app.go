// Package app is Godwit without a window: what a person can do with their mail
// and what they see change. The window (app/gui) and the command line
// (cmd/godwitctl) are two faces of it.
//
// It never draws, never speaks a protocol and holds no SQL. Everything a person
// wishes is committed to the store before anything is tried, so a failure costs
// a delay, not a message: [Explain] turns it into words and a next step, and the
// supervisor tries again where trying can help.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/dial"
	"godwit/accounts/keyring"
	"godwit/accounts/machine"
	"godwit/accounts/preflight"
	"godwit/app/images"
	"godwit/app/sender"
	"godwit/sync/event"
	"godwit/sync/store"
)

// App is one open profile. Its five fields are what can be done with it.
type App struct {
	Mail     *Mail
	Accounts *Accounts
	Outbox   *Outbox
	People   *People
	Status   *Status

	core
	cleanup []func() // of Close, last first
}

// core is what the four fields share.
type core struct {
	dir    string // the profile
	store  *store.Store
	hub    *event.Hub
	ring   *keyring.Ring
	dial   dial.Dialer
	log    *slog.Logger
	engine *engine

	images    *images.Fetcher
	lookupTXT sender.LookupTXT
	resolver  preflight.Resolver
	lookup    *autoconfig.Network // nil: the internet
	written   *written
	tokens    *tokens
}

// Options say how to open a profile. Only Profile is needed.
type Options struct {
	Profile    string                 // the folder; made when missing
	Timeout    time.Duration          // shortens every single network wait; 0: each protocol's own
	Log        *slog.Logger           // nil: discard
	Passphrase func() (string, error) // asks for the secrets file's passphrase; nil: it stays closed

	// After waits before an account that failed is tried again; nil: time.After.
	After func(time.Duration) <-chan time.Time
	// Random is in [0,1) and spreads these waits; nil: rand.Float64.
	Random func() float64
	// Machine tells what the computer does, until its context ends and then
	// closes the channel; nil: accounts/machine.
	Machine func(context.Context) <-chan machine.Event
	// LookupTXT finds the keys of signatures when a person asks to verify a
	// sender; nil: DNS.
	LookupTXT sender.LookupTXT
	// Resolver is what a pre-flight of the sender's domain asks; nil: DNS.
	Resolver *preflight.Resolver
	// Lookup is whom a search for an address's servers asks; nil: the internet.
	Lookup *autoconfig.Network
}

// Open opens a profile. It starts no engine: see Run.
func Open(ctx context.Context, o Options) (*App, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Profile == "" {
		return nil, errors.New("open: no profile given")
	}
	if err := machine.NoCoreDump(); err != nil { // passwords will be in memory
		o.Log.Warn("keep crashes from writing memory to a file", "err", err)
	}
	hub := new(event.Hub)
	st, err := store.Open(ctx, o.Profile, hub, o.Log)
	if err != nil {
		return nil, fmt.Errorf("open profile %s: %w", o.Profile, err)
	}
	c := core{
		dir:   o.Profile,
		store: st,
		hub:   hub,
		ring:  keyring.New(o.Profile, o.Passphrase),
		dial:  dial.Dialer{Timeout: o.Timeout},
		log:   o.Log,

		images:    new(images.Fetcher),
		written:   new(written),
		lookupTXT: o.LookupTXT,
		lookup:    o.Lookup,
	}
	if c.lookupTXT == nil {
		c.lookupTXT = dial.LookupTXT
	}
	c.resolver = preflight.DNS()
	if o.Resolver != nil {
		c.resolver = *o.Resolver
	}
	a := &App{Status: newStatus(hub)}
	c.dial.ProxySecret = c.proxySecret
	c.tokens = newTokens()
	c.engine = newEngine(c, a.Status, o)
	a.core = c
	a.Mail = &Mail{c}
	a.Accounts = &Accounts{c}
	a.Outbox = &Outbox{c}
	a.People = &People{core: c}
	a.cleanup = append(a.cleanup, func() { st.Close() }, c.engine.close)
	return a, nil
}

// ErrClosed: the profile was closed.
var ErrClosed = errors.New("the profile is closed")

// Close ends a Run that is under way, waits for it, and closes the profile.
func (a *App) Close() {
	for i := len(a.cleanup) - 1; i >= 0; i-- {
		a.cleanup[i]()
	}
	a.cleanup = nil
}

// Subscribe watches the profile. Events are hints: ask again what is shown.
func (a *App) Subscribe() *event.Subscription { return a.hub.Subscribe() }

// Run is the background engine: it keeps every account in step and sends what
// is queued, until ctx ends. One process at a time runs a profile's engine;
// another waits here for its turn.
func (a *App) Run(ctx context.Context) error { return a.engine.run(ctx) }

// secret is the password for a server, from the place that its account keeps
// it in.
func (c core) secret(ctx context.Context, s accounts.Server) (string, error) {
	if s.Auth == accounts.AuthNone {
		return "", nil
	}
	kept, err := c.kept(ctx, s)
	if err != nil || s.Auth != accounts.AuthPage {
		return kept, err
	}
	return c.token(ctx, s, kept, "")
}

// proxySecret is the password for a server's proxy.
func (c core) proxySecret(ctx context.Context, s accounts.Server) (string, error) {
	list, err := c.store.Accounts(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range list {
		if key := s.ProxyKey(); a.Incoming.ProxyKey() == key || a.Outgoing.ProxyKey() == key {
			return c.ring.Get(ctx, a.Secrets, key)
		}
	}
	return "", keyring.ErrMissing
}

// kept is what the keyring has for a server.
func (c core) kept(ctx context.Context, s accounts.Server) (string, error) {
	list, err := c.store.Accounts(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range list {
		if key := s.SecretKey(); a.Incoming.SecretKey() == key || a.Outgoing.SecretKey() == key {
			return c.ring.Get(ctx, a.Secrets, key)
		}
	}
	return "", keyring.ErrMissing
}

// Pref is a small setting kept in the profile; "" when it was never set.
func (a *App) Pref(ctx context.Context, key string) (string, error) { return a.store.Pref(ctx, key) }

// SetPref keeps a small setting.
func (a *App) SetPref(ctx context.Context, key, value string) error {
	return a.store.SetPref(ctx, key, value)
}

// Notice is something the user should be told that no view shows by itself.
type Notice struct {
	ID      int64
	Account accounts.ID
	When    time.Time
	Code    string
	Text    string
}

// Notices are the undismissed ones, oldest first.
func (a *App) Notices(ctx context.Context) ([]Notice, error) {
	kept, err := a.store.Notices(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Notice, len(kept))
	for i, n := range kept {
		out[i] = Notice(n)
	}
	return out, nil
}

// Dismiss removes a notice.
func (a *App) Dismiss(ctx context.Context, id int64) error { return a.store.Dismiss(ctx, id) }

// parallel calls do for each item and waits for all; the errors are joined.
func parallel[T any](items []T, do func(T) error) error {
	errs := make([]error, len(items))
	var wg sync.WaitGroup
	for i, item := range items {
		wg.Go(func() { errs[i] = do(item) })
	}
	wg.Wait()
	return errors.Join(errs...)
}
