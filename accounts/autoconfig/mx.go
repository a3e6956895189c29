package autoconfig

import (
	"context"
	"net"
	"strings"
	"time"
)

const (
	mxWait       = 2 * time.Second
	maxExchanger = 20
)

// exchangers asks DNS who takes the domain's mail, most preferred first; none
// when nobody answers. The answer may be forged: it only ever chooses among
// the providers of the table, whose certificates are checked.
func exchangers(ctx context.Context, domain string) []string {
	ctx, cancel := context.WithTimeout(ctx, mxWait)
	defer cancel()
	// Records that are not host names come as an error beside those that are.
	records, _ := net.DefaultResolver.LookupMX(ctx, domain+".")
	var hosts []string
	for _, r := range records[:min(len(records), maxExchanger)] {
		hosts = append(hosts, r.Host)
	}
	return hosts
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
