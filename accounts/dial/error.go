package dial

import (
	"fmt"
	"strings"
	"time"

	"godwit/accounts"
)

// Kind says what went wrong, for app.Explain.
type Kind string

const (
	NoSuchHost      Kind = "no-such-host"
	DNSFailed       Kind = "dns-failed"  // resolver did not answer
	Refused         Kind = "refused"     // nothing listens on the port
	Unreachable     Kind = "unreachable" // no route, network down
	Timeout         Kind = "timeout"
	Closed          Kind = "closed" // EOF, reset
	CertExpired     Kind = "cert-expired"
	CertNotYet      Kind = "cert-not-yet"
	CertName        Kind = "cert-name"
	CertUnknown     Kind = "cert-unknown"   // issuer not trusted, self-signed
	TLSFailed       Kind = "tls-failed"     // version, protocol
	NotTLS          Kind = "not-tls"        // the port speaks plain text
	NoStartTLS      Kind = "no-starttls"    // the server does not offer it, or refuses
	Injected        Kind = "injected"       // bytes from before TLS
	Unprotected     Kind = "unprotected"    // plain text refused by our own rule
	NotThisProtocol Kind = "wrong-protocol" // the greeting is of something else
	Portal          Kind = "portal"         // a web server answers
	SpeaksTLS       Kind = "speaks-tls"     // the port waits for TLS from the first byte
	CertChanged     Kind = "cert-changed"   // not the one that was pinned
	OwnCertificate  Kind = "own-cert"       // the file of the certificate to show cannot be read
	ProxyFailed     Kind = "proxy"          // it is not there, or refused
)

// Error is a connection that did not come about or broke. Its text is
// technical; what the user reads is made from the fields.
type Error struct {
	Kind     Kind
	Host     string
	Port     int
	Protocol accounts.Protocol
	NotAfter time.Time    // CertExpired
	Names    []string     // CertName: whose certificate it is, at most 20 names
	Tried    []string     // addresses that the name led to, where none of them could be connected to
	Speaks   string       // NotThisProtocol: what it seems to be instead, "POP3"; "": not known
	Shown    *Certificate // what the server showed, where that is why; else nil
	Valid    bool         // CertChanged: the system would trust what was shown
	Err      error
}

func newError(s accounts.Server, k Kind, err error) *Error {
	return &Error{Kind: k, Host: s.Host, Port: s.Port, Protocol: s.Protocol, Err: err}
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Protocol != "" {
		b.WriteString(string(e.Protocol) + " ")
	}
	b.WriteString(accounts.Server{Host: e.Host, Port: e.Port}.Address())
	b.WriteString(": " + strings.ReplaceAll(string(e.Kind), "-", " "))
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }
