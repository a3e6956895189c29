package accounts

import (
	"errors"
	"strings"
	"testing"
)

// good is an account with nothing wrong.
func good() Account {
	return Account{
		Identities: []Identity{{Name: "Ann", Email: "ann@example.org"}},
		Incoming:   Server{Protocol: IMAP, Host: "imap.example.org", Port: 993, Security: TLS, User: "ann@example.org"},
		Outgoing:   Server{Protocol: SMTP, Host: "smtp.example.org", Port: 587, Security: STARTTLS, User: "ann@example.org"},
		SentCopy:   SentByClient,
		Secrets:    OSKeyring,
	}
}

func TestValidate(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Account)
		fields string // what is wrong, in order
	}{
		{"good", func(*Account) {}, ""},
		{"only sends", func(a *Account) { a.Incoming = Server{Protocol: None} }, ""},
		{"only receives, with POP3", func(a *Account) { a.Outgoing = Server{}; a.Incoming.Protocol = POP3 }, ""},
		{"a relay that needs no password", func(a *Account) {
			a.Incoming = Server{}
			a.Outgoing.Auth, a.Outgoing.User, a.Secrets = AuthNone, "", ""
		}, ""},
		{"this machine, unprotected", func(a *Account) {
			a.Incoming.Host, a.Incoming.Security = "127.0.0.1", Plain
			a.Outgoing.Host, a.Outgoing.Security = "localhost", Plain
		}, ""},
		{"unprotected as asked", func(a *Account) { a.Incoming.Security, a.Incoming.Insecure = Plain, true }, ""},
		{"international", func(a *Account) {
			a.Incoming.Host = "imap.bücher.example"
			a.Identities[0].Email = "änn@bücher.example"
		}, ""},
		{"IPv6", func(a *Account) { a.Incoming.Host = "2001:db8::1" }, ""},

		{"empty", func(a *Account) { *a = Account{} }, "identities incoming.protocol"},
		{"no address", func(a *Account) { a.Identities[0].Email = "" }, "identities.0.email"},
		{"second address", func(a *Account) { a.Identities = append(a.Identities, Identity{Email: "ann", ReplyTo: "x@"}) }, "identities.1.email identities.1.reply_to"},
		{"name with a line break", func(a *Account) { a.Identities[0].Name = "Ann\r\nBcc: all@example.org" }, "identities.0.name"},
		{"title with a line break", func(a *Account) { a.Name = "a\nb" }, "name"},
		{"unprotected", func(a *Account) { a.Incoming.Security = Plain }, "incoming.security"},
		{"sending unprotected as asked", func(a *Account) { a.Outgoing.Security, a.Outgoing.Insecure = Plain, true }, "outgoing.security"},
		{"protection if available", func(a *Account) { a.Incoming.Security = "auto" }, "incoming.security"},
		{"no host, port, user", func(a *Account) { a.Incoming.Host, a.Incoming.Port, a.Incoming.User = "", 0, "" }, "incoming.host incoming.port incoming.user"},
		{"host is an URL", func(a *Account) { a.Outgoing.Host = "smtp://example.org" }, "outgoing.host"},
		{"port too high", func(a *Account) { a.Outgoing.Port = 65536 }, "outgoing.port"},
		{"reading without sign-in", func(a *Account) { a.Incoming.Auth = AuthNone }, "incoming.auth"},
		{"unknown mechanism", func(a *Account) { a.Outgoing.Auth = "NTLM" }, "outgoing.auth"},
		{"user with a line break", func(a *Account) { a.Incoming.User = "ann\r\nDELE 1" }, "incoming.user"},
		{"protocols exchanged", func(a *Account) { a.Incoming, a.Outgoing = a.Outgoing, a.Incoming }, "incoming.protocol outgoing.protocol"},
		{"sent copy", func(a *Account) { a.SentCopy = "both" }, "sent_copy"},
		{"negative days", func(a *Account) { a.LeaveDays = -1 }, "leave_days"},
		{"nowhere to keep", func(a *Account) { a.Secrets = "" }, "secrets"},
		{"odd place", func(a *Account) { a.Secrets = "cloud" }, "secrets"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := good()
			c.change(&a)
			err := a.Validate()
			var fields []string
			var problems Problems
			if errors.As(err, &problems) {
				for _, p := range problems {
					fields = append(fields, p.Field)
					if !strings.HasSuffix(p.Text, ".") || !strings.Contains(err.Error(), p.Text) {
						t.Errorf("%q is not a sentence of the error", p.Text)
					}
				}
			}
			if got := strings.Join(fields, " "); got != c.fields {
				t.Errorf("wrong are %q, want %q", got, c.fields)
			}
			var one *Invalid
			if errors.As(err, &one) != (c.fields != "") || (err == nil) != (c.fields == "") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAddressProblem(t *testing.T) {
	for _, email := range []string{
		"ann@example.org", "a.b+c@sub.example.org", "name.@docomo.example", `"odd @ quoted"@example.org`, "änn@bücher.example",
		"o'hara/dept=x@example.org", "ann@localhost",
	} {
		if problem := AddressProblem(email); problem != "" {
			t.Errorf("%s: %s", email, problem)
		}
	}
	for _, email := range []string{
		"", "ann", "@example.org", "ann@", "ann@ex ample.org", "ann smith@example.org", "ann@example.org\n", "ann@example..org",
		"<ann@example.org>", "ann@a@example.org", `"ann\"@example.org`, `"a"b"@example.org`, "a,b@example.org",
		strings.Repeat("a", 65) + "@example.org", "ann@" + strings.Repeat("a.", 130) + "org",
	} {
		if AddressProblem(email) == "" {
			t.Errorf("%q is taken for an address", email)
		}
	}
}
