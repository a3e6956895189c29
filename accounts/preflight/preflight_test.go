package preflight

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"godwit/accounts"
)

// zone is what DNS holds: "name TYPE" to values.
type zone map[string][]string

func (z zone) resolver() Resolver {
	get := func(name, kind string) ([]string, error) {
		list := z[name+" "+kind]
		if len(list) == 1 && list[0] == "SERVFAIL" {
			return nil, errors.New("server misbehaving")
		}
		return list, nil
	}
	return Resolver{
		TXT: func(_ context.Context, n string) ([]string, error) { return get(n, "TXT") },
		MX:  func(_ context.Context, n string) ([]string, error) { return get(n, "MX") },
		IP: func(_ context.Context, n string) ([]netip.Addr, error) {
			list, err := get(n, "A")
			var out []netip.Addr
			for _, s := range list {
				out = append(out, netip.MustParseAddr(s))
			}
			return out, err
		},
	}
}

func rsaKey(t *testing.T, bits int) string {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
}

func levels(r Report) string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Name+" "+string(f.Level))
	}
	return strings.Join(out, ", ")
}

const (
	sendgrid = "smtp.sendgrid.net"
	gmail    = "smtp.gmail.com"
	ses      = "email-smtp.eu-central-1.amazonaws.com"
	ownHost  = "mail.firm.example"
)

func TestCheck(t *testing.T) {
	strong, weak := rsaKey(t, 2048), rsaKey(t, 1024)
	pub, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	edwards := "k=ed25519; p=" + base64.StdEncoding.EncodeToString(pub)
	mx := []string{"mx.firm.org"}
	for _, c := range []struct {
		name, address, host string
		zone                zone
		want, says          string
	}{
		{"all well at Workspace", "ada@firm.org", gmail, zone{
			"firm.org MX": mx, "firm.org TXT": {"google-site-verification=1", "v=spf1 include:_spf.google.com ~all"},
			"_spf.google.com TXT": {"v=spf1 ip4:192.0.2.0/24 ~all"}, "google._domainkey.firm.org TXT": {strong}, "_dmarc.firm.org TXT": {"v=DMARC1; p=reject"},
		}, "mx good, spf good, dkim good, dmarc good, verdict good", "passes SPF and DKIM"},
		{"nothing set up at a relay, reject", "ada@firm.org", sendgrid, zone{
			"firm.org MX": mx, "firm.org TXT": {"v=spf1 mx -all"}, "mx.firm.org A": {"192.0.2.5"}, "_dmarc.firm.org TXT": {"v=DMARC1; p=reject; rua=mailto:x@firm.org"},
		}, "mx good, spf caution, dkim fault, dmarc good, verdict fault", "p=reject"},
		{"a relay's SPF alone does not align", "ada@firm.org", sendgrid, zone{
			"firm.org MX": mx, "firm.org TXT": {"v=spf1 include:sendgrid.net -all"}, "sendgrid.net TXT": {"v=spf1 ip4:192.0.2.0/24 -all"}, "_dmarc.firm.org TXT": {"v=DMARC1; p=quarantine"},
		}, "mx good, spf good, dkim fault, dmarc good, verdict fault", "come to junk"},
		{"the relay's key is there", "ada@firm.org", sendgrid, zone{
			"firm.org MX": mx, "s1._domainkey.firm.org TXT": {weak}, "_dmarc.firm.org TXT": {"v=DMARC1; p=none"},
		}, "mx good, spf caution, dkim caution, dmarc good, verdict good", "1024 bits only"},
		{"a key of the registered domain, policy for subdomains", "ada@news.firm.org", sendgrid, zone{
			"news.firm.org MX": mx, "s2._domainkey.firm.org TXT": {edwards}, "_dmarc.firm.org TXT": {"v=DMARC1; p=none; sp=reject"},
		}, "mx good, spf caution, dkim good, dmarc good, verdict good", "p=reject"},
		{"a key of the registered domain that does not count", "ada@news.firm.org", sendgrid, zone{
			"news.firm.org MX": mx, "s2._domainkey.firm.org TXT": {edwards}, "_dmarc.firm.org TXT": {"v=DMARC1; p=reject; adkim=s"},
		}, "mx good, spf caution, dkim good, dmarc good, verdict fault", "will be refused"},
		{"revoked key", "ada@firm.org", sendgrid, zone{"firm.org MX": mx, "s1._domainkey.firm.org TXT": {"v=DKIM1; p="}}, "mx good, spf caution, dkim fault, dmarc caution, verdict fault", "it was revoked"},
		{"damaged key", "ada@firm.org", sendgrid, zone{"firm.org MX": mx, "s1._domainkey.firm.org TXT": {"v=DKIM1; p=AAAA"}}, "mx good, spf caution, dkim fault, dmarc caution, verdict fault", "it is damaged"},
		{"SES has no names to guess", "ada@firm.org", ses, zone{
			"firm.org MX": mx, "firm.org TXT": {"v=spf1 include:amazonses.com ~all"}, "amazonses.com TXT": {"v=spf1 ip4:192.0.2.0/24 -all"}, "_dmarc.firm.org TXT": {"v=DMARC1; p=reject"},
		}, "mx good, spf good, dkim unknown, dmarc good, verdict caution", "SES console"},
		{"a provider's own domain", "ada@gmail.com", gmail, zone{}, "verdict good", "looks after everything"},
		{"a free address through a relay", "ada@yahoo.com", sendgrid, zone{
			"yahoo.com MX": mx, "yahoo.com TXT": {"v=spf1 redirect=_spf.yahoo.com"}, "_spf.yahoo.com TXT": {"v=spf1 ip4:198.51.100.0/24 ?all"}, "_dmarc.yahoo.com TXT": {"v=DMARC1; p=reject"},
		}, "mx good, spf caution, dkim fault, dmarc good, verdict fault", "through its own provider"},
		{"one's own server by address", "ada@firm.example", ownHost, zone{
			"firm.example MX": {ownHost}, "mail.firm.example A": {"198.51.100.7"}, "firm.example TXT": {"v=spf1 mx -all"}, "default._domainkey.firm.example TXT": {strong},
		}, "mx good, spf good, dkim good, dmarc caution, verdict caution", "Add the DMARC record"},
		{"one's own server, not named", "ada@firm.example", ownHost, zone{
			"firm.example MX": {ownHost}, "mail.firm.example A": {"198.51.100.7"}, "firm.example TXT": {"v=spf1 ip4:192.0.2.1 -all"},
		}, "mx good, spf unknown, dkim unknown, dmarc caution, verdict unknown", "not everything could be found out"},
		{"two SPF records", "ada@firm.org", gmail, zone{
			"firm.org MX": mx, "firm.org TXT": {"v=spf1 include:_spf.google.com ~all", "v=spf1 mx ~all"}, "google._domainkey.firm.org TXT": {strong}, "_dmarc.firm.org TXT": {"v=DMARC1; p=none"},
		}, "mx good, spf fault, dkim good, dmarc good, verdict good", "more than one SPF record"},
		{"everyone may send", "ada@firm.org", gmail, zone{"firm.org MX": mx, "firm.org TXT": {"v=spf1 +all"}}, "mx good, spf caution, dkim fault, dmarc caution, verdict fault", "+all"},
		{"a record that leads to itself", "ada@firm.org", gmail, zone{"firm.org MX": mx, "firm.org TXT": {"v=spf1 include:firm.org ~all"}}, "mx good, spf fault, dkim fault, dmarc caution, verdict fault", "more than 10 look-ups"},
		{"a word SPF does not know", "ada@firm.org", gmail, zone{"firm.org MX": mx, "firm.org TXT": {"v=spf1 ipv4:192.0.2.1 ~all"}}, "mx good, spf fault, dkim fault, dmarc caution, verdict fault", "does not know"},
		{"no mail taken", "ada@firm.org", gmail, zone{"firm.org MX": {""}}, "mx fault, spf caution, dkim fault, dmarc caution, verdict fault", "takes no mail at all"},
		{"no MX, but an address", "ada@firm.org", gmail, zone{"firm.org A": {"192.0.2.1"}}, "mx caution, spf caution, dkim fault, dmarc caution, verdict fault", "computer of that name"},
		{"no such domain", "ada@firm.orgg", gmail, zone{}, "mx fault, spf caution, dkim fault, dmarc caution, verdict fault", "spelling"},
		{"DNS is silent", "ada@firm.org", gmail, zone{
			"firm.org MX": {"SERVFAIL"}, "firm.org TXT": {"SERVFAIL"}, "google._domainkey.firm.org TXT": {"SERVFAIL"}, "_dmarc.firm.org TXT": {"SERVFAIL"},
		}, "mx unknown, spf unknown, dkim unknown, dmarc unknown, verdict unknown", "when you are online"},
		{"a policy that says nothing", "ada@firm.org", gmail, zone{"firm.org MX": mx, "_dmarc.firm.org TXT": {"v=DMARC1; p=maybe"}}, "mx good, spf caution, dkim fault, dmarc fault, verdict fault", "nothing that counts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Check(t.Context(), c.address, accounts.Server{Protocol: accounts.SMTP, Host: c.host, Port: 587}, c.zone.resolver())
			if err != nil {
				t.Fatal(err)
			}
			if got := levels(r); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if all := fmt.Sprint(r.Findings); !strings.Contains(all, c.says) {
				t.Errorf("%q is not in %s", c.says, all)
			}
			for _, f := range r.Findings {
				if f.Text == "" || f.Level == Fault && f.Fix == "" {
					t.Errorf("%s: no words: %+v", f.Name, f)
				}
			}
		})
	}
}

// TestHostile: records may be as many, as deep and as long as someone likes.
func TestHostile(t *testing.T) {
	deep := zone{"firm.org MX": {strings.Repeat("x", 5000)}, "firm.org TXT": {"v=spf1 include:a0.test ~all"}}
	asked := 0
	for i := range 100 {
		deep[fmt.Sprintf("a%d.test TXT", i)] = []string{fmt.Sprintf("v=spf1 include:a%d.test include:a%d.test mx:a%d.test ~all", i+1, i+2, i)}
		deep[fmt.Sprintf("a%d.test MX", i)] = make([]string, 1000)
	}
	deep["_dmarc.firm.org TXT"] = []string{"v=DMARC1; p=none\r\n\x1b[31m" + strings.Repeat("y", 100000)}
	r := deep.resolver()
	ip := r.IP
	r.IP = func(ctx context.Context, n string) ([]netip.Addr, error) { asked++; return ip(ctx, n) }
	rep, err := Check(t.Context(), "ada@firm.org", accounts.Server{Host: ownHost}, r)
	if err != nil {
		t.Fatal(err)
	}
	if asked > 200 {
		t.Errorf("%d addresses asked for", asked)
	}
	for _, f := range rep.Findings {
		if len(f.Text)+len(f.Record) > 2000 || strings.ContainsAny(f.Record+f.Text, "\x1b\r\n") {
			t.Errorf("%+v", f)
		}
	}
	if _, err := Check(t.Context(), "nobody", accounts.Server{Host: ownHost}, r); err == nil {
		t.Error("what is no address was checked")
	}
}

func FuzzSPF(f *testing.F) {
	for _, s := range []string{"v=spf1 a mx ip4:1.2.3.4/24 include:b.test ~all", "v=spf1", "v=spf1 +", "v=spf1 :/ = redirect=", "v=spf1 ip6:::1/200"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		z := zone{"firm.org TXT": {s, "v=DKIM1; p=" + s}, "b.test TXT": {s}, "_dmarc.firm.org TXT": {s}, "default._domainkey.firm.org TXT": {s}}
		rep, err := Check(t.Context(), "ada@firm.org", accounts.Server{Host: ownHost}, z.resolver())
		if err != nil || len(rep.Findings) != 5 {
			t.Fatal(rep, err)
		}
	})
}
