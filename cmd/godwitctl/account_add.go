package main

import (
	"context"
	"errors"

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
}

func accountAdd(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account add")
	email := fs.String("email", "", "")
	name := fs.String("name", "", "")
	protocol := fs.String("protocol", "", "")
	var in, out serverFlags
	for _, s := range []struct {
		prefix string
		f      *serverFlags
	}{{"in", &in}, {"out", &out}} {
		fs.StringVar(&s.f.host, s.prefix+"-host", "", "")
		fs.IntVar(&s.f.port, s.prefix+"-port", 0, "")
		fs.StringVar(&s.f.security, s.prefix+"-security", "", "")
		fs.StringVar(&s.f.user, s.prefix+"-user", "", "")
		fs.StringVar(&s.f.auth, s.prefix+"-auth", "", "")
	}
	stdin := fs.Bool("password-stdin", false, "")
	place := fs.String("keyring", string(accounts.OSKeyring), "")
	noCheck := fs.Bool("no-check", false, "")
	insecure := fs.Bool("insecure", false, "")
	leave := fs.Int("leave-days", 0, "")
	sentCopy := fs.String("sent-copy", "", "")
	if rest, err := parseFlags(fs, args); err != nil {
		return err
	} else if len(rest) > 0 || *email == "" {
		return usagef("account add --email ADDRESS …")
	}

	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	var found autoconfig.Found
	if needsLookup(*protocol, in, out) {
		if found, err = a.Accounts.Lookup(ctx, *email); err != nil {
			return err
		}
		if found.NoAccess {
			return usagef("%s: %s", *email, found.Hint)
		}
		if found.Hint != "" {
			c.note("%s", found.Hint)
		}
	}
	acc := accounts.Account{
		Identities: []accounts.Identity{{Name: *name, Email: *email}},
		SentCopy:   accounts.SentCopy(*sentCopy),
		LeaveDays:  *leave,
		Secrets:    accounts.Place(*place),
	}
	if acc.SentCopy == "" {
		acc.SentCopy = found.SentCopy
	}
	if acc.SentCopy == "" {
		acc.SentCopy = accounts.SentByClient
	}
	if *protocol == "" {
		*protocol = string(accounts.IMAP)
		if len(found.IMAP) == 0 && len(found.POP3) > 0 && in.host == "" {
			*protocol = string(accounts.POP3)
		}
	}
	offers := map[accounts.Protocol][]accounts.Server{accounts.IMAP: found.IMAP, accounts.POP3: found.POP3}
	acc.Incoming = in.server(accounts.Protocol(*protocol), *email, offers[accounts.Protocol(*protocol)], *insecure)
	acc.Outgoing = out.server(accounts.SMTP, *email, found.SMTP, *insecure)
	return c.addChecked(ctx, a, acc, *stdin, *noCheck)
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
	switch f.auth {
	case "", "auto":
	default:
		s.Auth = accounts.Mechanism(f.auth)
	}
	s.Insecure = insecure
	s.SetDefaults(p)
	return s
}

func (c *cli) addChecked(ctx context.Context, a *app.App, acc accounts.Account, stdin, noCheck bool) error {
	if err := acc.Validate(); err != nil {
		return err
	}
	secrets, err := c.secrets(stdin, acc.Email())
	if errors.Is(err, keyring.ErrMissing) && (noCheck || noSecret(acc)) {
		err = nil // can be given later with account login
	}
	if err != nil {
		return err
	}
	if !noCheck {
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
	return c.showAccount(acc)
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
