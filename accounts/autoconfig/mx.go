package autoconfig

import (
	"context"
	"strings"
)

const maxExchanger = 20

// byMX finds the provider that takes the domain's mail, in the table or in
// Mozilla's database. The answer of DNS may be forged: it only ever chooses among
// providers that are known, whose certificates are checked.
func (n Network) byMX(ctx context.Context, t table, email, domain string) (Found, []Try, bool) {
	try := Try{Source: SourceMX, Where: domain + " MX", Outcome: outcomeNothing}
	hosts := n.MX(ctx, domain)
	hosts = hosts[:min(len(hosts), maxExchanger)]
	if len(hosts) == 0 {
		return Found{}, []Try{try}, false
	}
	try.Outcome = "names " + strings.TrimSuffix(hosts[0], ".")
	if p, ok := t.byExchangers(hosts); ok {
		try.Outcome = outcomeFound
		return p.found(SourceMX, email, domain), []Try{try}, true
	}
	provider := owner(hosts[0])
	if provider == owner(domain) { // asked for already
		return Found{}, []Try{try}, false
	}
	f, tried, ok := n.ispdb(ctx, email, provider, SourceISPDBMX)
	return f, append([]Try{try}, tried...), ok
}

// byExchangers finds the provider of the first exchanger that the table knows.
// The longest suffix decides: Outlook.com and Microsoft 365 differ only there.
func (t table) byExchangers(hosts []string) (provider, bool) {
	for _, host := range hosts {
		host = strings.ToLower(strings.TrimSuffix(host, "."))
		best, found := 0, provider{}
		for _, p := range t.Providers {
			for _, suffix := range p.MXSuffixes {
				if len(suffix) > best && (host == suffix || strings.HasSuffix(host, "."+suffix)) {
					best, found = len(suffix), p
				}
			}
		}
		if best > 0 {
			return found, true
		}
	}
	return provider{}, false
}
