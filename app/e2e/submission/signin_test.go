package submission

import (
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/app/e2e/servers"
	imap "godwit/sync/imap/wire"
	pop3 "godwit/sync/pop3/wire"
)

// TestSignInToRead: the mechanisms serve IMAP and POP3 as well.
func TestSignInToRead(t *testing.T) {
	ca := servers.NewCA(t)
	t.Setenv("SSL_CERT_FILE", ca.File)
	d := servers.StartDovecotExtra(t, ca, "auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256\n", ada)
	for _, s := range []accounts.Server{
		{Protocol: accounts.IMAP, Port: d.IMAPS, Security: accounts.TLS},
		{Protocol: accounts.IMAP, Port: d.IMAP, Security: accounts.STARTTLS},
		{Protocol: accounts.POP3, Port: d.POP3S, Security: accounts.TLS},
	} {
		s.Host, s.User = "localhost", ada
		for _, m := range []accounts.Mechanism{auth.ScramSHA256, auth.ScramSHA1, auth.CramMD5, auth.Plain, auth.Login, accounts.AuthAuto} {
			s.Auth = m
			conn, err := dial.Dialer{Timeout: time.Minute}.Connect(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if s.Protocol == accounts.IMAP {
				_, err = imap.Open(t.Context(), conn, s, servers.Password, imap.Options{})
			} else {
				_, err = pop3.Open(t.Context(), conn, s, servers.Password, nil)
			}
			if err != nil {
				t.Errorf("%s %s with %q: %v", s.Protocol, s.Security, m, err)
			}
			conn.Close()
		}
	}
}
