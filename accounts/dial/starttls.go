package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"time"
)

// StartTLS upgrades c after the server agreed to. buffered is how many bytes
// the reader above had read past the server's answer: anything but 0 was
// injected before the protection began, and the connection is closed (the
// family of CVE-2011-0411). It returns an *Error, or context.Canceled wrapped;
// c is closed then.
func (c *Conn) StartTLS(ctx context.Context, buffered int) error {
	if _, ok := c.tlsState(); ok {
		return newError(c.server, TLSFailed, errors.New("the connection is under tls already"))
	}
	if buffered != 0 {
		_ = c.Close()
		return newError(c.server, Injected, fmt.Errorf("%d bytes arrived between the answer to starttls and tls", buffered))
	}
	return c.handshake(ctx)
}

// handshake puts TLS over c and checks the server's certificate and name. On
// failure the connection is closed.
func (c *Conn) handshake(ctx context.Context) error {
	pool, poolErr := Roots()
	c.mu.Lock()
	plain := c.Conn
	c.mu.Unlock()
	// Replaces what earlier reads and writes left, and ends the handshake.
	if err := plain.SetDeadline(time.Now().Add(shorter(handshakeWait, c.limit))); err != nil {
		_ = plain.Close()
		return failure(ctx, c.server, err, TLSFailed)
	}
	config, err := c.config(pool)
	if err != nil {
		_ = plain.Close()
		return newError(c.server, OwnCertificate, err)
	}
	protected := tls.Client(plain, config)
	if err := protected.HandshakeContext(ctx); err != nil {
		_ = plain.Close()
		e := failure(ctx, c.server, err, TLSFailed)
		if typed := (*Error)(nil); poolErr != nil && errors.As(e, &typed) && typed.Kind == CertUnknown {
			typed.Err = fmt.Errorf("%w (extra roots: %w)", typed.Err, poolErr)
		}
		return e
	}
	if shown := protected.ConnectionState().PeerCertificates; c.saw != nil && len(shown) > 0 {
		c.saw(c.server, *certificateOf(shown[0]))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Conn, c.readBy, c.writeBy = protected, time.Time{}, time.Time{}
	return nil
}
