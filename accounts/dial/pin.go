package dial

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// Certificate is what a server showed, for a person to look at.
type Certificate struct {
	Pin        string // SHA-256 of it, hexadecimal; accounts.Server.Pin accepts this one
	Subject    string
	Issuer     string
	Names      []string // whom it was made for, at most 20
	Begins     time.Time
	Ends       time.Time
	SelfSigned bool
}

func certificateOf(c *x509.Certificate) *Certificate {
	return &Certificate{
		Pin: pinOf(c), Subject: plainText(c.Subject.String()), Issuer: plainText(c.Issuer.String()), Names: namesOf(c),
		Begins: c.NotBefore, Ends: c.NotAfter, SelfSigned: c.CheckSignatureFrom(c) == nil,
	}
}

func pinOf(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}

// errPin: the server does not show the certificate that was pinned for it.
type errPin struct {
	shown *x509.Certificate
	valid bool // the system would trust it
}

func (e *errPin) Error() string {
	if e.valid {
		return "another certificate than the pinned one, which the system trusts"
	}
	return "another certificate than the pinned one"
}

// config is how TLS is done with a server. A pin takes the place of every other
// trust: exactly that certificate, for this host, and nothing else, not even one
// that the system would take.
func (c *Conn) config(pool *x509.CertPool) (*tls.Config, error) {
	// No ALPN: mail servers that were never told about it end the handshake.
	config := &tls.Config{ServerName: c.host, RootCAs: pool, MinVersion: tls.VersionTLS12}
	if c.server.Pin != "" {
		config.InsecureSkipVerify = true // verified below
		config.VerifyConnection = func(state tls.ConnectionState) error { return c.pinned(state, pool) }
	}
	if file := c.server.ClientCertificate; file != "" {
		own, err := tls.LoadX509KeyPair(file, file)
		if err != nil {
			return nil, fmt.Errorf("own certificate: %w", err)
		}
		config.Certificates = []tls.Certificate{own}
	}
	return config, nil
}

func (c *Conn) pinned(state tls.ConnectionState, pool *x509.CertPool) error {
	if len(state.PeerCertificates) == 0 {
		return errors.New("no certificate")
	}
	shown := state.PeerCertificates[0]
	if pinOf(shown) == c.server.Pin {
		return nil
	}
	others := x509.NewCertPool()
	for _, cert := range state.PeerCertificates[1:] {
		others.AddCert(cert)
	}
	_, err := shown.Verify(x509.VerifyOptions{DNSName: c.host, Roots: pool, Intermediates: others})
	return &errPin{shown, err == nil}
}

// shownBy is the certificate that a handshake failed for, if there is one.
func shownBy(err error) *Certificate {
	var pin *errPin
	var failed *tls.CertificateVerificationError
	switch {
	case errors.As(err, &pin):
		return certificateOf(pin.shown)
	case errors.As(err, &failed) && len(failed.UnverifiedCertificates) > 0:
		return certificateOf(failed.UnverifiedCertificates[0])
	}
	return nil
}

// Pinned reports whether the connection's certificate is accepted because a person
// said so.
func (c *Conn) Pinned() bool { return c.server.Pin != "" && c.State() != nil }
