package app

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/machine"
	"godwit/accounts/oauth"
	"godwit/sync/localserver/rogue"
)

const labPassword = "marker-Hunter2-password"

// lab is a broken server, what the doctor has to find, and a word of the cure.
type lab struct {
	name     string
	protocol accounts.Protocol
	security accounts.Security
	script   rogue.Script
	cert     func(*labCerts) *tls.Config // nil: a good one
	change   func(*accounts.Server)
	step     string // of the finding: "imap tls"
	code     string
	cure     string
}

type labCerts struct{ good, expired, future, name, unknown, self, old, soon *tls.Config }

const (
	imapP   = accounts.IMAP
	pop3P   = accounts.POP3
	smtpP   = accounts.SMTP
	upgrade = accounts.STARTTLS
	whole   = accounts.TLS
	plain   = accounts.Plain
)

var labs = []lab{
	{"expired", imapP, whole, nil, func(c *labCerts) *tls.Config { return c.expired }, nil, "imap tls", "GW-TLS-EXPIRED", "provider"},
	{"expired behind STARTTLS", smtpP, upgrade, nil, func(c *labCerts) *tls.Config { return c.expired }, nil, "smtp tls", "GW-TLS-EXPIRED", "provider"},
	{"not yet valid", imapP, whole, nil, func(c *labCerts) *tls.Config { return c.future }, nil, "imap tls", "GW-TLS-NOT-YET", "date and time"},
	{"not yet valid, the clock", pop3P, upgrade, nil, func(c *labCerts) *tls.Config { return c.future }, nil, "clock", "GW-CLOCK", "date and time"},
	{"another name", pop3P, whole, nil, func(c *labCerts) *tls.Config { return c.name }, nil, "pop3 tls", "GW-TLS-NAME", "name"},
	{"unknown root", imapP, upgrade, nil, func(c *labCerts) *tls.Config { return c.unknown }, nil, "imap tls", "GW-TLS-UNKNOWN", "accept this one certificate"},
	{"self-signed", smtpP, whole, nil, func(c *labCerts) *tls.Config { return c.self }, nil, "smtp tls", "GW-TLS-UNKNOWN", "accept this one certificate"},
	{"TLS 1.1 at most", imapP, whole, nil, func(c *labCerts) *tls.Config { return c.old }, nil, "imap tls", "GW-TLS-FAILED", "TLS 1.2"},
	{"ends soon", imapP, whole, nil, func(c *labCerts) *tls.Config { return c.soon }, nil, "imap tls", "GW-TLS-SOON", "renew"},
	{"587 without STARTTLS", smtpP, upgrade, rogue.Script{"EHLO": "250-mail.test\r\n250 AUTH PLAIN"}, nil, nil, "smtp starttls", "GW-TLS-NONE", "secure port"},
	{"STARTTLS refused by IMAP", imapP, upgrade, rogue.Script{"STARTTLS": "%t NO not today"}, nil, nil, "imap starttls", "GW-TLS-NONE", "secure port"},
	{"STLS refused by POP3", pop3P, upgrade, rogue.Script{"STLS": "-ERR not today"}, nil, nil, "pop3 starttls", "GW-TLS-NONE", "secure port"},
	{"STARTTLS put off by SMTP", smtpP, upgrade, rogue.Script{"STARTTLS": "454 4.7.0 not now"}, nil, nil, "smtp starttls", "GW-TLS-NONE", "secure port"},
	{"TLS where STARTTLS is expected", imapP, whole, nil, nil, func(s *accounts.Server) { s.Security = upgrade }, "imap greeting", "GW-TLS-FIRST", "Choose TLS"},
	{"STARTTLS where TLS is expected", smtpP, upgrade, nil, nil, func(s *accounts.Server) { s.Security = whole }, "smtp tls", "GW-TLS-PORT", "STARTTLS for this port"},
	{"535", smtpP, whole, rogue.Script{"AUTH": "535 5.7.8 no such pair"}, nil, nil, "smtp sign-in", "GW-AUTH-REFUSED", "app password"},
	{"AUTHENTICATIONFAILED", imapP, whole, rogue.Script{"AUTHENTICATE": "%t NO [AUTHENTICATIONFAILED] no"}, nil, nil, "imap sign-in", "GW-AUTH-REFUSED", "Sign in again"},
	{"534-5.7.9", smtpP, whole, rogue.Script{"AUTH": "534-5.7.9 Application-specific password required.\r\n534 5.7.9 Learn more"}, nil, nil, "smtp sign-in", "GW-AUTH-APP-PASSWORD", "app password"},
	{"switched off by the administrator", smtpP, whole, rogue.Script{"AUTH": "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"}, nil, nil, "smtp sign-in", "GW-AUTH-SWITCHED-OFF", "administrator"},
	{"530", smtpP, whole, rogue.Script{"MAIL": "530 5.7.0 Authentication required"}, nil, func(s *accounts.Server) { s.Auth, s.User = accounts.AuthNone, "" }, "smtp rules", "GW-AUTH-NONE", "Choose a way to sign in"},
	{"AUTH only after TLS", smtpP, upgrade, rogue.Script{"EHLO": "250-mail.test\r\n250 STARTTLS"}, nil, func(s *accounts.Server) { s.Security = plain }, "smtp offers", "GW-AUTH-NEEDS-TLS", "Choose STARTTLS"},
	{"LOGINDISABLED before TLS", imapP, upgrade, rogue.Script{"CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n%t OK"}, nil, func(s *accounts.Server) { s.Security = plain }, "imap offers", "GW-AUTH-NEEDS-TLS", "Choose STARTTLS"},
	{"LOGINDISABLED for good", imapP, whole, rogue.Script{"CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI\r\n%t OK", "tls CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI\r\n%t OK"}, nil, nil, "imap offers", "GW-AUTH-MECHANISM", "which sign-in works"},
	{"no mechanism in common", smtpP, whole, rogue.Script{"tls EHLO": "250-mail.test\r\n250 AUTH GSSAPI NTLM"}, nil, nil, "smtp offers", "GW-AUTH-MECHANISM", "which sign-in works"},
	{"421 at the greeting", smtpP, whole, rogue.Script{"greeting": "421 4.3.2 too busy THEN DROP"}, nil, nil, "smtp greeting", "GW-SEND-LATER", "tries again"},
	{"too many connections", imapP, whole, rogue.Script{"greeting": "* BYE Too many connections from your address THEN DROP"}, nil, nil, "imap greeting", "GW-MAIL-CONNECTIONS", "close mail programs"},
	{"454 at the sign-in", smtpP, whole, rogue.Script{"AUTH": "454 4.7.0 Temporary authentication failure"}, nil, nil, "smtp sign-in", "GW-AUTH-LATER", "tries again"},
	{"greylisting", smtpP, whole, rogue.Script{"RCPT": "450 4.7.1 Greylisted, come again"}, nil, nil, "smtp rules", "GW-SEND-LATER", "Nothing to do"},
	{"the sender is not one's own", smtpP, whole, rogue.Script{"MAIL": "553 5.7.1 Sender address rejected: not owned by user"}, nil, nil, "smtp rules", "GW-RELAY-SENDER", "Confirm the address"},
	{"policy", smtpP, whole, rogue.Script{"RCPT": "550 5.7.1 Your address is on a list"}, nil, nil, "smtp rules", "GW-SEND-REFUSED-POLICY", "may send"},
	{"silent at the greeting", imapP, upgrade, rogue.Script{"greeting": "HANG", "tls": "HANG"}, nil, nil, "imap greeting", "GW-NET-TIMEOUT", "tries again"},
	{"silent after EHLO", smtpP, whole, rogue.Script{"EHLO": "HANG", "tls EHLO": "HANG"}, nil, nil, "smtp offers", "GW-NET-TIMEOUT", "tries again"},
	{"silent after STARTTLS", imapP, upgrade, rogue.Script{"STARTTLS": "HANG"}, nil, nil, "imap starttls", "GW-NET-TIMEOUT", "tries again"},
	{"silent in the handshake", pop3P, upgrade, rogue.Script{"tls": "HANG"}, nil, nil, "pop3 tls", "GW-NET-TIMEOUT", "tries again"},
	{"silent at the sign-in", imapP, whole, rogue.Script{"AUTHENTICATE": "HANG"}, nil, nil, "imap sign-in", "GW-NET-TIMEOUT", "tries again"},
	{"closes at once", imapP, upgrade, rogue.Script{"greeting": "DROP"}, nil, nil, "imap greeting", "GW-NET-CLOSED", "tries again"},
	{"closes after STARTTLS", smtpP, upgrade, rogue.Script{"STARTTLS": "DROP"}, nil, nil, "smtp starttls", "GW-NET-CLOSED", "tries again"},
	{"closes in the handshake", imapP, whole, rogue.Script{"tls": "DROP"}, nil, nil, "imap tls", "GW-NET-CLOSED", "tries again"},
	{"closes at the sign-in", pop3P, whole, rogue.Script{"AUTH": "DROP"}, nil, nil, "pop3 sign-in", "GW-NET-CLOSED", "tries again"},
	{"portal that speaks at once", imapP, upgrade, rogue.Script{"greeting": "HTTP/1.1 302 Found\r\nLocation: http://login.test/"}, nil, nil, "imap greeting", "GW-NET-PORTAL", "log in to the network"},
	{"portal that waits", imapP, upgrade, rogue.Script{"greeting": "", "GET": "HTTP/1.1 302 Found", "/": "HTTP/1.1 302 Found", "": "HTTP/1.0 302"}, nil, nil, "imap greeting", "GW-NET-PORTAL", "log in to the network"},
	{"portal instead of TLS", smtpP, whole, rogue.Script{"tls": "RAW HTTP/1.1 400 Bad Request\r\n\r\n"}, nil, nil, "smtp tls", "GW-NET-PORTAL", "log in to the network"},
	{"POP3 on the IMAP port", imapP, upgrade, rogue.Script{"greeting": "+OK POP3 ready"}, nil, nil, "imap greeting", "GW-NET-PROTOCOL", "Check the port"},
	{"SMTP on the POP3 port", pop3P, upgrade, rogue.Script{"greeting": "220 mail.test ESMTP"}, nil, nil, "pop3 greeting", "GW-NET-PROTOCOL", "Check the port"},
	{"injected behind STARTTLS", imapP, upgrade, rogue.Script{"STARTTLS": "%t OK begin\r\n* OK more"}, nil, nil, "imap starttls", "GW-TLS-INJECTED", "another network"},
	{"no such name", imapP, whole, nil, nil, func(s *accounts.Server) { s.Host = "imap.absent.test" }, "imap name", "GW-NET-NO-HOST", "spelling"},
	{"DNS is silent", imapP, whole, nil, nil, func(s *accounts.Server) { s.Host = "imap.silent.test" }, "imap name", "GW-NET-DNS", "tries again"},
	{"IPv6 is dead", imapP, whole, nil, nil, func(s *accounts.Server) { s.Host = "both.test" }, "imap ipv6", "GW-NET-ONE-WAY", "Nothing to do for mail"},
	{"nothing listens", imapP, whole, nil, nil, func(s *accounts.Server) { s.Port = 1 }, "imap connect", "GW-NET-REFUSED", "Check the port"},
	{"the proxy is down", imapP, whole, nil, nil, func(s *accounts.Server) { s.Proxy = "socks5://127.0.0.1:1" }, "imap connect", "GW-NET-PROXY", "proxy's address"},
	{"the mailbox is full", imapP, whole, rogue.Script{
		"tls CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN QUOTA\r\n%t OK", "GETQUOTAROOT": "* QUOTAROOT INBOX r\r\n* QUOTA r (STORAGE 1024 1024)\r\n%t OK done",
	}, nil, nil, "imap mailbox", "GW-MAIL-QUOTA", "empty the trash"},
	{"the mailbox is in use", pop3P, whole, rogue.Script{"AUTH": "-ERR [IN-USE] Do you have another session running?"}, nil, nil, "pop3 sign-in", "GW-AUTH-LATER", "tries again"},
	{"POP3 without UIDL", pop3P, whole, rogue.Script{"UIDL": "-ERR what?", "LIST": "+OK\r\n1 120\r\n."}, nil, nil, "pop3 mailbox", "GW-MAIL-NO-IDS", "IMAP"},
	{"the inbox is read-only", imapP, whole, rogue.Script{"SELECT": "* 0 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] ok\r\n%t OK [READ-ONLY] done"}, nil, nil, "imap mailbox", "GW-MAIL-READONLY", "right to change"},
	{"the sign-in at the page has ended", imapP, whole, nil, nil, func(s *accounts.Server) { s.Auth = accounts.AuthPage }, "password", "GW-PAGE-ENDED", "Sign in again"},
}

// TestLab examines each broken server: the right cause, at the right step, and the
// right cure.
func TestLab(t *testing.T) {
	certs := newLabCerts(t)
	for _, c := range labs {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			conf := certs.good
			if c.cert != nil {
				conf = c.cert(certs)
			}
			server, err := rogue.Start(c.protocol, c.script, conf, c.security == whole)
			check(t, err)
			t.Cleanup(server.Close)
			s := server.Address()
			s.User = "mira@demo.test"
			if c.change != nil {
				c.change(&s)
			}
			list, text := labExamine(t, s)
			i := 0
			for i < len(list) && (list[i].Name != c.step || list[i].Level == LevelSkipped) {
				i++
			}
			if i == len(list) || list[i].Problem.Code != c.code || !strings.Contains(list[i].Problem.Action, c.cure) {
				t.Errorf("want %s at %q with %q in the cure:\n%s", c.code, c.step, c.cure, text)
			}
			if strings.Contains(text, "mira@") || strings.Contains(text, labPassword) {
				t.Errorf("the report tells too much:\n%s", text)
			}
			for _, line := range server.Before() {
				if s.Security != plain && says(line, labPassword) {
					t.Errorf("said in the clear: %q", line)
				}
			}
		})
	}
}

// says looks for a secret in clear and in base64.
func says(line, secret string) bool {
	if strings.Contains(line, secret) {
		return true
	}
	for _, word := range strings.Fields(line) {
		if raw, err := base64.StdEncoding.DecodeString(word); err == nil && strings.Contains(string(raw), secret) {
			return true
		}
	}
	return false
}

func labExamine(t *testing.T, s accounts.Server) ([]Finding, string) {
	t.Helper()
	a, err := Open(t.Context(), Options{Profile: t.TempDir(), Timeout: 2 * time.Second, Machine: func(context.Context) <-chan machine.Event { return nil }})
	check(t, err)
	t.Cleanup(a.Close)
	acc := accounts.Account{
		Identities: []accounts.Identity{{Email: "mira@demo.test"}}, Secrets: accounts.Session, SentCopy: accounts.SentAuto,
		Incoming: accounts.Server{Protocol: accounts.None}, Outgoing: accounts.Server{Protocol: accounts.None},
	}
	if s.Protocol == smtpP {
		acc.Outgoing = s
	} else {
		acc.Incoming = s
	}
	secret := func(context.Context, accounts.Server) (string, error) { return labPassword, nil }
	if s.Auth == accounts.AuthPage {
		secret = func(context.Context, accounts.Server) (string, error) {
			return "", &oauth.Error{Kind: oauth.Revoked, Provider: oauth.Provider{Name: "Demo"}.Name}
		}
	}
	core := a.Accounts.core
	core.dial.Lookup = labLookup
	list := (&Accounts{core}).examine(t.Context(), acc, secret, nil)
	return list, DoctorReport(acc, list, time.Now())
}

// labLookup is DNS for the lab.
func labLookup(ctx context.Context, _, host string) ([]netip.Addr, error) {
	switch host {
	case "both.test":
		return []netip.Addr{netip.MustParseAddr("::1"), netip.MustParseAddr("127.0.0.1")}, nil
	case "imap.silent.test":
		<-ctx.Done()
		return nil, &net.DNSError{Err: "i/o timeout", Name: host, IsTimeout: true}
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func newLabCerts(t *testing.T) *labCerts {
	t.Helper()
	ours, err := rogue.NewAuthority()
	check(t, err)
	other, err := rogue.NewAuthority()
	check(t, err)
	file := filepath.Join(t.TempDir(), "ca.pem")
	check(t, os.WriteFile(file, ours.PEM(), 0o600))
	t.Setenv("SSL_CERT_FILE", file)
	issue := func(a *rogue.Authority, l rogue.Leaf) *tls.Config {
		conf, err := a.Issue(l)
		check(t, err)
		return conf
	}
	c := &labCerts{
		good: issue(ours, rogue.Leaf{}), expired: issue(ours, rogue.Leaf{From: -48 * time.Hour, To: -24 * time.Hour}),
		future: issue(ours, rogue.Leaf{From: 24 * time.Hour, To: 48 * time.Hour}), name: issue(ours, rogue.Leaf{Names: []string{"other.test"}}),
		unknown: issue(other, rogue.Leaf{}), self: issue(ours, rogue.Leaf{Self: true}), old: issue(ours, rogue.Leaf{}),
		soon: issue(ours, rogue.Leaf{To: 72 * time.Hour}),
	}
	c.old.MaxVersion = tls.VersionTLS11
	return c
}
