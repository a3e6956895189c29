package autoconfig

import (
	"context"
	"errors"
	"strings"
	"testing"

	"godwit/accounts"
)

// asked answers as DNS would and remembers what it was asked; there are no pages.
func asked(t *testing.T, answers map[string][]string) (n Network, domains *[]string) {
	t.Helper()
	domains = new([]string)
	n = Nobody()
	n.MX = func(_ context.Context, domain string) []string {
		*domains = append(*domains, domain)
		return answers[domain]
	}
	return n, domains
}

// line writes a server as "host:port security user".
func line(s accounts.Server) string {
	return s.Address() + " " + string(s.Security) + " " + s.User
}

func first(list []accounts.Server) string {
	if len(list) == 0 {
		return "-"
	}
	return line(list[0])
}

func TestLookup(t *testing.T) {
	answers := map[string][]string{
		"workspace.example": {"ASPMX.L.GOOGLE.COM.", "alt1.aspmx.l.google.com."},
		"tenant.example":    {"tenant-example.mail.protection.outlook.com."},
		"personal.example":  {"personal.olc.protection.outlook.com."},
		"secret.example":    {"mail.tutanota.de."},
		"qiye.example":      {"mx.netease.com."},
		"liar.example":      {"notgoogle.com.", "evilgoogle.com."},
	}
	cases := []struct {
		email, source, provider string
		imap, pop3, smtp        string // the first of each
		sent                    accounts.SentCopy
		hint                    string // a part of it
	}{
		{
			"ann@gmail.com", SourceTable, "Gmail / Google Workspace",
			"imap.gmail.com:993 tls ann@gmail.com", "pop.gmail.com:995 tls ann@gmail.com",
			"smtp.gmail.com:465 tls ann@gmail.com", accounts.SentByServer, "app password",
		},
		{
			"Ann@GoogleMail.com", SourceTable, "Gmail / Google Workspace",
			"imap.gmail.com:993 tls Ann@GoogleMail.com", "pop.gmail.com:995 tls Ann@GoogleMail.com",
			"smtp.gmail.com:465 tls Ann@GoogleMail.com", accounts.SentByServer, "app password",
		},
		{
			"ann@hotmail.co.uk", SourceTable, "Outlook.com / Hotmail / Live / MSN",
			"outlook.office365.com:993 tls ann@hotmail.co.uk", "outlook.office365.com:995 tls ann@hotmail.co.uk",
			"smtp-mail.outlook.com:587 starttls ann@hotmail.co.uk", accounts.SentByServer, "OAuth 2",
		},
		{
			"ann@icloud.com", SourceTable, "Apple iCloud Mail",
			"imap.mail.me.com:993 tls ann", "-", "smtp.mail.me.com:587 starttls ann@icloud.com", "", "two-factor",
		},
		{
			"ann@gmx.de", SourceTable, "GMX (de/at/ch)",
			"imap.gmx.net:993 tls ann@gmx.de", "pop.gmx.net:995 tls ann@gmx.de",
			"mail.gmx.net:465 tls ann@gmx.de", "", "POP3/IMAP access",
		},
		{
			"ann@posteo.de", SourceTable, "Posteo",
			"posteo.de:993 tls ann@posteo.de", "posteo.de:995 tls ann@posteo.de", "posteo.de:465 tls ann@posteo.de", "", "",
		},
		{
			"ann@proton.me", SourceTable, "Proton Mail (through Proton Mail Bridge)",
			"127.0.0.1:1143 starttls ann@proton.me", "-", "127.0.0.1:1025 starttls ann@proton.me", accounts.SentByServer, "Bridge",
		},
		{"ann@tuta.com", SourceTable, "Tuta (Tutanota)", "-", "-", "-", "", "no mail program"},
		{
			"1234@qq.com", SourceTable, "QQ Mail",
			"imap.qq.com:993 tls 1234@qq.com", "pop.qq.com:995 tls 1234@qq.com", "smtp.qq.com:465 tls 1234@qq.com", "", "authorization code",
		},
		{
			"ann@163.com", SourceTable, "NetEase 163 / 126 / yeah.net",
			"imap.163.com:993 tls ann@163.com", "pop.163.com:995 tls ann@163.com", "smtp.163.com:465 tls ann@163.com",
			accounts.SentByServer, "authorization code",
		},
		{
			"ann@yeah.net", SourceTable, "NetEase 163 / 126 / yeah.net",
			"imap.yeah.net:993 tls ann@yeah.net", "pop.yeah.net:995 tls ann@yeah.net", "smtp.yeah.net:465 tls ann@yeah.net",
			accounts.SentByServer, "authorization code",
		},
		{
			"ann@web.de", SourceTable, "WEB.DE",
			"imap.web.de:993 tls ann", "pop3.web.de:995 tls ann", "smtp.web.de:465 tls ann", "", "",
		},
		{
			"ann@workspace.example", SourceMX, "Gmail / Google Workspace",
			"imap.gmail.com:993 tls ann@workspace.example", "pop.gmail.com:995 tls ann@workspace.example",
			"smtp.gmail.com:465 tls ann@workspace.example", accounts.SentByServer, "",
		},
		{
			"ann@tenant.example", SourceMX, "Microsoft 365 / Exchange Online",
			"outlook.office365.com:993 tls ann@tenant.example", "outlook.office365.com:995 tls ann@tenant.example",
			"smtp.office365.com:587 starttls ann@tenant.example", accounts.SentByServer, "OAuth 2",
		},
		{
			"ann@personal.example", SourceMX, "Outlook.com / Hotmail / Live / MSN",
			"outlook.office365.com:993 tls ann@personal.example", "outlook.office365.com:995 tls ann@personal.example",
			"smtp-mail.outlook.com:587 starttls ann@personal.example", accounts.SentByServer, "OAuth 2",
		},
		{"ann@secret.example", SourceMX, "Tuta (Tutanota)", "-", "-", "-", "", "no mail program"},
		{
			"ann@qiye.example", SourceMX, "NetEase 163 / 126 / yeah.net",
			"imap.163.com:993 tls ann@qiye.example", "pop.163.com:995 tls ann@qiye.example", "smtp.163.com:465 tls ann@qiye.example",
			accounts.SentByServer, "",
		},
		{
			"ann@liar.example", SourceGuess, "",
			"imap.liar.example:993 tls ann@liar.example", "pop.liar.example:995 tls ann@liar.example",
			"smtp.liar.example:587 starttls ann@liar.example", "", "guessed",
		},
		{
			"ann@bücher.example", SourceGuess, "",
			"imap.xn--bcher-kva.example:993 tls ann@bücher.example", "pop.xn--bcher-kva.example:995 tls ann@bücher.example",
			"smtp.xn--bcher-kva.example:587 starttls ann@bücher.example", "", "guessed",
		},
	}
	for _, c := range cases {
		t.Run(c.email, func(t *testing.T) {
			network, domains := asked(t, answers)
			f, err := network.Lookup(t.Context(), c.email)
			if err != nil {
				t.Fatal(err)
			}
			if f.Source != c.source || f.Provider != c.provider {
				t.Errorf("found %q by %q, want %q by %q", f.Provider, f.Source, c.provider, c.source)
			}
			for _, s := range []struct{ name, got, want string }{
				{"imap", first(f.IMAP), c.imap}, {"pop3", first(f.POP3), c.pop3}, {"smtp", first(f.SMTP), c.smtp},
			} {
				if s.got != s.want {
					t.Errorf("%s is %q, want %q", s.name, s.got, s.want)
				}
			}
			if f.SentCopy != c.sent {
				t.Errorf("sent copy by %q, want %q", f.SentCopy, c.sent)
			}
			if !strings.Contains(f.Hint, c.hint) {
				t.Errorf("hint %q does not say %q", f.Hint, c.hint)
			}
			if f.NoAccess != (c.imap == "-") {
				t.Errorf("no access: %v", f.NoAccess)
			}
			if c.source == SourceTable && len(*domains) != 0 {
				t.Errorf("asked DNS about %v although the table knows the domain", *domains)
			}
		})
	}
}

func TestLookupRefusesWhatIsNoAddress(t *testing.T) {
	for _, email := range []string{"", "ann", "@example.org", "ann@", "ann@exa mple.org", "ann@example.org\r\nDATA", "ann@-.org"} {
		network, domains := asked(t, nil)
		_, err := network.Lookup(t.Context(), email)
		var invalid *accounts.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%q: %v, want *accounts.Invalid", email, err)
		}
		if len(*domains) != 0 {
			t.Errorf("%q: asked DNS about %q", email, *domains)
		}
	}
}

func TestLookupEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := Nobody()
	n.MX = func(context.Context, string) []string { cancel(); return nil }
	if _, err := n.Lookup(ctx, "ann@unknown.example"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	// The table needs no network, so it answers all the same.
	if f, err := n.Lookup(ctx, "ann@gmail.com"); err != nil || f.Source != SourceTable {
		t.Errorf("got %q, %v", f.Source, err)
	}
}
