// Package dial opens the connections that the mail protocols use: TCP, TLS
// from the first byte or after STARTTLS, with one policy for names, roots,
// versions and waits.
//
// It never connects without protection unless accounts.Server.MayBePlain says
// so, never accepts a certificate that does not verify, never falls back from
// what was asked, and never waits for ever: connecting, the handshake and each
// single read and write have a limit.
//
// What goes wrong before and during the handshake is an *Error with a Kind.
// Reads and writes return the errors of package net as they are, so that
// readers above see io.EOF; Classify turns those into *Error as well. A wait
// that the caller's context cancelled stays context.Canceled.
package dial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"godwit/accounts"
)

const (
	connectWait   = 30 * time.Second // all addresses of a host together
	handshakeWait = 30 * time.Second
	readWait      = 60 * time.Second // one read or write, unless SetWait says otherwise
)

// Dialer opens connections. The zero value is ready: default waits, and the
// system's roots with those of SSL_CERT_FILE and SSL_CERT_DIR.
type Dialer struct {
	Timeout time.Duration // at most this for any single wait; 0: the defaults
	// ProxySecret gives the password for a server's proxy, which has a user; nil: "".
	ProxySecret func(ctx context.Context, s accounts.Server) (string, error)
	// Lookup finds the addresses of a host; network is "ip", "ip4" or "ip6". nil: DNS.
	Lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)
	// Saw hears of the certificate of each connection that is protected; nil: nobody.
	Saw func(s accounts.Server, shown Certificate)
}

// Connect opens a TCP connection to s, trying its addresses side by side (RFC
// 8305), so that a dead one costs a quarter of a second, and for accounts.TLS
// does the handshake. It returns an *Error, or
// context.Canceled wrapped.
func (d Dialer) Connect(ctx context.Context, s accounts.Server) (*Conn, error) {
	switch s.Security {
	case accounts.TLS, accounts.STARTTLS:
	case accounts.Plain:
		if !s.MayBePlain() {
			return nil, newError(s, Unprotected, errors.New("an unprotected connection is not allowed to this host"))
		}
	default:
		return nil, newError(s, Unprotected, fmt.Errorf("security %q is not known", s.Security))
	}
	host, err := s.ASCIIHost()
	if err != nil {
		return nil, newError(s, NoSuchHost, err)
	}
	var nc net.Conn
	var resolved []string
	if s.Proxy != "" {
		nc, resolved, err = d.connectProxy(ctx, s, host)
	} else {
		nc, resolved, err = d.connectTCP(ctx, host, s.Port, shorter(connectWait, d.Timeout))
	}
	if err != nil {
		err = failure(ctx, s, err, Unreachable)
		if typed := (*Error)(nil); errors.As(err, &typed) {
			typed.Tried = resolved
		}
		return nil, err
	}
	c := &Conn{Conn: nc, server: s, host: host, limit: d.Timeout, resolved: resolved, saw: d.Saw}
	if s.Security == accounts.Plain && !s.Insecure && !c.Loopback() {
		// A resolver that sends "localhost" elsewhere must not win an unprotected connection.
		_ = nc.Close()
		return nil, newError(s, Unprotected, fmt.Errorf("%s leads to %s, which is not this machine", host, nc.RemoteAddr()))
	}
	if s.Security == accounts.TLS {
		if err := c.handshake(ctx); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// shorter is wait, or limit where that is set and shorter.
func shorter(wait, limit time.Duration) time.Duration {
	if limit > 0 && limit < wait {
		return limit
	}
	return wait
}
