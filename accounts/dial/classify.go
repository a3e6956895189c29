package dial

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"godwit/accounts"
)

// Classify wraps a network error met later on a connection (read, write) as
// *Error. nil, an *Error, a cancelled context and errors that are not of the
// network stay as they are.
func Classify(err error, s accounts.Server) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if typed := (*Error)(nil); errors.As(err, &typed) {
		return err
	}
	if kind := kindOf(err); kind != "" {
		return wrap(s, kind, err)
	}
	return err
}

// failure turns an error of connecting or of the handshake into what Connect
// and StartTLS return. otherwise is the kind of an error that nothing else fits.
func failure(ctx context.Context, s accounts.Server, err error, otherwise Kind) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("connect to %s: %w", s.Address(), context.Canceled)
	}
	kind := kindOf(err)
	if kind == "" {
		kind = otherwise
	}
	return wrap(s, kind, err)
}

// wrap adds what the user needs to know of a certificate.
func wrap(s accounts.Server, kind Kind, err error) *Error {
	e := newError(s, kind, err)
	e.Shown = shownBy(err)
	if pin := (*errPin)(nil); errors.As(err, &pin) {
		e.Valid = pin.valid
	}
	var invalid x509.CertificateInvalidError
	if kind == CertExpired && errors.As(err, &invalid) {
		e.NotAfter = invalid.Cert.NotAfter
	}
	var name x509.HostnameError
	if kind == CertName && errors.As(err, &name) {
		e.Names = namesOf(name.Certificate)
	}
	return e
}

// kindOf is "" for an error that is not of the network.
func kindOf(err error) Kind {
	var proxy errProxy
	if errors.As(err, &proxy) {
		return ProxyFailed
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		if dns.IsNotFound {
			return NoSuchHost
		}
		return DNSFailed
	}
	if kind := kindOfCertificate(err); kind != "" {
		return kind
	}
	var header tls.RecordHeaderError
	if errors.As(err, &header) {
		switch {
		case isRecord(header.RecordHeader):
			return TLSFailed
		case string(header.RecordHeader[:]) == "HTTP/":
			return Portal
		}
		return NotTLS
	}
	var alert tls.AlertError
	var op *net.OpError
	if errors.As(err, &alert) || errors.As(err, &op) && op.Op == "remote error" {
		return TLSFailed
	}
	var timeout net.Error
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return Timeout
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, net.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return Closed
	}
	return kindOfErrno(err)
}

func kindOfCertificate(err error) Kind {
	var pin *errPin
	if errors.As(err, &pin) {
		return CertChanged
	}
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) {
		switch {
		case invalid.Reason != x509.Expired || invalid.Cert == nil:
			return CertUnknown
		case time.Now().Before(invalid.Cert.NotBefore):
			return CertNotYet
		}
		return CertExpired
	}
	var name x509.HostnameError
	if errors.As(err, &name) {
		return CertName
	}
	var failed *tls.CertificateVerificationError
	if errors.As(err, &failed) {
		return CertUnknown
	}
	return ""
}

// isRecord reports whether five bytes can begin a TLS record: content types 20
// to 24, major version 3 (RFC 8446 5.1).
func isRecord(header [5]byte) bool {
	return header[0] >= 20 && header[0] <= 24 && header[1] == 3
}

const (
	maxNames   = 20
	maxNameLen = 255
)

// foreignToNames: such a character is in no host's name or address. A certificate
// that nobody vouches for may say anything, and its names are shown.
func foreignToNames(r rune) bool {
	return !strings.ContainsRune("-._:*", r) && (r > 'z' || r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a')
}

// namesOf lists whom a certificate was made for.
func namesOf(cert *x509.Certificate) []string {
	if cert == nil {
		return nil
	}
	var names []string
	add := func(name string) {
		if len(names) < maxNames && name != "" && len(name) <= maxNameLen && !strings.ContainsFunc(name, foreignToNames) {
			names = append(names, name)
		}
	}
	for _, name := range cert.DNSNames {
		add(name)
	}
	for _, ip := range cert.IPAddresses {
		add(ip.String())
	}
	if len(names) == 0 {
		add(cert.Subject.CommonName)
	}
	return names
}
