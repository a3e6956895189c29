package dial

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"testing"

	"godwit/accounts"
)

func TestKnock(t *testing.T) {
	s := serve(t, func(c net.Conn) { _ = c.Close() })
	var d Dialer
	ips, err := d.Addresses(t.Context(), s)
	if err != nil || len(ips) != 1 || ips[0].String() != s.Host {
		t.Errorf("%v %v", ips, err)
	}
	if err := d.Knock(t.Context(), s, ips[0]); err != nil {
		t.Error(err)
	}
	s.Port = 1
	wantKind(t, d.Knock(t.Context(), s, ips[0]), Refused)

	for name, want := range map[string]Kind{"absent.test": NoSuchHost, "broken.test": DNSFailed, "empty.test": NoSuchHost} {
		d.Lookup = func(context.Context, string, string) ([]netip.Addr, error) {
			switch want {
			case DNSFailed:
				return nil, errors.New("no answer")
			default:
				return nil, nil
			}
		}
		_, err := d.Addresses(t.Context(), accounts.Server{Protocol: accounts.IMAP, Host: name, Port: 993, Security: accounts.TLS})
		wantKind(t, err, want)
	}
}

// A certificate that nobody vouches for names whom it likes; only names are shown.
func TestNamesAreNames(t *testing.T) {
	parsed := x509.Certificate{DNSNames: []string{"mail.example.org", "call 555-0100 now", "*.example.org", "päge.test"}}
	if got := namesOf(&parsed); len(got) != 2 || got[0] != "mail.example.org" || got[1] != "*.example.org" {
		t.Errorf("%q", got)
	}
}
