package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"math/big"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver"
)

// TestAccountSet: what is given changes, the rest stays, and what connects is
// tried before it is kept.
func TestAccountSet(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	before := s.lines("account", "show", mira)[0]
	for _, c := range []struct {
		args string
		key  string
		want any
	}{
		{"--colour #2f86a6", "colour", "#2f86a6"},
		{"--title Work", "title", "Work"},
		{"--name Mira", "name", "Mira"},
		{"--leave-days 9 --delete-too", "leave_days", 9.0},
		{"--sent-copy server", "sent_copy", "server"},
		{"--colour=", "colour", nil},
	} {
		got := s.lines(append([]string{"account", "set", mira}, strings.Fields(c.args)...)...)[0]
		if got[c.key] != c.want {
			t.Errorf("%s: %s is %v", c.args, c.key, got[c.key])
		}
	}
	after := s.lines("account", "show", mira)[0]
	for _, key := range []string{"in.host", "in.port", "in.user", "out.host", "keyring"} {
		if part, _, _ := strings.Cut(key, "."); text(after[part]) != text(before[part]) {
			t.Errorf("%s changed", key)
		}
	}
	for code, args := range map[string][]string{
		"GW-INPUT-ACCOUNT": {"--colour", "red"},
		"GW-NET-REFUSED":   {"--in-port", "1", "--password-stdin"},
		"GW-KEY-MISSING":   {"--in-user", jonas}, // whose password nobody gave
	} {
		r := s.input("godwit\n", append([]string{"account", "set", mira}, args...)...)
		if r.code == 0 || !strings.Contains(r.err, code) {
			t.Errorf("%v: %+v, want %s", args, r, code)
		}
	}
	if got := s.lines("account", "show", mira)[0]; text(got["in"]) != text(before["in"]) {
		t.Errorf("refused, and yet %v", got["in"])
	}
	if r := s.input("godwit\n", "account", "set", mira, "--in-user", jonas, "--out-user", jonas, "--password-stdin"); r.code != 0 {
		t.Errorf("%+v", r)
	}
}

// TestAccountIdentities adds, changes and removes whom one writes as.
func TestAccountIdentities(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	identity := func(args ...string) []map[string]any {
		return s.lines(append([]string{"account", "identity"}, args...)...)
	}
	if got := identity("add", mira, "--email", "m@x.test", "--signature", "Yours, M"); len(got) != 2 || got[1]["signature"] != "Yours, M" || got[1]["name"] != "N" {
		t.Errorf("added: %v", got)
	}
	if got := identity("set", mira, "2", "--name", "M", "--catch-all"); got[1]["name"] != "M" || got[1]["catch_all"] != true || got[1]["signature"] != "Yours, M" {
		t.Errorf("changed: %v", got)
	}
	if r := s.run("account", "identity", "remove", mira, "1"); r.code == 0 {
		t.Error("the account's own address was removed")
	}
	if got := identity("remove", mira, "M@X.test"); len(got) != 1 {
		t.Errorf("removed: %v", got)
	}
}

func TestAccountOrder(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	s.add(jonas)
	if r := s.run("account", "order", jonas); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if list := s.lines("account", "list"); list[0]["email"] != jonas || list[1]["email"] != mira {
		t.Errorf("%v", list)
	}
}

// TestMoveSecretsCommand: no password store here, so what is in the file stays
// there and works.
func TestMoveSecretsCommand(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	s := newShell(t, localserver.Options{})
	s.add(mira)
	if r := s.run("account", "move-secrets", mira, "os"); r.code == 0 || !strings.Contains(r.err, "GW-KEY-NONE") {
		t.Errorf("%+v", r)
	}
	if r := s.run("account", "move-secrets", mira, "file"); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if r := s.run("account", "check", mira); r.code != 0 {
		t.Errorf("%+v", r)
	}
}

// TestAccountCertificate: what servers show is told, accepted by its number, and
// another one is not.
func TestAccountCertificate(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	sum := sha256.Sum256(der)
	pin := hex.EncodeToString(sum[:])
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
		s := newShell(t, localserver.Options{TLS: config, Security: security})
		in, out := s.server.IMAP(), s.server.SMTP()
		r := s.run("account", "add", "--email", mira, "--keyring", "file", "--no-check", "--in-host", in.Host, "--in-port", strconv.Itoa(in.Port), "--in-security", string(security),
			"--out-host", out.Host, "--out-port", strconv.Itoa(out.Port), "--out-security", string(security))
		if r.code != 0 {
			t.Fatalf("%+v", r)
		}
		for _, c := range []struct {
			pin     string
			trusted bool
			code    any
		}{{"", false, "GW-TLS-UNKNOWN"}, {pin, true, nil}, {strings.Repeat("0", 64), false, "GW-TLS-CHANGED"}} {
			if r := s.run("account", "set", mira, "--no-check", "--in-pin", c.pin, "--out-pin", c.pin); r.code != 0 {
				t.Fatalf("%+v", r)
			}
			list := s.lines("account", "certificate", mira)
			if len(list) != 2 {
				t.Fatalf("%v", list)
			}
			for _, got := range list {
				if got["sha256"] != pin || got["trusted"] != c.trusted || got["code"] != c.code {
					t.Errorf("%s, pin %q: %v", security, c.pin, got)
				}
			}
		}
	}
}
