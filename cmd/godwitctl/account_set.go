package main

import (
	"context"
	"flag"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/app"
)

// accountSet changes what is given of an account, and nothing else.
func accountSet(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account set")
	var f accountFlags
	f.define(fs)
	colour := fs.String("colour", "", "")
	title := fs.String("title", "", "")
	a, acc, err := c.one(ctx, fs, args)
	if err != nil {
		return err
	}
	defer a.Close()
	given := make(map[string]bool)
	fs.Visit(func(g *flag.Flag) { given[g.Name] = true })
	changed := f.change(acc, given)
	if given["colour"] {
		changed.Colour = *colour
	}
	if given["title"] {
		changed.Name = *title
	}
	if given["collect-into"] {
		if changed.Into, err = accountID(ctx, a, f.into); err != nil {
			return err
		}
	}
	if err := changed.Validate(); err != nil {
		return err
	}
	var s app.Secrets
	switch {
	case f.page.any():
		s, err = c.signIn(ctx, a, changed, f.page)
	case f.stdin:
		s, err = c.secrets(true, acc.Email())
	default:
		s.Proxy = proxySecret()
	}
	if err != nil {
		return err
	}
	connects := s != (app.Secrets{}) || changed.Incoming != acc.Incoming || changed.Outgoing != acc.Outgoing
	if connects && !f.noCheck {
		if err := a.Accounts.Check(ctx, changed, s, c.reportCheckQuiet); err != nil {
			return err
		}
	}
	if err := a.Accounts.Update(ctx, changed, s); err != nil {
		return err
	}
	if changed, err = a.Accounts.Account(ctx, acc.ID); err != nil {
		return err
	}
	return c.showAccount(ctx, a, changed)
}

// change is the account with what was given; the rest as it is.
func (f accountFlags) change(acc accounts.Account, given map[string]bool) accounts.Account {
	acc.Identities = append([]accounts.Identity(nil), acc.Identities...)
	if len(acc.Identities) > 0 {
		if given["name"] {
			acc.Identities[0].Name = f.name
		}
		if given["email"] {
			acc.Identities[0].Email = f.email
		}
	}
	if given["keyring"] {
		acc.Secrets = accounts.Place(f.place)
	}
	if given["sent-copy"] {
		acc.SentCopy = accounts.SentCopy(f.sentCopy)
	}
	if given["leave-days"] {
		acc.LeaveDays = f.leaveDays
	}
	if given["delete-too"] {
		acc.DeleteToo = f.deleteToo
	}
	in := acc.Incoming.Protocol
	if given["protocol"] {
		in = accounts.Protocol(f.protocol)
	}
	acc.Incoming = f.in.change(acc.Incoming, in, "in", given)
	acc.Outgoing = f.out.change(acc.Outgoing, accounts.SMTP, "out", given)
	for _, s := range []*accounts.Server{&acc.Incoming, &acc.Outgoing} {
		if s.User == "" && !s.Off() { // it had none before
			s.User = acc.Email()
		}
	}
	if given["insecure"] {
		acc.Incoming.Insecure = f.insecure && !acc.Incoming.Off()
	}
	f.page.set(&acc)
	return acc
}

// change is a server with what was given. Another protocol or protection brings
// its usual port.
func (f serverFlags) change(s accounts.Server, p accounts.Protocol, prefix string, given map[string]bool) accounts.Server {
	any := false
	for name := range given {
		any = any || strings.HasPrefix(name, prefix+"-")
	}
	switch {
	case p == accounts.None || given[prefix+"-host"] && f.host == string(accounts.None):
		return accounts.Server{Protocol: accounts.None}
	case s.Off() && !any && p == accounts.SMTP: // it only receives, and still does
		return s
	}
	other := s.Protocol != p
	s.Protocol = p
	for name, set := range map[string]func(){
		"host":               func() { s.Host = f.host },
		"security":           func() { s.Security, other = accounts.Security(f.security), true },
		"user":               func() { s.User = f.user },
		"auth":               func() { s.Auth = f.mechanism() },
		"pin":                func() { s.Pin = pinGiven(f.trust.Pin) },
		"proxy":              func() { s.Proxy = f.trust.Proxy },
		"client-certificate": func() { s.ClientCertificate = f.trust.ClientCertificate },
	} {
		if given[prefix+"-"+name] {
			set()
		}
	}
	if other {
		s.Port = 0
	}
	if given[prefix+"-port"] {
		s.Port = f.port
	}
	s.SetDefaults(p)
	return s
}

// mechanism is how to sign in; "auto" leaves it to both sides.
func (f serverFlags) mechanism() accounts.Mechanism {
	if f.auth == "auto" {
		return accounts.AuthAuto
	}
	return accounts.Mechanism(f.auth)
}

// pinGiven reads a SHA-256 as other programs print it.
func pinGiven(s string) string {
	return strings.ToLower(strings.NewReplacer(":", "", " ", "").Replace(s))
}

// accountOrder puts the accounts into the order in which they are named; those
// that are not named follow as they were.
func accountOrder(ctx context.Context, c *cli, args []string) error {
	names, err := parseFlags(c.flags("account order"), args)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return usagef("account order A…")
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	var ids []accounts.ID
	named := make(map[accounts.ID]bool)
	for _, name := range names {
		acc, err := findAccount(ctx, a, name)
		if err != nil {
			return err
		}
		if named[acc.ID] {
			return usagef("account order: %s is named twice", name)
		}
		named[acc.ID] = true
		ids = append(ids, acc.ID)
	}
	list, err := a.Accounts.List(ctx)
	if err != nil {
		return err
	}
	for _, acc := range list {
		if !named[acc.ID] {
			ids = append(ids, acc.ID)
		}
	}
	return a.Accounts.SetOrder(ctx, ids)
}

// accountMoveSecrets keeps an account's passwords elsewhere, without asking for
// them.
func accountMoveSecrets(ctx context.Context, c *cli, args []string) error {
	names, err := parseFlags(c.flags("account move-secrets"), args)
	if err != nil {
		return err
	}
	if len(names) != 2 {
		return usagef("account move-secrets A os|file|session")
	}
	place := accounts.Place(names[1])
	switch place {
	case accounts.OSKeyring, accounts.File:
	case accounts.Session:
		return usagef("account move-secrets: this session ends with the command, and the password with it; the window can do this")
	default:
		return usagef("account move-secrets: there is no place %s", strconv.Quote(names[1]))
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	acc, err := findAccount(ctx, a, names[0])
	if err != nil {
		return err
	}
	return a.Accounts.MoveSecrets(ctx, acc.ID, place)
}
