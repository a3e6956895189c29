// Package autoconfig finds the servers for a mail address: in the built-in
// table by the address's domain; else at once in the file that the domain itself
// gives, in Mozilla's database, by the domain's mail exchangers, by SRV records
// and Autodiscover; else by guessing names. One step per file.
//
// It sends no password anywhere and connects to no mail server; whether what it
// found works is found out by signing in. What leaves the machine, and only for
// a domain that the table does not have: questions to DNS about the domain, the
// domain's name to Mozilla, and the address to the domain's own servers, over
// HTTPS alone. Answers that somebody on the way could have made, or that name
// another's servers, come with a Doubt: a person is asked before a password goes
// there. Every answer is bounded in size and time. Without a network it still
// answers, at worst with a guess that says so.
package autoconfig

import (
	"godwit/accounts"
)

// Where a Found comes from, best first.
const (
	SourceTable        = "built-in table"
	SourceDomain       = "the domain's own file"
	SourceISPDB        = "Mozilla's database"
	SourceMX           = "built-in table, by the domain's mail exchanger"
	SourceISPDBMX      = "Mozilla's database, by the domain's mail exchanger"
	SourceSRV          = "the domain's SRV records"
	SourceAutodiscover = "Autodiscover"
	SourceGuess        = "guess"
)

// Found is a set of servers for an address and where it comes from.
type Found struct {
	Source   string            // one of the Source constants
	Provider string            // "Gmail / Google Workspace", "" if unknown
	IMAP     []accounts.Server // best first; User filled in for the address
	POP3     []accounts.Server
	SMTP     []accounts.Server
	SentCopy accounts.SentCopy // "" unknown
	Auth     []string          // "password", "app-password", "oauth2", ...
	Hint     string            // a sentence about what the user must do first, "" if nothing
	Help     string            // the provider's page about that, "" if there is none
	Doubt    string            // why to ask before a password goes to these servers, "" if there is no reason
	NoAccess bool              // the provider has no IMAP, POP3 or SMTP at all (Hint says so)
	Tried    []Try             // what was asked, in the order of the sources
}

// Try is one place that was asked, to be shown to who wonders.
type Try struct {
	Source  string
	Where   string // an address or a name in DNS
	Outcome string // "found", or why not, in words
}
