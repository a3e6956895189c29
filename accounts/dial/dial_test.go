package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
)

// serve answers one connection with f on a port of its own and ends it with
// the test.
func serve(t *testing.T, f func(net.Conn)) accounts.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		f(c)
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return accounts.Server{
		Protocol: accounts.IMAP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.TLS, User: "ann@example.org",
	}
}

// speakTLS does the handshake, sends a greeting and returns what it read.
func speakTLS(config *tls.Config) func(net.Conn) {
	return func(c net.Conn) {
		tc := tls.Server(c, config)
		if tc.Handshake() != nil {
			return
		}
		_, _ = io.WriteString(tc, "* OK ready\r\n")
		_, _ = io.Copy(tc, tc)
	}
}

// agree asks for STARTTLS as a server that says yes would be asked.
func agree(next func(net.Conn)) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, "+OK\r\n")
		next(c)
	}
}

// connect does what a protocol package does, for either kind of protection.
func connect(t *testing.T, d Dialer, s accounts.Server) (*Conn, error) {
	t.Helper()
	c, err := d.Connect(t.Context(), s)
	if err != nil || s.Security != accounts.STARTTLS {
		return c, err
	}
	r := bufio.NewReader(c)
	if _, err := r.ReadString('\n'); err != nil {
		return nil, Classify(err, s)
	}
	return c, c.StartTLS(t.Context(), r.Buffered())
}

func hang(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

func TestConnectFailures(t *testing.T) {
	trusted, foreign := newAuthority(t), newAuthority(t)
	trusted.trust(t)
	with := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	old := with(trusted.issue(t, loopback()))
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	selfSigned := foreign
	cases := []struct {
		name string
		peer func(net.Conn)
		kind Kind
	}{
		{"expired", speakTLS(with(trusted.issue(t, leaf{ips: loopback().ips, from: -2 * time.Hour, to: -time.Minute}))), CertExpired},
		{"not yet valid", speakTLS(with(trusted.issue(t, leaf{ips: loopback().ips, from: time.Hour, to: 2 * time.Hour}))), CertNotYet},
		{"another name", speakTLS(with(trusted.issue(t, leaf{names: []string{"mail.example.org", "imap.example.org"}}))), CertName},
		{"foreign authority", speakTLS(with(foreign.issue(t, loopback()))), CertUnknown},
		{"self-signed", speakTLS(&tls.Config{Certificates: []tls.Certificate{{
			Certificate: [][]byte{selfSigned.cert.Raw}, PrivateKey: selfSigned.key,
		}}}), CertName}, // an authority's certificate is for no host
		{"TLS 1.1 only", speakTLS(old), TLSFailed},
		{"plain greeting", func(c net.Conn) { _, _ = io.WriteString(c, "* OK IMAP4rev1 ready\r\n"); hang(c) }, NotTLS},
		{"web server", func(c net.Conn) {
			_, _ = c.Read(make([]byte, 5)) // it waits to be asked
			_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
			hang(c)
		}, Portal},
		{"closes", func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) }, Closed},
		{"hangs", hang, Timeout},
	}
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
		for _, c := range cases {
			if security == accounts.STARTTLS && c.name == "plain greeting" {
				continue // TestInjectedBytes
			}
			t.Run(string(security)+" "+c.name, func(t *testing.T) {
				peer, timeout := c.peer, 20*time.Second
				if security == accounts.STARTTLS {
					peer = agree(c.peer)
				}
				if c.kind == Timeout {
					timeout = 100 * time.Millisecond
				}
				s := serve(t, peer)
				s.Security = security
				conn, err := connect(t, Dialer{Timeout: timeout}, s)
				e := wantKind(t, err, c.kind)
				if conn != nil {
					if _, err := conn.Write([]byte("a")); err == nil {
						t.Error("the connection can still be written to")
					}
				}
				if e.Host != s.Host || e.Port != s.Port || e.Protocol != s.Protocol {
					t.Errorf("the error is about %s %s:%d", e.Protocol, e.Host, e.Port)
				}
				if c.kind == CertExpired && time.Since(e.NotAfter) < time.Minute {
					t.Errorf("expired at %v", e.NotAfter)
				}
				if c.name == "another name" && strings.Join(e.Names, " ") != "mail.example.org imap.example.org" {
					t.Errorf("the certificate's names are %q", e.Names)
				}
				if strings.Contains(err.Error(), s.User) {
					t.Errorf("%q names the user", err)
				}
			})
		}
	}
}

func TestConnect(t *testing.T) {
	ca := newAuthority(t)
	config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, loopback())}}
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
		t.Run(string(security), func(t *testing.T) {
			ca.trust(t)
			peer := speakTLS(config)
			if security == accounts.STARTTLS {
				peer = agree(peer)
			}
			s := serve(t, peer)
			s.Security = security
			c, err := connect(t, Dialer{}, s)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || line != "* OK ready\r\n" {
				t.Fatalf("read %q, %v", line, err)
			}
			if !strings.HasPrefix(c.TLS(), "TLS 1.3 TLS_") {
				t.Errorf("protected by %q", c.TLS())
			}
			if !c.Loopback() {
				t.Error("127.0.0.1 is not seen as this machine")
			}
			wantKind(t, c.StartTLS(t.Context(), 0), TLSFailed)
		})
	}
}

func TestRootsFromFolder(t *testing.T) {
	ca := newAuthority(t)
	name := ca.write(t)
	t.Setenv("SSL_CERT_FILE", "")
	t.Setenv("SSL_CERT_DIR", strings.TrimSuffix(name, "/root.pem"))
	s := serve(t, speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, loopback())}}))
	c, err := Dialer{}.Connect(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Close()
}

func TestUnreadableRootsAreTold(t *testing.T) {
	ca := newAuthority(t)
	t.Setenv("SSL_CERT_FILE", t.TempDir()+"/missing.pem")
	s := serve(t, speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, loopback())}}))
	_, err := Dialer{}.Connect(t.Context(), s)
	wantKind(t, err, CertUnknown)
	if !strings.Contains(err.Error(), "missing.pem") {
		t.Errorf("%q does not tell that the roots could not be read", err)
	}
}

func TestNothingListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	_, err = Dialer{}.Connect(t.Context(), accounts.Server{Host: "127.0.0.1", Port: port, Security: accounts.TLS})
	wantKind(t, err, Refused)
}

func TestUnprotected(t *testing.T) {
	cases := []struct {
		s       accounts.Server
		allowed bool
	}{
		{accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Security: accounts.Plain}, true},
		{accounts.Server{Protocol: accounts.SMTP, Host: "localhost", Security: accounts.Plain}, true},
		{accounts.Server{Protocol: accounts.IMAP, Host: "192.0.2.1", Security: accounts.Plain}, false},
		{accounts.Server{Protocol: accounts.POP3, Host: "mail.example.org", Security: accounts.Plain}, false},
		{accounts.Server{Protocol: accounts.SMTP, Host: "192.0.2.1", Security: accounts.Plain, Insecure: true}, false},
		{accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Security: ""}, false},
		{accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Security: "if available"}, false},
	}
	for _, c := range cases {
		c.s.Port = serve(t, hang).Port
		conn, err := Dialer{}.Connect(t.Context(), c.s)
		if c.allowed {
			if err != nil {
				t.Errorf("%s %s: %v", c.s.Protocol, c.s.Host, err)
				continue
			}
			if conn.TLS() != "" {
				t.Errorf("protected by %q", conn.TLS())
			}
			_ = conn.Close()
			continue
		}
		wantKind(t, err, Unprotected)
	}
}

func TestInjectedBytes(t *testing.T) {
	closed := make(chan error, 1)
	s := serve(t, func(c net.Conn) {
		_, _ = io.WriteString(c, "+OK begin\r\n* OK [ALERT] pay here\r\n")
		_, err := c.Read(make([]byte, 1))
		closed <- err
	})
	s.Security = accounts.STARTTLS
	c, err := Dialer{}.Connect(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(c)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	for r.Buffered() == 0 {
		if _, err := r.Peek(1); err != nil {
			t.Fatal(err)
		}
	}
	err = c.StartTLS(t.Context(), r.Buffered())
	wantKind(t, err, Injected)
	if strings.Contains(err.Error(), "pay here") {
		t.Error("the error repeats what was injected")
	}
	if err := <-closed; !errors.Is(err, io.EOF) {
		t.Errorf("the server saw %v instead of the end", err)
	}
}

func TestContextEndsTheHandshake(t *testing.T) {
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
		t.Run(string(security), func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			gone := make(chan struct{})
			s := serve(t, func(c net.Conn) {
				_, _ = io.ReadFull(c, make([]byte, 16)) // the client's hello has begun
				cancel()
				hang(c)
				close(gone)
			})
			s.Security = security
			c, err := Dialer{}.Connect(ctx, s)
			if security == accounts.STARTTLS {
				if err != nil {
					t.Fatal(err)
				}
				err = c.StartTLS(ctx, 0)
			}
			var typed *Error
			if !errors.Is(err, context.Canceled) || errors.As(err, &typed) {
				t.Errorf("got %v, want a cancelled context and no *Error", err)
			}
			<-gone
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := serve(t, hang)
	if _, err := (Dialer{}).Connect(ctx, s); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func wantKind(t *testing.T, err error, want Kind) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v (%T), want an *Error of kind %q", err, err, want)
	}
	if e.Kind != want {
		t.Fatalf("got kind %q (%v), want %q", e.Kind, err, want)
	}
	return e
}
