package oauth_test

import (
	"testing"

	"godwit/accounts/oauth"
)

func TestProviders(t *testing.T) {
	list, err := oauth.Providers()
	if err != nil {
		t.Fatal(err)
	}
	hosts := map[string]string{}
	for _, p := range list {
		if p.ClientID != "" || p.ClientSecret != "" {
			t.Errorf("%s: a client ID in the list", p.Name)
		}
		t.Setenv("GODWIT_OAUTH_MAIL_RU_CLIENT_ID", "own")
		p.ClientID = "id"
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if len(p.Scopes) == 0 || len(p.Hosts) == 0 {
			t.Errorf("%s has no scopes or no hosts", p.Name)
		}
		for _, h := range p.Hosts {
			if hosts[h] != "" {
				t.Errorf("%s is of %s and of %s", h, hosts[h], p.Name)
			}
			hosts[h] = p.Name
		}
		if got := p.FromEnvironment().ClientID; (got == "own") != (p.Name == "Mail.ru") {
			t.Errorf("%s has the client ID %q", p.Name, got)
		}
	}
	if hosts["outlook.office365.com"] != "Microsoft" || hosts["imap.gmail.com"] != "Google" {
		t.Error("Google's or Microsoft's servers are missing")
	}
}
