// Package accounts describes a mail account: who it is, where its servers are
// and how to sign in. It does no I/O and holds no secret; the packages below
// it find servers (autoconfig), keep secrets (keyring), sign in (auth) and
// connect (dial).
package accounts

import (
	"strconv"
	"strings"
)

// ID names an account within one profile. 0 is no account.
type ID int64

// Account is everything Godwit knows about a mailbox or a sending account,
// except its secrets.
type Account struct {
	ID         ID         `json:"id"`
	Name       string     `json:"name"`       // what the folder tree shows; the address when empty
	Identities []Identity `json:"identities"` // at least one; the first is the default sender
	Incoming   Server     `json:"incoming"`   // Protocol None: the account only sends
	Outgoing   Server     `json:"outgoing"`   // Protocol None: the account only receives
	SentCopy   SentCopy   `json:"sent_copy"`
	LeaveDays  int        `json:"leave_days"`           // POP3: days a collected message stays on the server; 0 is for ever
	DeleteToo  bool       `json:"delete_too,omitempty"` // POP3: what is deleted here is deleted on the server
	Into       ID         `json:"into,omitempty"`       // POP3: the account whose inbox the mail is collected into; 0: its own
	Keep       Keep       `json:"keep"`                 // which bodies are kept here; a folder may say otherwise
	Secrets    Place      `json:"secrets"`              // where the passwords are kept
	Leaving    Place      `json:"leaving,omitempty"`    // where they still have to be removed, after a move that was cut short; "": nowhere
	Colour     string     `json:"colour,omitempty"`     // "#rrggbb" of its mail in lists; "": one by its place
	Order      int        `json:"order,omitempty"`      // its place among the accounts; those with the same by ID
	Revision   int        `json:"revision"`             // raised when settings or secrets change
}

// Identity is a sender's name and address.
type Identity struct {
	Name      string `json:"name"`
	Email     string `json:"email"`
	ReplyTo   string `json:"reply_to,omitempty"`
	Signature string `json:"signature,omitempty"`       // plain text, without the "-- " line
	Above     bool   `json:"signature_above,omitempty"` // in a reply it stands above the quote
	CatchAll  bool   `json:"catch_all,omitempty"`       // all of the address's domain comes here, and is answered from where it went
}

// Server is one end point and how to sign in there.
type Server struct {
	Protocol Protocol  `json:"protocol"`
	Host     string    `json:"host"`
	Port     int       `json:"port"`
	Security Security  `json:"security"`
	User     string    `json:"user"`
	Auth     Mechanism `json:"auth,omitempty"`
	Insecure bool      `json:"insecure,omitempty"` // the user asked for an unprotected connection to a host that is not this machine

	Pin               string `json:"pin,omitempty"`                // SHA-256 of the only certificate that is accepted, hexadecimal; "": what the system trusts
	ClientCertificate string `json:"client_certificate,omitempty"` // a PEM file with the certificate to show and its key; "": none
	Proxy             string `json:"proxy,omitempty"`              // "socks5://user@host:port" or "http://…", without a password; "": none
}

// Protocol is what a server speaks.
type Protocol string

const (
	IMAP Protocol = "imap"
	POP3 Protocol = "pop3"
	SMTP Protocol = "smtp"
	None Protocol = "none" // no such server
)

// Security is how a connection is protected. There is no "if available": a
// server that does not do what is asked is refused (RFC 8314 3).
type Security string

const (
	TLS      Security = "tls"      // from the first byte
	STARTTLS Security = "starttls" // upgraded before anything else is said
	Plain    Security = "none"     // unprotected; only this machine, or with Server.Insecure
)

// Mechanism is a SASL mechanism by its registered name, or a choice.
type Mechanism string

const (
	AuthAuto Mechanism = ""     // the strongest that both sides know
	AuthNone Mechanism = "none" // do not sign in
	// AuthPage is a sign-in at the provider's own page: XOAUTH2 or OAUTHBEARER with
	// a token that Godwit keeps fresh.
	AuthPage Mechanism = "oauth2"
)

// SentCopy says who files a copy of a sent message.
type SentCopy string

const (
	SentAuto     SentCopy = "auto"   // Godwit finds out
	SentByClient SentCopy = "client" // Godwit appends it to the Sent mailbox
	SentByServer SentCopy = "server" // the submission server does; a second copy would be a duplicate
)

// Place is where an account's secrets are kept.
type Place string

const (
	OSKeyring Place = "os"      // the desktop's password store
	File      Place = "file"    // a file in the profile, encrypted with a passphrase
	Session   Place = "session" // this process's memory only
)

// Email is the account's main address.
func (a Account) Email() string {
	if len(a.Identities) == 0 {
		return ""
	}
	return a.Identities[0].Email
}

// Title is what to call the account in a list.
func (a Account) Title() string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email()
}

// Address is the server's host:port, with brackets around an IPv6 address.
func (s Server) Address() string {
	host := s.Host
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(s.Port)
}

// SecretKey names the server's password in a keyring. It contains the host, so
// a password is never offered to a server it was not given for.
func (s Server) SecretKey() string {
	return string(s.Protocol) + "://" + s.User + "@" + s.Address()
}

// Off reports whether the account has no such server.
func (s Server) Off() bool { return s.Protocol == None || s.Protocol == "" }
