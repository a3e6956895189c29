// Package autoconfig finds the servers for a mail address: in the built-in
// table by the address's domain, then by the domain's mail exchangers, else by
// guessing names. One step per file.
//
// It sends no password anywhere, not even the address: the only thing that
// leaves the machine is a DNS question about the domain, and only for a domain
// that the table does not have. It connects to no mail server; whether what it
// found works is found out by signing in. Without a network it still answers,
// at worst with a guess that says so.
package autoconfig

import (
	"context"
	"fmt"
	"strings"

	"godwit/accounts"
)

// Where a Found comes from.
const (
	SourceTable = "built-in table"
	SourceMX    = "built-in table, by the domain's mail exchanger"
	SourceGuess = "guess"
)

// Found is a set of servers for an address and where it comes from.
type Found struct {
	Source   string            // SourceTable, SourceMX, SourceGuess
	Provider string            // "Gmail / Google Workspace", "" if unknown
	IMAP     []accounts.Server // best first; User filled in for the address
	POP3     []accounts.Server
	SMTP     []accounts.Server
	SentCopy accounts.SentCopy // "" unknown
	Auth     []string          // "password", "app-password", "oauth2", ...
	Hint     string            // a sentence about what the user must do first, "" if nothing
	NoAccess bool              // the provider has no IMAP, POP3 or SMTP at all (Hint says so)
}

// Lookup finds servers for an address. It takes at most two seconds, and fails
// only for what is not an address or when ctx ends.
func Lookup(ctx context.Context, email string) (Found, error) {
	return lookup(ctx, email, exchangers)
}

func lookup(ctx context.Context, email string, mx func(ctx context.Context, domain string) []string) (Found, error) {
	email = strings.TrimSpace(email)
	if problem := accounts.AddressProblem(email); problem != "" {
		return Found{}, &accounts.Invalid{Field: "email", Text: problem}
	}
	domain, err := accounts.ASCIIDomain(email)
	if err != nil {
		return Found{}, fmt.Errorf("find servers: %w", err)
	}
	t, err := load()
	if err != nil {
		return Found{}, err
	}
	if p, ok := t.byDomain(domain); ok {
		return p.found(SourceTable, email, domain), nil
	}
	if p, ok := t.byExchangers(mx(ctx, domain)); ok {
		return p.found(SourceMX, email, domain), nil
	}
	if err := ctx.Err(); err != nil {
		return Found{}, err
	}
	return guess(email, domain), nil
}
