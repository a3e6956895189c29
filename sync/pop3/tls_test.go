package pop3

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/localserver"
)

// certificate makes a certificate for 127.0.0.1 that signs itself, as PEM files.
func certificate(t *testing.T) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: private},
	} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile
}

func TestTLS(t *testing.T) {
	certFile, keyFile := certificate(t)
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
		t.Run(string(security), func(t *testing.T) {
			f := newFixture(t, localserver.Options{TLS: &tls.Config{Certificates: []tls.Certificate{cert}}, Security: security})
			f.deliver(25)
			var e *dial.Error
			if err := f.Once(t.Context()); !errors.As(err, &e) || e.Kind != dial.CertUnknown {
				t.Errorf("an unknown certificate: %v", err)
			}
			t.Setenv("SSL_CERT_FILE", certFile)
			if n := f.once(); n != 25 {
				t.Errorf("%d new, want 25", n)
			}
			f.same()
			if security == accounts.TLS {
				return
			}
			f.Remote.server.Security = accounts.Plain
			if err := f.Once(t.Context()); err == nil {
				t.Error("signed in without protection to a server that wants it")
			}
		})
	}
}
