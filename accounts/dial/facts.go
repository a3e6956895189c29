package dial

import (
	"crypto/tls"
	"net"
	"strings"
	"time"
	"unicode"
)

// What is told of a connection to who wants to see it.

// Resolved are the addresses that the server's name led to.
func (c *Conn) Resolved() []string { return c.resolved }

// Certificate says whose the server's is, who vouches for it, and until when;
// "" without TLS.
func (c *Conn) Certificate() string {
	state, ok := c.tlsState()
	if !ok || len(state.PeerCertificates) == 0 {
		return ""
	}
	cert := state.PeerCertificates[0]
	whose := cert.Subject.CommonName
	if names := namesOf(cert); whose == "" && len(names) > 0 {
		whose = names[0]
	}
	issuer := strings.Join(append(cert.Issuer.Organization, cert.Issuer.CommonName), " ")
	return plainText(whose) + ", by " + plainText(issuer) + ", until " + cert.NotAfter.UTC().Format(time.DateOnly)
}

// Line is a name of a certificate as it may be shown: bounded, on one line.
func Line(name string) string { return plainText(name) }

// plainText bounds a name in a certificate and keeps it on one line.
func plainText(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, strings.TrimSpace(s))
	if runes := []rune(s); len(runes) > maxNameLen {
		s = string(runes[:maxNameLen])
	}
	return s
}

// Quiet reports that the server has said nothing that was not read, and has not
// hung up. false may also mean that it cannot be known without a wait.
func (c *Conn) Quiet() bool {
	c.mu.Lock()
	inner := c.Conn
	c.mu.Unlock()
	if tc, ok := inner.(*tls.Conn); ok {
		inner = tc.NetConn()
	}
	tcp, ok := inner.(*net.TCPConn)
	if !ok {
		return false
	}
	raw, err := tcp.SyscallConn()
	return err == nil && quiet(raw)
}
