package smtp

import (
	"context"
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
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

// certificate makes a self-signed certificate for 127.0.0.1; trusted, it is
// made a root of this test.
func certificate(t *testing.T, trusted bool) *tls.Config {
	t.Helper()
	return certificateWith(t, trusted, func(*x509.Certificate, *tls.Config) {})
}

// certificateWith changes the certificate, or what is done with it, before it is made.
func certificateWith(t *testing.T, trusted bool, change func(*x509.Certificate, *tls.Config)) *tls.Config {
	t.Helper()
	conf := &tls.Config{}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	change(template, conf)
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if trusted {
		name := filepath.Join(t.TempDir(), "root.pem")
		if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("SSL_CERT_FILE", name)
	}
	conf.Certificates = []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}
	return conf
}

var offersTLS = script{"EHLO": "250-mail.test\r\n250-STARTTLS\r\n250 AUTH PLAIN"}

func with(s script, more ...string) script {
	out := script{}
	for k, v := range s {
		out[k] = v
	}
	for i := 0; i < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

func TestProtected(t *testing.T) {
	conf := certificate(t, true)
	for name, implicit := range map[string]bool{"tls": true, "starttls": false} {
		t.Run(name, func(t *testing.T) {
			p := serve(t, offersTLS, conf, implicit)
			r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
			if got := outcome(r, err); got != "ok sent" {
				t.Fatalf("%s: %v", got, err)
			}
			if !strings.HasPrefix(r.TLS, "TLS 1.3") {
				t.Errorf("TLS %q", r.TLS)
			}
			if _, messages := p.seen(); len(messages) != 1 || messages[0] != message {
				t.Errorf("the server has %q", messages)
			}
		})
	}
}

// TestUnprotected: what a server or somebody in between does about TLS never
// gets a password out of the client, nor his words onto the screen.
func TestUnprotected(t *testing.T) {
	const evil = "visit evil.example"
	conf := certificate(t, true)
	tests := []struct {
		name string
		does script
		want string
		kind dial.Kind
	}{
		{"not offered", script{"EHLO": "250-" + evil + "\r\n250 AUTH PLAIN"}, "hold tls queued", dial.NoStartTLS},
		{"refused", with(offersTLS, "STARTTLS", "454 "+evil), "hold tls 454 queued", dial.NoStartTLS},
		{"refused for good", with(offersTLS, "STARTTLS", "502 "+evil), "hold tls 502 queued", dial.NoStartTLS},
		{"closing", with(offersTLS, "STARTTLS", "421 "+evil), "retry tls 421 queued", ""},
		{"injected", with(offersTLS, "STARTTLS", "220 ok\r\n250 "+evil), "hold tls queued", dial.Injected},
		{"drops", with(offersTLS, "STARTTLS", "220 ok THEN DROP"), "retry tls queued", dial.Closed},
		{"greeting", with(offersTLS, "greeting", "554 "+evil), "hold greeting 554 queued", ""},
		{"garbage", with(offersTLS, "greeting", evil), "retry greeting queued", dial.NotThisProtocol},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := serve(t, test.does, conf, false)
			r, err := client(time.Second).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
			if got := outcome(r, err); got != test.want {
				t.Errorf("got %s, want %s (%v)", got, test.want, err)
			}
			var d *dial.Error
			if errors.As(err, &d); test.kind != "" && (d == nil || d.Kind != test.kind) {
				t.Errorf("error %v, want kind %s", err, test.kind)
			}
			if all := strings.Join(r.Transcript, "\n") + err.Error(); strings.Contains(all, "evil") {
				t.Errorf("what was said before TLS is shown:\n%s", all)
			}
			if commands, _ := p.seen(); strings.Contains(strings.Join(commands, "\n"), "AUTH") {
				t.Errorf("signed in without protection: %q", commands)
			}
		})
	}
}

func TestForeignCertificate(t *testing.T) {
	conf := certificate(t, false)
	for _, implicit := range []bool{true, false} {
		p := serve(t, offersTLS, conf, implicit)
		r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
		var d *dial.Error
		if got := outcome(r, err); got != "hold tls queued" || !errors.As(err, &d) || d.Kind != dial.CertUnknown {
			t.Errorf("%s: %v", got, err)
		}
	}
}

func TestRefusesPlainToOthers(t *testing.T) {
	s := accounts.Server{Protocol: accounts.SMTP, Host: "192.0.2.1", Port: 25, Security: accounts.Plain, Insecure: true, User: "ada"}
	r, err := client(time.Second).Send(t.Context(), s, envelope("bob@example.net"), strings.NewReader(message))
	var d *dial.Error
	if got := outcome(r, err); got != "hold connect queued" || !errors.As(err, &d) || d.Kind != dial.Unprotected {
		t.Errorf("%s: %v", got, err)
	}
}

func TestNobodyListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := accounts.Server{Protocol: accounts.SMTP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain}
	l.Close()
	r, err := client(time.Second).Send(t.Context(), s, envelope("bob@example.net"), strings.NewReader(message))
	var d *dial.Error
	if got := outcome(r, err); got != "retry connect queued" || !errors.As(err, &d) || d.Kind != dial.Refused {
		t.Errorf("%s: %v", got, err)
	}
}

// TestCancel: a cancelled context ends the attempt at every stage before the
// dot, and nothing is sent.
func TestCancel(t *testing.T) {
	for _, stage := range []mail.SendStage{mail.StageConnect, mail.StageGreeting, mail.StageHello, mail.StageAuth, mail.StageMail, mail.StageRcpt, mail.StageData, mail.StageDot} {
		t.Run(string(stage), func(t *testing.T) {
			p := serve(t, nil, nil, false)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			env := envelope("bob@example.net")
			env.Stage = func(s mail.SendStage) error {
				if s == stage {
					cancel()
				}
				return nil
			}
			r, err := client(time.Minute).Send(ctx, p.server(), env, strings.NewReader(message))
			if !errors.Is(err, context.Canceled) || strings.HasPrefix(outcome(r, err), "unsure") {
				t.Errorf("%s: %v", outcome(r, err), err)
			}
			if _, messages := p.seen(); len(messages) != 0 {
				t.Error("the message was sent all the same")
			}
		})
	}
}

// TestBadProtection: nothing is said to a server that cannot protect it as it
// should, and a person is asked.
func TestBadProtection(t *testing.T) {
	for _, test := range []struct {
		name string
		with func(*x509.Certificate, *tls.Config)
		kind dial.Kind
	}{
		{"expired", func(c *x509.Certificate, _ *tls.Config) { c.NotAfter = time.Now().Add(-time.Minute) }, dial.CertExpired},
		{"of tomorrow", func(c *x509.Certificate, _ *tls.Config) { c.NotBefore = time.Now().Add(time.Minute) }, dial.CertNotYet},
		{"of another", func(c *x509.Certificate, _ *tls.Config) {
			c.IPAddresses, c.DNSNames = nil, []string{"other.test"}
		}, dial.CertName},
		{"TLS 1.0", func(_ *x509.Certificate, c *tls.Config) {
			c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
		}, dial.TLSFailed},
	} {
		for _, implicit := range []bool{true, false} {
			t.Run(test.name, func(t *testing.T) {
				p := serve(t, offersTLS, certificateWith(t, true, test.with), implicit)
				r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
				var d *dial.Error
				if got := outcome(r, err); got != "hold tls queued" || !errors.As(err, &d) || d.Kind != test.kind {
					t.Errorf("%s: %v", got, err)
				}
				if commands, _ := p.seen(); strings.Contains(strings.Join(commands, "\n"), "AUTH") {
					t.Errorf("signed in: %q", commands)
				}
			})
		}
	}
}

// TestDeafServer: a message that nobody reads is not waited with for ever.
func TestDeafServer(t *testing.T) {
	for _, ehlo := range []string{"250-mail.test\r\n250 AUTH PLAIN", pipelining} {
		p := serve(t, script{"EHLO": ehlo, "DATA": "354 go THEN DEAF", "BDAT": "DEAF"}, nil, false)
		endless := message + strings.Repeat(strings.Repeat("a", 76)+"\r\n", 400000)
		r, err := client(time.Second).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(endless))
		if got := outcome(r, err); got != "retry data retry" {
			t.Errorf("%s: %v", got, err)
		}
	}
}
