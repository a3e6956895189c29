package autoconfig

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"

	"godwit/accounts"
)

// service is a name under which servers stand in DNS (RFC 6186 3, RFC 8314 5.1).
type service struct {
	name     string
	protocol accounts.Protocol
	security accounts.Security
}

// services are those of them that are protected, best first.
var services = []service{
	{"imaps", accounts.IMAP, accounts.TLS},
	{"imap", accounts.IMAP, accounts.STARTTLS},
	{"pop3s", accounts.POP3, accounts.TLS},
	{"pop3", accounts.POP3, accounts.STARTTLS},
	{"submissions", accounts.SMTP, accounts.TLS},
	{"submission", accounts.SMTP, accounts.STARTTLS},
}

// bySRV is what the domain's SRV records name. DNS is mostly not protected, so
// hosts that are not the domain's own are doubtful (RFC 6186 6).
func (n Network) bySRV(ctx context.Context, email, domain string) (Found, []Try, bool) {
	f := Found{Source: SourceSRV, Auth: []string{"password"}}
	records := make([][]*net.SRV, len(services))
	done := make(chan int)
	for i, s := range services {
		go func() {
			records[i] = n.SRV(ctx, s.name, domain)
			done <- i
		}()
	}
	for range services {
		<-done
	}
	var tried []Try
	var foreign []string
	for i, s := range services {
		try := Try{Source: SourceSRV, Where: "_" + s.name + "._tcp." + domain, Outcome: outcomeNothing}
		for _, r := range records[i][:min(len(records[i]), maxServers)] {
			server := accounts.Server{Protocol: s.protocol, Host: strings.ToLower(strings.TrimSuffix(r.Target, ".")), Port: int(r.Port), Security: s.security, User: email}
			if _, err := server.ASCIIHost(); server.Host == "" || err != nil || r.Port == 0 {
				try.Outcome = "there is none, it says" // "." (RFC 6186 3.4)
				continue
			}
			try.Outcome = outcomeFound
			if !related(server.Host, domain) && !slices.Contains(foreign, server.Host) {
				foreign = append(foreign, server.Host)
			}
			f.add(server)
		}
		tried = append(tried, try)
	}
	if len(foreign) > 0 {
		f.Doubt = fmt.Sprintf("DNS, whose answers nobody vouches for, sends mail of %s to %s.", domain, strings.Join(foreign, ", "))
	}
	return f, tried, len(f.IMAP)+len(f.POP3) > 0
}

// add puts a server behind those of its protocol.
func (f *Found) add(s accounts.Server) {
	switch s.Protocol {
	case accounts.IMAP:
		f.IMAP = append(f.IMAP, s)
	case accounts.POP3:
		f.POP3 = append(f.POP3, s)
	case accounts.SMTP:
		f.SMTP = append(f.SMTP, s)
	}
}
