// Package dial: TEMPORARY contract; keep names and signatures, split into files, build.
package dial

import (
	"context"
	"net"
	"time"

	"godwit/accounts"
)

// Dialer opens every connection the mail protocols make. The zero value is ready: default timeouts, system roots (SSL_CERT_FILE/SSL_CERT_DIR honoured, also on macOS).
type Dialer struct {
	Timeout time.Duration // at most this for any single wait; 0: the defaults
}

// Connect opens TCP (happy eyeballs) and, for accounts.TLS, does the handshake (TLS 1.2 at least, name checked).
// accounts.Plain is refused unless the host is loopback or s.Insecure (for SMTP: loopback only).
func (d Dialer) Connect(ctx context.Context, s accounts.Server) (*Conn, error) { panic("unbuilt") }

// Conn is a connection with a deadline on every read and write.
type Conn struct {
	net.Conn
}

// StartTLS upgrades c after the server agreed. buffered is what the reader above had read past the server's answer:
// if not 0 the connection is refused (an injection, RFC 3501 errata / CVE-2011-0411 family).
func (c *Conn) StartTLS(ctx context.Context, buffered int) error { panic("unbuilt") }
func (c *Conn) TLS() string                                      { panic("unbuilt") } // "TLS 1.3 TLS_AES_128_GCM_SHA256", "" in plain text
func (c *Conn) Loopback() bool                                   { panic("unbuilt") }

// SetWait bounds each following single read or write; 0 goes back to the default. Shortened to Dialer.Timeout.
func (c *Conn) SetWait(d time.Duration) { panic("unbuilt") }

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
)

// Error is a connection that did not come about or broke.
type Error struct {
	Kind     Kind
	Host     string
	Port     int
	Protocol accounts.Protocol
	NotAfter time.Time // CertExpired
	Names    []string  // CertName: whose certificate it is
	Err      error
}

func (e *Error) Error() string { panic("unbuilt") }
func (e *Error) Unwrap() error { return e.Err }

// Classify wraps a network error met later on a connection (read, write) as *Error; nil stays nil, an *Error stays itself.
func Classify(err error, s accounts.Server) error { panic("unbuilt") }
