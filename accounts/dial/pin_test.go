package dial

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"godwit/accounts"
)

// TestPin: one certificate is accepted for one host, whatever is wrong with it,
// and no other, whatever speaks for that.
func TestPin(t *testing.T) {
	trusted, foreign := newAuthority(t), newAuthority(t)
	trusted.trust(t)
	with := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	own := foreign.issue(t, loopback())
	expired := foreign.issue(t, leaf{names: []string{"mail.example.org"}, from: -2 * time.Hour, to: -time.Minute})
	good := trusted.issue(t, loopback())
	pin := func(c tls.Certificate) string {
		leaf, err := x509.ParseCertificate(c.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		return pinOf(leaf)
	}
	for _, c := range []struct {
		name  string
		shown tls.Certificate
		pin   string
		kind  Kind
		valid bool
	}{
		{"the pinned one", own, pin(own), "", false},
		{"expired and another's name, but pinned", expired, pin(expired), "", false},
		{"another one", foreign.issue(t, loopback()), pin(own), CertChanged, false},
		{"one that the system trusts, in place of the pinned", good, pin(own), CertChanged, true},
		{"no pin", own, "", CertUnknown, false},
	} {
		for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
			t.Run(string(security)+" "+c.name, func(t *testing.T) {
				peer := speakTLS(with(c.shown))
				if security == accounts.STARTTLS {
					peer = agree(peer)
				}
				s := serve(t, peer)
				s.Security, s.Pin = security, c.pin
				conn, err := connect(t, Dialer{Timeout: 20 * time.Second}, s)
				if c.kind == "" {
					if err != nil {
						t.Fatal(err)
					}
					if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || line != "* OK ready\r\n" || !conn.Pinned() {
						t.Errorf("heard %q, %v, pinned %v", line, err, conn.Pinned())
					}
					conn.Close()
					return
				}
				e := wantKind(t, err, c.kind)
				if e.Shown == nil || e.Shown.Pin != pin(c.shown) || e.Shown.Ends.IsZero() {
					t.Errorf("what was shown: %+v", e.Shown)
				}
				if c.kind == CertChanged && e.Valid != c.valid {
					t.Errorf("the system would trust it: %v", e.Valid)
				}
			})
		}
	}
}

func TestClientCertificate(t *testing.T) {
	ca := newAuthority(t)
	ca.trust(t)
	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	mine := ca.issue(t, leaf{names: []string{"ann"}})
	heard := make(chan string, 1)
	peer := func(c net.Conn) {
		tc := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{ca.issue(t, loopback())}, ClientAuth: tls.RequestClientCert})
		_ = tc.Handshake()
		name := ""
		if certs := tc.ConnectionState().PeerCertificates; len(certs) > 0 {
			name = certs[0].DNSNames[0]
		}
		heard <- name
	}
	key, err := x509.MarshalPKCS8PrivateKey(mine.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ann.pem")
	text := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: mine.Certificate[0]}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, peer)
	s.ClientCertificate = file
	c, err := connect(t, Dialer{}, s)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := <-heard; got != "ann" {
		t.Errorf("the server saw %q", got)
	}
	s = serve(t, hang)
	s.ClientCertificate = filepath.Join(t.TempDir(), "none.pem")
	_, err = connect(t, Dialer{}, s)
	wantKind(t, err, OwnCertificate)
}
