// Package autoconfig: TEMPORARY contract; keep names and signatures.
package autoconfig

import (
	"context"

	"godwit/accounts"
)

// Found is a set of servers for an address and where it comes from.
type Found struct {
	Source   string            // "built-in table", "guess"
	Provider string            // "Gmail / Google Workspace", "" if unknown
	IMAP     []accounts.Server // best first; User filled in for the address
	POP3     []accounts.Server
	SMTP     []accounts.Server
	SentCopy accounts.SentCopy // "" unknown
	Auth     []string          // "password", "app-password", "oauth2", ...
	Hint     string            // what the user must do first ("App passwords need 2-Step Verification; …"), "" if nothing
	NoAccess bool              // the provider has no IMAP, POP3 or SMTP at all (Hint says so)
}

// Lookup finds servers for an address: the built-in table (by domain, then by the domain's MX), else guesses marked as such.
func Lookup(ctx context.Context, email string) (Found, error) { panic("unbuilt") }
