package model

import (
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/dial"
)

func TestPinGroups(t *testing.T) {
	pin := strings.Repeat("0a1b", 16)
	shown := PinGroups(pin)
	if !strings.HasPrefix(shown, "0A1B 0A1B ") || len(shown) != 64+15 {
		t.Errorf("%q", shown)
	}
	for _, text := range []string{shown, pin, strings.ToUpper(pin), strings.ReplaceAll(shown, " ", ":")} {
		if got := ReadPin(text); got != pin {
			t.Errorf("%q is read as %q", text, got)
		}
	}
	if PinGroups("") != "" || ReadPin(" ") != "" {
		t.Error("no pin became one")
	}
}

// TestCertificateFacts: what a certificate does not say is told as that.
func TestCertificateFacts(t *testing.T) {
	for _, f := range CertificateFacts(dial.Certificate{Pin: "ab"}) {
		if f.Text == "" {
			t.Errorf("%s is empty", f.Name)
		}
	}
	self := CertificateFacts(dial.Certificate{Issuer: "CN=x", SelfSigned: true})
	if got := self[2].Text; !strings.Contains(got, "itself") {
		t.Errorf("vouched for by %q", got)
	}
}

// TestTrustWarning: each reason has its own words, and only a server on this
// computer is said to be fine.
func TestTrustWarning(t *testing.T) {
	seen := make(map[string]bool)
	for _, e := range []*dial.Error{
		{Kind: dial.CertUnknown, Host: "127.0.0.1"},
		{Kind: dial.CertUnknown, Host: "mail.x.test"},
		{Kind: dial.CertName, Host: "mail.x.test"},
		{Kind: dial.CertExpired, Host: "mail.x.test", Shown: new(dial.Certificate)},
		{Kind: dial.CertNotYet, Host: "mail.x.test"},
	} {
		text := TrustWarning(e)
		if seen[text] {
			t.Errorf("%s: said before: %s", e.Kind, text)
		}
		seen[text] = true
		if local := e.Host == "127.0.0.1"; strings.Contains(text, "it is fine") != local {
			t.Errorf("%s at %s: %s", e.Kind, e.Host, text)
		}
	}
}

// TestDoubted: what was found is doubted, what was typed is not.
func TestDoubted(t *testing.T) {
	found := autoconfig.Found{Doubt: "Nobody says.", IMAP: []accounts.Server{{Host: "imap.x.test"}}, SMTP: []accounts.Server{{Host: "smtp.x.test"}}}
	f := NewAccountForm()
	f.In.Host, f.Out.Host = " IMAP.x.test ", "mine.test"
	if got := f.Doubted(found); len(got) != 1 || got[0] != "imap.x.test" {
		t.Errorf("%q", got)
	}
	f.In.Protocol = accounts.None
	if got := f.Doubted(found); got != nil {
		t.Errorf("switched off, and doubted: %q", got)
	}
	found.Doubt = ""
	f.In.Protocol = accounts.IMAP
	if got := f.Doubted(found); got != nil {
		t.Errorf("vouched for, and doubted: %q", got)
	}
}

// TestPageOfForm: a server that asks for nothing is not signed in to at a page, and
// what the form does not show stays.
func TestPageOfForm(t *testing.T) {
	f := NewAccountForm()
	f.Out.Auth = accounts.AuthNone
	f.SetPage(true)
	if !f.UsesPage() || f.Out.Auth != accounts.AuthNone {
		t.Errorf("%+v", f)
	}
	f.SetPage(false)
	if f.UsesPage() || !f.NeedsSecret() {
		t.Errorf("%+v", f)
	}
	if f.ProxyKey = "by"; f.Secrets().Proxy != "by" {
		t.Error("the proxy's password is lost")
	}
	old := accounts.Account{
		Name: "Garden", Colour: "#5d8f4a", LeaveDays: 9, DeleteToo: true, Keep: accounts.Keep{Mode: accounts.KeepRecent, Days: 3, Largest: 5e6}, Order: 2,
		Identities: []accounts.Identity{{Email: "ada@x.test"}}, SentCopy: accounts.SentAuto, Secrets: accounts.File,
		Incoming: accounts.Server{Protocol: accounts.POP3, Host: "h", Port: 995, Security: accounts.TLS, User: "u", Auth: "SCRAM-SHA-256", Pin: strings.Repeat("ab", 32), Proxy: "socks5://p:1", ClientCertificate: "/c.pem"},
		Outgoing: accounts.Server{Protocol: accounts.None},
	}
	got := FormOf(old).Account(old)
	if got.Incoming != old.Incoming || got.Name != old.Name || got.Colour != old.Colour || got.Keep != old.Keep || got.LeaveDays != 9 || !got.DeleteToo || got.Order != 2 {
		t.Errorf("\n got %+v\nwant %+v", got, old)
	}
}
