package autoconfig

import (
	"context"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// config is a file that names one IMAP server.
func config(host string) []byte {
	return []byte(`<clientConfig><emailProvider><incomingServer type="imap"><hostname>` + host +
		`</hostname><port>993</port><socketType>SSL</socketType></incomingServer></emailProvider></clientConfig>`)
}

// pages answers for what is in it, after a while.
type pages map[string]struct {
	after time.Duration
	page  Page
}

func (p pages) get(ctx context.Context, address string) (Page, error) {
	at, ok := p[address]
	if !ok {
		return Page{}, errNoPage
	}
	select {
	case <-time.After(at.after):
		return at.page, nil
	case <-ctx.Done():
		return Page{}, errNoAnswer
	}
}

const (
	ownAddress  = "https://autoconfig.own.example/mail/config-v1.1.xml?emailaddress=ann%40own.example"
	wellKnown   = "https://own.example/.well-known/autoconfig/mail/config-v1.1.xml"
	databaseOwn = database + "own.example"
)

func TestLookupTakesTheBest(t *testing.T) {
	record := func(host string, port uint16) []*net.SRV { return []*net.SRV{{Target: host, Port: port}} }
	srv := func(imaps []*net.SRV) func(context.Context, string, string) []*net.SRV {
		return func(_ context.Context, service, _ string) []*net.SRV {
			if service == "imaps" {
				return imaps
			}
			return nil
		}
	}
	cases := []struct {
		name          string
		pages         pages
		mx            []string
		srv           []*net.SRV
		source, first string
		doubt         string // a part of it
		within        time.Duration
	}{
		{
			name: "its own file comes before the database",
			pages: pages{
				ownAddress:  {time.Second, Page{"autoconfig.own.example", config("own.own.example")}},
				databaseOwn: {0, Page{"autoconfig.thunderbird.net", config("database.own.example")}},
			},
			source: SourceDomain, first: "own.own.example:993 tls ann@own.example", within: time.Second,
		},
		{
			name:   "the second place of a domain's own",
			pages:  pages{wellKnown: {0, Page{"own.example", config("wk.own.example")}}},
			source: SourceDomain, first: "wk.own.example:993 tls ann@own.example",
		},
		{
			name:   "a redirect to a stranger is doubtful",
			pages:  pages{wellKnown: {0, Page{"config.hoster.example", config("imap.hoster.example")}}},
			source: SourceDomain, first: "imap.hoster.example:993 tls ann@own.example", doubt: "config.hoster.example",
		},
		{
			name: "who is slow is not waited for",
			pages: pages{
				ownAddress:  {5 * time.Second, Page{"autoconfig.own.example", config("slow.own.example")}},
				databaseOwn: {time.Second, Page{"autoconfig.thunderbird.net", config("database.own.example")}},
			},
			source: SourceISPDB, first: "database.own.example:993 tls ann@own.example", within: settled,
		},
		{
			name:   "unless nobody else knows",
			pages:  pages{ownAddress: {5 * time.Second, Page{"autoconfig.own.example", config("slow.own.example")}}},
			source: SourceDomain, first: "slow.own.example:993 tls ann@own.example", within: 5 * time.Second,
		},
		{
			name:   "nobody answers at all",
			pages:  pages{ownAddress: {time.Hour, Page{}}, databaseOwn: {time.Hour, Page{}}},
			source: SourceGuess, first: "imap.own.example:993 tls ann@own.example", doubt: "usual ones", within: patient,
		},
		{
			name: "the exchanger's provider, of the table", mx: []string{"aspmx.l.google.com."},
			source: SourceMX, first: "imap.gmail.com:993 tls ann@own.example",
		},
		{
			name: "the exchanger's provider, of the database", mx: []string{"mx1.mail.hoster.co.uk."},
			pages:  pages{database + "hoster.co.uk": {0, Page{"autoconfig.thunderbird.net", config("imap.hoster.co.uk")}}},
			source: SourceISPDBMX, first: "imap.hoster.co.uk:993 tls ann@own.example",
		},
		{
			name: "SRV", srv: record("mail.own.example.", 1993),
			source: SourceSRV, first: "mail.own.example:1993 tls ann@own.example",
		},
		{
			name: "SRV that names a stranger", srv: record("imap.stranger.example.", 993),
			source: SourceSRV, first: "imap.stranger.example:993 tls ann@own.example", doubt: "imap.stranger.example",
		},
		{
			name: "SRV that says there is none", srv: record(".", 0),
			source: SourceGuess, first: "imap.own.example:993 tls ann@own.example", doubt: "usual ones",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := Nobody()
				n.Get, n.SRV = c.pages.get, srv(c.srv)
				n.MX = func(context.Context, string) []string { return c.mx }
				began := time.Now()
				f, err := n.Lookup(t.Context(), "ann@own.example")
				if err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took > c.within {
					t.Errorf("took %v, want at most %v", took, c.within)
				}
				if f.Source != c.source || first(f.IMAP) != c.first {
					t.Errorf("found %s by %s, want %s by %s", first(f.IMAP), f.Source, c.first, c.source)
				}
				if (c.doubt == "") != (f.Doubt == "") || !strings.Contains(f.Doubt, c.doubt) {
					t.Errorf("doubt %q, want %q in it", f.Doubt, c.doubt)
				}
				for _, try := range f.Tried {
					if strings.Contains(try.Where, "ann") || try.Outcome == "" {
						t.Errorf("tried %+v", try)
					}
				}
				if c.source != SourceGuess && len(f.Tried) == 0 {
					t.Error("does not say what was tried")
				}
			})
		})
	}
}

func TestLookupTellsTheAddressToItsDomainOnly(t *testing.T) {
	heard := make(chan string, 20)
	n := Nobody()
	n.Get = func(_ context.Context, address string) (Page, error) { heard <- address; return Page{}, errNoPage }
	if _, err := n.Lookup(t.Context(), "ann.secret@own.example"); err != nil {
		t.Fatal(err)
	}
	close(heard)
	for address := range heard {
		if !strings.HasPrefix(address, "https://") {
			t.Errorf("asked %s", address)
		}
		if strings.Contains(address, "secret") && !strings.HasPrefix(address, "https://autoconfig.own.example/") {
			t.Errorf("told %s", address)
		}
	}
}

func TestQuick(t *testing.T) {
	if f, ok := Quick(" ann@gmail.com "); !ok || f.Source != SourceTable || first(f.IMAP) != "imap.gmail.com:993 tls ann@gmail.com" {
		t.Errorf("got %v, %+v", ok, f)
	}
	for _, email := range []string{"ann@own.example", "ann", ""} {
		if _, ok := Quick(email); ok {
			t.Errorf("%q is in the table", email)
		}
	}
}

func TestNowhere(t *testing.T) {
	for domain, want := range map[string]bool{
		"localhost": true, "mail.test": true, "example.org": true, "a.example.com": true, "host.local": true,
		"myexample.org": false, "example.de": false, "test.org": false,
	} {
		if nowhere(domain) != want {
			t.Errorf("%s: %v", domain, !want)
		}
	}
}

func TestReadAutodiscover(t *testing.T) {
	answer := `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><AccountType>email</AccountType>
<Protocol><Type>EXCH</Type><Server>ex.own.example</Server></Protocol>
<Protocol><Type>IMAP</Type><Server>Mail.own.example</Server><Port>993</Port><SSL>on</SSL><LoginName>ann</LoginName></Protocol>
<Protocol><Type>POP3</Type><Server>mail.own.example</Server><Port>110</Port><SSL>off</SSL></Protocol>
<Protocol><Type>SMTP</Type><Server>mail.own.example</Server><Port>587</Port><Encryption>TLS</Encryption></Protocol>
</Account></Response></Autodiscover>`
	f, err := readAutodiscover([]byte(answer), "ann@own.example")
	if err != nil {
		t.Fatal(err)
	}
	if got := first(f.IMAP) + " | " + first(f.POP3) + " | " + first(f.SMTP); got != "mail.own.example:993 tls ann | - | mail.own.example:587 starttls ann@own.example" {
		t.Error(got)
	}
	for _, bad := range []string{"", "<html/>", "<Autodiscover/>", strings.Repeat("<a>", 90000)} {
		if f, err := readAutodiscover([]byte(bad), "ann@own.example"); err == nil {
			t.Errorf("read as %+v", f)
		}
	}
}
