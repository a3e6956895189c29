package autoconfig

import (
	"slices"
	"strings"
	"testing"

	"godwit/accounts"
)

// Every server of the table must be one that an account can use as it is.
func TestTableIsUsable(t *testing.T) {
	providers, err := Providers()
	if err != nil {
		t.Fatal(err)
	}
	if len(providers) < 60 {
		t.Fatalf("only %d providers", len(providers))
	}
	names := map[string]bool{}
	for _, p := range providers {
		if p.Provider == "" || names[p.Provider] {
			t.Errorf("name %q is empty or taken twice", p.Provider)
		}
		names[p.Provider] = true
		if p.NoAccess != (len(p.IMAP)+len(p.POP3)+len(p.SMTP) == 0) {
			t.Errorf("%s: no access %v with %d servers", p.Provider, p.NoAccess, len(p.IMAP)+len(p.POP3)+len(p.SMTP))
		}
		if strings.ContainsAny(p.Hint, "\n") || strings.Contains(p.Hint, "memory") {
			t.Errorf("%s: hint %q is not for a person", p.Provider, p.Hint)
		}
		for _, s := range slices.Concat(p.IMAP, p.POP3, p.SMTP) {
			if s.User != "" {
				t.Errorf("%s: user %q without an address", p.Provider, s.User)
			}
			checkServer(t, p.Provider, s)
		}
	}
}

func TestDomainsAreUnambiguous(t *testing.T) {
	table, err := load()
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, p := range table.Providers {
		for _, domain := range p.Domains {
			if domain != strings.ToLower(domain) {
				t.Errorf("%s: domain %q is not in lower case", p.Name, domain)
			}
			if ascii, err := accounts.ASCIIDomain("x@" + domain); err != nil || ascii != domain {
				t.Errorf("%s: domain %q: %q %v", p.Name, domain, ascii, err)
			}
			if other, taken := owner[domain]; taken {
				t.Errorf("%q belongs to %s and %s", domain, other, p.Name)
			}
			owner[domain] = p.Name
		}
	}
}

func TestRelays(t *testing.T) {
	relays, err := Relays()
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]Relay{}
	for _, r := range relays {
		byName[r.Name] = r
		if len(r.Hosts) == 0 || r.UserIs == "" || r.SecretIs == "" || r.SentCopy != accounts.SentByClient {
			t.Errorf("%s lacks something: %+v", r.Name, r)
		}
		for _, host := range r.Hosts {
			if len(r.Servers(host)) == 0 {
				t.Errorf("%s: no way to reach %s", r.Name, host)
			}
			for _, s := range r.Servers(host) {
				checkServer(t, r.Name, s)
			}
		}
	}
	ses := byName["Amazon SES"]
	if !slices.Contains(ses.Hosts, "email-smtp.eu-central-1.amazonaws.com") || ses.User != "" {
		t.Errorf("Amazon SES has hosts %v, user %q", ses.Hosts, ses.User)
	}
	if got := line(ses.Servers("email-smtp.us-east-1.amazonaws.com")[0]); got != "email-smtp.us-east-1.amazonaws.com:587 starttls " {
		t.Errorf("Amazon SES is reached at %q", got)
	}
	if user := byName["Twilio SendGrid"].User; user != "apikey" {
		t.Errorf("SendGrid's user is %q", user)
	}
	if user := byName["Resend"].User; user != "resend" {
		t.Errorf("Resend's user is %q", user)
	}
}

func checkServer(t *testing.T, name string, s accounts.Server) {
	t.Helper()
	if host, err := s.ASCIIHost(); err != nil || host != s.Host {
		t.Errorf("%s: host %q: %v", name, s.Host, err)
	}
	if s.Port < 1 || s.Port > 65535 {
		t.Errorf("%s: %s has port %d", name, s.Host, s.Port)
	}
	if s.Security != accounts.TLS && s.Security != accounts.STARTTLS {
		t.Errorf("%s: %s has security %q", name, s.Host, s.Security)
	}
}
