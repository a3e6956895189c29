package app

import (
	"context"
	"net/netip"
	"testing"

	"godwit/accounts"
	"godwit/accounts/preflight"
)

// TestPreflight looks once at each of an account's domains, and at none of an
// account that does not send.
func TestPreflight(t *testing.T) {
	asked := map[string]int{}
	a, err := Open(t.Context(), Options{Profile: t.TempDir(), Machine: still, Resolver: &preflight.Resolver{
		TXT: func(context.Context, string) ([]string, error) { return nil, nil },
		MX: func(_ context.Context, name string) ([]string, error) {
			asked[name]++
			return []string{"mx." + name}, nil
		},
		IP: func(context.Context, string) ([]netip.Addr, error) { return nil, nil },
	}})
	check(t, err)
	defer a.Close()
	acc := accounts.Account{
		Identities: []accounts.Identity{{Email: "ada@firm.example"}, {Email: "info@firm.example"}, {Email: "ada@other.example"}},
		Incoming:   accounts.Server{Protocol: accounts.None}, Secrets: accounts.Session,
		Outgoing: accounts.Server{Protocol: accounts.SMTP, Host: "smtp.sendgrid.net", Port: 587, Security: accounts.STARTTLS, User: "apikey"},
	}
	id, err := a.Accounts.Add(t.Context(), acc, Secrets{Outgoing: "x"})
	check(t, err)
	list, err := a.Accounts.Preflight(t.Context(), id)
	check(t, err)
	if len(list) != 2 || list[0].Domain != "firm.example" || list[1].Domain != "other.example" || list[0].Through != "Twilio SendGrid" {
		t.Errorf("%+v", list)
	}
	if len(asked) != 2 || asked["firm.example"] != 1 {
		t.Errorf("asked %v", asked)
	}
	acc.Identities[0].Email = "only@firm.example"
	acc.Incoming = accounts.Server{Protocol: accounts.IMAP, Host: "imap.firm.example", Port: 993, Security: accounts.TLS, User: "ada"}
	acc.Outgoing = accounts.Server{Protocol: accounts.None}
	id, err = a.Accounts.Add(t.Context(), acc, Secrets{Incoming: "x"})
	check(t, err)
	if list, err := a.Accounts.Preflight(t.Context(), id); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}
