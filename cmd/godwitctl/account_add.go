package main

import (
	"context"
	"errors"
	"flag"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/keyring"
	"godwit/app"
)

// serverFlags are the settings of one server as given; empty means look it up.
type serverFlags struct {
	host     string
	port     int
	security string
	user     string
	auth     string
	trust    accounts.Server // Pin, Proxy and ClientCertificate of it
}

// accountFlags describe an account on the command line.
type accountFlags struct {
	email, name, protocol    string
	in, out                  serverFlags
	place, sentCopy          string
	stdin, noCheck, insecure bool
	leaveDays                int
	deleteToo                bool
	into                     string
	accept                   bool // servers that nobody vouches for
	page                     pageFlags
}

func (f *accountFlags) define(fs *flag.FlagSet) {
	fs.StringVar(&f.email, "email", "", "")
	fs.StringVar(&f.name, "name", "", "")
	fs.StringVar(&f.protocol, "protocol", "", "")
	for prefix, s := range map[string]*serverFlags{"in": &f.in, "out": &f.out} {
		fs.StringVar(&s.host, prefix+"-host", "", "")
		fs.IntVar(&s.port, prefix+"-port", 0, "")
		fs.StringVar(&s.security, prefix+"-security", "", "")
		fs.StringVar(&s.user, prefix+"-user", "", "")
		fs.StringVar(&s.auth, prefix+"-auth", "", "")
		fs.StringVar(&s.trust.Pin, prefix+"-pin", "", "")
		fs.StringVar(&s.trust.Proxy, prefix+"-proxy", "", "")
		fs.StringVar(&s.trust.ClientCertificate, prefix+"-client-certificate", "", "")
	}
	fs.BoolVar(&f.stdin, "password-stdin", false, "")
	fs.StringVar(&f.place, "keyring", string(accounts.OSKeyring), "")
	fs.BoolVar(&f.noCheck, "no-check", false, "")
	fs.BoolVar(&f.insecure, "insecure", false, "")
	fs.IntVar(&f.leaveDays, "leave-days", 0, "")
	fs.BoolVar(&f.deleteToo, "delete-too", false, "")
	fs.StringVar(&f.into, "collect-into", "", "")
	fs.StringVar(&f.sentCopy, "sent-copy", "", "")
	fs.BoolVar(&f.accept, "accept-guess", false, "")
	f.page.define(fs)
}

func accountAdd(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account add")
	var f accountFlags
	f.define(fs)
	if err := noArguments(fs, args); err != nil {
		return err
	}
	if f.email == "" {
		return usagef("account add --email ADDRESS …")
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	acc, err := c.described(ctx, a, f)
	if err != nil {
		return err
	}
	return c.addChecked(ctx, a, acc, f)
}

// described is the account that the flags describe; what they leave out is
// looked up.
func (c *cli) described(ctx context.Context, a *app.App, f accountFlags) (accounts.Account, error) {
	var found autoconfig.Found
	if needsLookup(f.protocol, f.in, f.out) {
		var err error
		if found, err = a.Accounts.Lookup(ctx, f.email); err != nil {
			return accounts.Account{}, err
		}
		if found.NoAccess {
			return accounts.Account{}, usagef("%s: %s", f.email, found.Hint)
		}
		if found.Hint != "" {
			c.note("%s", found.Hint)
		}
		if found.Doubt != "" && !f.accept && !f.noCheck {
			return accounts.Account{}, &app.DoubtError{Found: found}
		}
	}
	into, err := accountID(ctx, a, f.into)
	if err != nil {
		return accounts.Account{}, err
	}
	acc := accounts.Account{
		Identities: []accounts.Identity{{Name: f.name, Email: f.email}},
		SentCopy:   accounts.SentCopy(f.sentCopy),
		LeaveDays:  f.leaveDays,
		DeleteToo:  f.deleteToo,
		Into:       into,
		Secrets:    accounts.Place(f.place),
	}
	if acc.SentCopy == "" {
		acc.SentCopy = found.SentCopy
	}
	if acc.SentCopy == "" {
		acc.SentCopy = accounts.SentAuto
	}
	protocol := accounts.Protocol(f.protocol)
	if protocol == "" {
		protocol = accounts.IMAP
		if len(found.IMAP) == 0 && len(found.POP3) > 0 && f.in.host == "" {
			protocol = accounts.POP3
		}
	}
	offers := map[accounts.Protocol][]accounts.Server{accounts.IMAP: found.IMAP, accounts.POP3: found.POP3}
	acc.Incoming = f.in.server(protocol, f.email, offers[protocol], f.insecure)
	acc.Outgoing = f.out.server(accounts.SMTP, f.email, found.SMTP, f.insecure)
	if f.out.user == "" {
		if err := c.relayUser(&acc.Outgoing); err != nil {
			return acc, err
		}
	}
	f.page.set(&acc)
	return acc, acc.Validate()
}

// relayUser gives a service that only sends the user name that it has for
// everyone, or says what it wants.
func (c *cli) relayUser(s *accounts.Server) error {
	r, ok, err := autoconfig.RelayAt(s.Host)
	if err != nil || !ok {
		return err
	}
	c.note("%s", r.Wants())
	if r.User != "" {
		s.User = r.User
	}
	return nil
}

func needsLookup(protocol string, in, out serverFlags) bool {
	return protocol != string(accounts.None) && in.host == "" || out.host == ""
}

// server is what was given, completed by the first server that was found.
func (f serverFlags) server(p accounts.Protocol, email string, found []accounts.Server, insecure bool) accounts.Server {
	if p == accounts.None || f.host == string(accounts.None) {
		return accounts.Server{Protocol: accounts.None}
	}
	s := accounts.Server{Protocol: p, User: email}
	if f.host == "" && len(found) > 0 {
		s = found[0]
	}
	if f.host != "" {
		s.Host = f.host
	}
	if f.port != 0 {
		s.Port = f.port
	}
	if f.security != "" {
		s.Security = accounts.Security(f.security)
	}
	if f.user != "" {
		s.User = f.user
	}
	if f.auth != "" {
		s.Auth = f.mechanism()
	}
	s.Insecure = insecure
	s.Pin, s.Proxy, s.ClientCertificate = pinGiven(f.trust.Pin), f.trust.Proxy, f.trust.ClientCertificate
	s.SetDefaults(p)
	return s
}

func (c *cli) addChecked(ctx context.Context, a *app.App, acc accounts.Account, f accountFlags) error {
	secrets, err := c.firstSecrets(ctx, a, acc, f)
	if err != nil {
		return err
	}
	if !f.noCheck {
		if err := a.Accounts.Check(ctx, acc, secrets, c.reportCheckQuiet); err != nil {
			return err
		}
	}
	id, err := a.Accounts.Add(ctx, acc, secrets)
	if err != nil {
		return err
	}
	if acc, err = a.Accounts.Account(ctx, id); err != nil {
		return err
	}
	return c.showAccount(ctx, a, acc)
}

// firstSecrets are those that a new account begins with.
func (c *cli) firstSecrets(ctx context.Context, a *app.App, acc accounts.Account, f accountFlags) (app.Secrets, error) {
	if f.page.any() {
		return c.signIn(ctx, a, acc, f.page)
	}
	secrets, err := c.secrets(f.stdin, acc.Email())
	if errors.Is(err, keyring.ErrMissing) && (f.noCheck || noSecret(acc)) {
		err = nil // can be given later with account login
	}
	return secrets, err
}

// noSecret reports whether no server of the account asks for a password.
func noSecret(a accounts.Account) bool {
	for _, s := range []accounts.Server{a.Incoming, a.Outgoing} {
		if !s.Off() && s.Auth != accounts.AuthNone {
			return false
		}
	}
	return true
}

// reportCheckQuiet leaves standard output to the account.
func (c *cli) reportCheckQuiet(s app.CheckStep) {
	if !s.Running && s.Problem == nil {
		c.note("%s %s: ok", s.Server.Protocol, s.Server.Address())
	}
}
