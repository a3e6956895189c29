package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"

	"godwit/accounts"
)

// handshake is both ends' view of one TLS connection.
func handshake(t *testing.T, version uint16) (client, server *tls.ConnectionState) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"mail.example.org"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	c := tls.Client(a, &tls.Config{RootCAs: pool, ServerName: "mail.example.org", MaxVersion: version})
	s := tls.Server(b, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	done := make(chan error)
	go func() { done <- s.Handshake() }()
	if err := c.Handshake(); err != nil {
		t.Fatal(err)
	}
	go c.Read(make([]byte, 1)) // tickets are sent within the server's handshake
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	cs, ss := c.ConnectionState(), s.ConnectionState()
	return &cs, &ss
}

// judge is a server that knows the password.
func judge(t *testing.T, m accounts.Mechanism, password string, state *tls.ConnectionState) *scram.ServerConversation {
	t.Helper()
	generator := scram.SHA1
	if strings.Contains(string(m), "256") {
		generator = scram.SHA256
	}
	client, err := generator.NewClient("ann", password, "")
	if err != nil {
		t.Fatal(err)
	}
	stored, err := client.GetStoredCredentialsWithError(scram.KeyFactors{Salt: "salt", Iters: 4096})
	if err != nil {
		t.Fatal(err)
	}
	server, err := generator.NewServer(func(string) (scram.StoredCredentials, error) { return stored, nil })
	if err != nil {
		t.Fatal(err)
	}
	if state == nil {
		return server.NewConversation()
	}
	var b scram.ChannelBinding
	if state.Version == tls.VersionTLS13 {
		b, err = scram.NewTLSExporterBinding(state)
	} else {
		b = scram.NewTLSUniqueBinding(state.TLSUnique)
	}
	if err != nil {
		t.Fatal(err)
	}
	return server.NewConversationWithChannelBindingRequired(b)
}

// converse carries the messages and returns the first error of either side.
func converse(c sasl.Client, s *scram.ServerConversation) error {
	_, said, err := c.Start()
	for err == nil && !s.Done() {
		var challenge string
		if challenge, err = s.Step(string(said)); err == nil {
			said, err = c.Next([]byte(challenge))
		}
	}
	return err
}

func TestScram(t *testing.T) {
	c13, s13 := handshake(t, tls.VersionTLS13)
	c12, s12 := handshake(t, tls.VersionTLS12)
	_, other := handshake(t, tls.VersionTLS13)
	for _, c := range []struct {
		name         string
		mechanism    accounts.Mechanism
		here, there  *tls.ConnectionState
		password     string
		signedIn, ok bool
	}{
		{"256", ScramSHA256, nil, nil, secret, true, true},
		{"1", ScramSHA1, nil, nil, secret, true, true},
		{"unbound under TLS", ScramSHA256, c13, nil, secret, true, true},
		{"another password", ScramSHA256, nil, nil, "guess", false, false},
		{"bound, TLS 1.3", ScramSHA256Plus, c13, s13, secret, true, true},
		{"bound, TLS 1.2", ScramSHA1Plus, c12, s12, secret, true, true},
		{"bound to another connection", ScramSHA256Plus, c13, other, secret, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, err := Client(accounts.Server{User: "ann", Auth: c.mechanism}, []string{string(c.mechanism)}, secret, c.here)
			if err != nil {
				t.Fatal(err)
			}
			server := judge(t, c.mechanism, c.password, c.there)
			err = converse(client, server)
			if (err == nil) != c.ok || server.Valid() != c.signedIn || (Verified(client) == nil) != c.ok {
				t.Errorf("%v, the server is satisfied: %v, so are we: %v", err, server.Valid(), Verified(client) == nil)
			}
		})
	}
}

func TestScramAgainstImpostors(t *testing.T) {
	begin := func() (sasl.Client, string) {
		client, err := Client(accounts.Server{User: "ann"}, []string{"SCRAM-SHA-256"}, secret, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, first, err := client.Start()
		if err != nil {
			t.Fatal(err)
		}
		_, nonce, _ := strings.Cut(string(first), "r=")
		return client, nonce
	}
	client, _ := begin()
	if err := Verified(client); err == nil {
		t.Error("a server that proved nothing is believed")
	}
	for _, challenge := range []string{
		"", "e=other-error", "e=channel-bindings-dont-match", "r=other,s=c2FsdA==,i=4096", "r=NONCEx,s=c2FsdA==,i=1", "r=NONCEx,s=c2FsdA==,i=99999999", "r=NONCEx,s=c2FsdA==,i=99999999999999999999",
	} {
		client, nonce := begin()
		if got, err := client.Next([]byte(strings.Replace(challenge, "NONCE", nonce, 1))); err == nil {
			t.Errorf("%q is answered with %q", challenge, got)
		}
	}
	client, _ = begin()
	if _, err := client.Next([]byte("e=unsupported-channel-binding-type")); !errors.Is(err, ErrBinding) {
		t.Errorf("another binding: %v", err)
	}
	client, nonce := begin()
	if _, err := client.Next([]byte("r=" + nonce + "x,s=c2FsdA==,i=4096")); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Next([]byte("v=bm8=")); !errors.Is(err, errImpostor) {
		t.Errorf("a wrong proof: %v", err)
	}
	if err := Verified(client); err == nil {
		t.Error("an impostor is believed")
	}
}

// TestCramMD5 is the example of RFC 2195 2.
func TestCramMD5(t *testing.T) {
	client, err := Client(accounts.Server{User: "tim", Auth: CramMD5}, []string{"CRAM-MD5"}, "tanstaaftanstaaf", nil)
	if err != nil {
		t.Fatal(err)
	}
	if name, initial, err := client.Start(); name != "CRAM-MD5" || initial != nil || err != nil {
		t.Errorf("starts %s %q %v", name, initial, err)
	}
	got, err := client.Next([]byte("<1896.697170952@postoffice.reston.mci.net>"))
	if err != nil || string(got) != "tim b913a602c7eda7a495b4e6e7334d3890" {
		t.Errorf("answers %q, %v", got, err)
	}
	if got, err := client.Next([]byte("again")); err == nil {
		t.Errorf("a second challenge is answered with %q", got)
	}
}

func FuzzScram(f *testing.F) {
	f.Add("r=NONCEx,s=c2FsdA==,i=4096", "v=bm8=")
	f.Add("", "v=")
	f.Add("m=x,r=NONCE,s=,i=", "e=other-error")
	f.Fuzz(func(t *testing.T, first, last string) {
		client, err := Client(accounts.Server{User: "ann"}, []string{"SCRAM-SHA-1"}, secret, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, begun, _ := client.Start()
		_, nonce, _ := strings.Cut(string(begun), "r=")
		first = strings.Replace(first, "NONCE", nonce, 1)
		if m := rounds.FindStringSubmatch(first); m != nil && len(m[1]) > 5 {
			return // is slow, as it should be
		}
		for _, challenge := range []string{first, last} {
			if answer, err := client.Next([]byte(challenge)); err == nil && strings.Contains(string(answer), secret) {
				t.Errorf("%q tells the password", answer)
			}
		}
		if Verified(client) == nil {
			t.Error("a proof without the password")
		}
	})
}
