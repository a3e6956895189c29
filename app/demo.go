package app

import (
	"context"
	"fmt"
	"os"

	"godwit/accounts"
	"godwit/sync/localserver"
)

// OpenDemo opens a throw-away profile with two accounts on a mail server
// inside this process, so that everything can be tried with no account and no
// network. Close ends the server and removes the profile.
func OpenDemo(ctx context.Context, o Options) (*App, error) {
	dir, err := os.MkdirTemp("", "godwit-demo-")
	if err != nil {
		return nil, fmt.Errorf("demo profile: %w", err)
	}
	server, err := localserver.Start(localserver.Options{Sample: true})
	if err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("demo server: %w", err)
	}
	o.Profile = dir
	a, err := Open(ctx, o)
	if err != nil {
		server.Close()
		os.RemoveAll(dir)
		return nil, err
	}
	a.cleanup = append([]func(){func() { os.RemoveAll(dir) }, func() { server.Close() }}, a.cleanup...)
	for _, u := range server.Users() {
		acc := accounts.Account{
			Identities: []accounts.Identity{{Name: u.Name, Email: u.Email}},
			Incoming:   server.IMAP(),
			Outgoing:   server.SMTP(),
			SentCopy:   accounts.SentByClient,
			Secrets:    accounts.Session,
		}
		acc.Incoming.User, acc.Outgoing.User = u.Email, u.Email
		if _, err := a.Accounts.Add(ctx, acc, Secrets{Incoming: u.Password}); err != nil {
			a.Close()
			return nil, fmt.Errorf("demo account: %w", err)
		}
	}
	return a, nil
}
