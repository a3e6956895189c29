package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/dial"
	"godwit/compose/smtp"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
)

// Accounts adds, checks, changes and removes accounts and their secrets.
type Accounts struct{ core }

// Secrets are the passwords of an account's servers.
type Secrets struct {
	Incoming string
	Outgoing string // "" means the same as Incoming
	Proxy    string // of their proxies, where these have a user
}

func (s Secrets) outgoing() string {
	if s.Outgoing != "" {
		return s.Outgoing
	}
	return s.Incoming
}

// List is every account in the order in which they are shown.
func (a *Accounts) List(ctx context.Context) ([]accounts.Account, error) {
	return a.store.Accounts(ctx)
}

// Account is one account.
func (a *Accounts) Account(ctx context.Context, id accounts.ID) (accounts.Account, error) {
	return a.store.Account(ctx, id)
}

// Lookup finds the servers of an address. It contacts no mail server.
func (a *Accounts) Lookup(ctx context.Context, email string) (autoconfig.Found, error) {
	if a.lookup != nil {
		return a.lookup.Lookup(ctx, email)
	}
	return autoconfig.Lookup(ctx, email)
}

// DoubtError: nobody vouches for the servers that were found, so no password goes
// there before a person has looked at them.
type DoubtError struct{ Found autoconfig.Found }

func (e *DoubtError) Error() string { return "servers in doubt: " + e.Found.Doubt }

// CheckStep is one step of a live test.
type CheckStep struct {
	Server  accounts.Server
	Running bool
	Problem *Explanation // nil when Running, or when the step went well
	Err     error        // what Problem explains
}

// Check signs in to both servers and changes nothing; without a secret, with the
// one that is kept for the server. report hears the begin and end of each step,
// from several goroutines; it may be nil.
func (a *Accounts) Check(ctx context.Context, acc accounts.Account, s Secrets, report func(CheckStep)) error {
	if err := acc.Validate(); err != nil {
		return err
	}
	if report == nil {
		report = func(CheckStep) {}
	}
	servers := []accounts.Server{}
	for _, srv := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if !srv.Off() {
			servers = append(servers, srv)
		}
	}
	return parallel(servers, func(srv accounts.Server) error {
		report(CheckStep{Server: srv, Running: true})
		err := a.checkServer(ctx, srv, s)
		step := CheckStep{Server: srv}
		if err != nil {
			ex := Explain(err)
			step.Problem, step.Err = &ex, err
		}
		report(step)
		return err
	})
}

func (a *Accounts) checkServer(ctx context.Context, srv accounts.Server, s Secrets) error {
	d := a.dial
	if s.Proxy != "" { // not kept yet
		d.ProxySecret = func(context.Context, accounts.Server) (string, error) { return s.Proxy, nil }
	}
	secret := s.Incoming
	if srv.Protocol == accounts.SMTP {
		secret = s.outgoing()
	}
	if secret == "" && srv.Auth != accounts.AuthNone {
		var err error
		if secret, err = a.kept(ctx, srv); err != nil {
			return err
		}
	}
	if srv.Auth == accounts.AuthPage {
		var err error
		if secret, err = a.token(ctx, srv, secret, ""); err != nil {
			return err
		}
	}
	return checkServer(ctx, d, srv, secret)
}

func checkServer(ctx context.Context, d dial.Dialer, srv accounts.Server, secret string) error {
	switch srv.Protocol {
	case accounts.IMAP:
		return imap.Check(ctx, d, srv, secret)
	case accounts.POP3:
		return pop3.Check(ctx, d, srv, secret)
	case accounts.SMTP:
		secret := func(context.Context, accounts.Server) (string, error) { return secret, nil }
		_, err := (&smtp.Client{Dial: d, Secret: secret}).Check(ctx, srv)
		return err
	}
	return fmt.Errorf("check %q: no such protocol", srv.Protocol)
}

// CheckKept is Check with the secrets that are kept.
func (a *Accounts) CheckKept(ctx context.Context, id accounts.ID, report func(CheckStep)) error {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	return a.Check(ctx, acc, Secrets{}, report)
}

// ExistsError: the profile has an account for the address already.
type ExistsError struct{ Email string }

func (e *ExistsError) Error() string { return "there is an account for " + e.Email + " already" }

// Add keeps the secrets, then the account. It does not check the servers.
func (a *Accounts) Add(ctx context.Context, acc accounts.Account, s Secrets) (accounts.ID, error) {
	if err := acc.Validate(); err != nil {
		return 0, err
	}
	known, err := a.store.Accounts(ctx)
	if err != nil {
		return 0, err
	}
	for _, k := range known {
		acc.Order = max(acc.Order, k.Order) // last, where a person has put them into an order
		if strings.EqualFold(k.Email(), acc.Email()) && k.Incoming.Protocol == acc.Incoming.Protocol {
			return 0, &ExistsError{acc.Email()}
		}
	}
	if err := a.keep(ctx, acc, s); err != nil {
		return 0, err
	}
	return a.store.AddAccount(ctx, acc)
}

// keep writes the secrets of the servers that need one. An empty secret leaves
// what is kept.
func (a *Accounts) keep(ctx context.Context, acc accounts.Account, s Secrets) error {
	for _, k := range []struct {
		server accounts.Server
		secret string
	}{{acc.Incoming, s.Incoming}, {acc.Outgoing, s.outgoing()}} {
		if k.server.Off() || k.server.Auth == accounts.AuthNone || k.secret == "" {
			continue
		}
		if err := a.ring.Set(ctx, acc.Secrets, k.server.SecretKey(), k.secret); err != nil {
			return fmt.Errorf("keep the password for %s: %w", k.server.Host, err)
		}
	}
	for _, srv := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if key := srv.ProxyKey(); key != "" && s.Proxy != "" {
			if err := a.ring.Set(ctx, acc.Secrets, key, s.Proxy); err != nil {
				return fmt.Errorf("keep the password for a proxy: %w", err)
			}
		}
	}
	return nil
}

// Login replaces the secrets of an account and wakes what waited for them.
func (a *Accounts) Login(ctx context.Context, id accounts.ID, s Secrets) error {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	if err := a.keep(ctx, acc, s); err != nil {
		return err
	}
	if err := a.store.ReleaseHeld(ctx, id); err != nil {
		return err
	}
	acc.Revision++ // so that every process's engine sees that it may try again
	return a.store.UpdateAccount(ctx, acc)
}

// SetKeep changes which bodies are kept here of an account's folders that have
// no rule of their own. Bodies that are here stay.
func (a *Accounts) SetKeep(ctx context.Context, id accounts.ID, k accounts.Keep) error {
	if err := k.Validate(); err != nil {
		return err
	}
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	acc.Keep = k
	return a.store.UpdateAccount(ctx, acc)
}

// UnsentError: an account has messages in the outbox that would be lost with it.
type UnsentError struct{ Messages int }

func (e *UnsentError) Error() string {
	return strconv.Itoa(e.Messages) + " messages of the account are not sent"
}

// Unsent counts the messages of an account in the outbox that some of their
// recipients do not have, or may not have.
func (a *Accounts) Unsent(ctx context.Context, id accounts.ID) (int, error) {
	all, err := a.store.Outbox(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, o := range all {
		switch {
		case o.Account != id, o.Replaced != 0:
		case o.State != mail.StateSent && o.State != mail.StateCancelled && o.State != mail.StatePartial:
			n++
		}
	}
	return n, nil
}

// leaving refuses to forget what is not sent, unless that is asked for.
func (a *Accounts) leaving(ctx context.Context, id accounts.ID, discard bool) (accounts.Account, error) {
	acc, err := a.store.Account(ctx, id)
	if err != nil || discard {
		return acc, err
	}
	n, err := a.Unsent(ctx, id)
	if err == nil && n > 0 {
		err = &UnsentError{n}
	}
	return acc, err
}

// Remove forgets an account, its mail and its secrets. What the server holds
// stays there. *UnsentError where messages are not sent; discard throws them away.
func (a *Accounts) Remove(ctx context.Context, id accounts.ID, discard bool) error {
	acc, err := a.leaving(ctx, id, discard)
	if err != nil {
		return err
	}
	if err := a.store.RemoveAccount(ctx, id); err != nil {
		return err
	}
	return a.dropTraces(ctx, acc)
}

// Retire forgets an account's servers and secrets and keeps the mail that is
// here, as folders of this computer. discard is as for Remove.
func (a *Accounts) Retire(ctx context.Context, id accounts.ID, discard bool) error {
	acc, err := a.leaving(ctx, id, discard)
	if err != nil {
		return err
	}
	if err := a.store.RetireAccount(ctx, id); err != nil {
		return err
	}
	return a.dropTraces(ctx, acc)
}

// dropTraces removes what is kept of an account beside the store: what was said
// on its connections, and its secrets. An engine that still speaks for it
// removes its log when it is done.
func (a *Accounts) dropTraces(ctx context.Context, acc accounts.Account) error {
	a.forgetLog(acc.ID)
	for _, key := range []string{alertsPref, quotaPref} {
		if err := a.store.SetPref(ctx, key+logName(acc.ID), ""); err != nil {
			return err
		}
	}
	return a.dropSecrets(ctx, acc)
}
