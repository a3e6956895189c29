package autoconfig

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// ownFile is what the domain says of itself, over HTTPS only: a file that comes
// without would be anybody's. The first of the two addresses that has a file is
// believed (draft-ietf-mailmaint-autoconfig).
func (n Network) ownFile(ctx context.Context, email, domain string) (Found, []Try, bool) {
	var tried []Try
	for _, address := range []string{
		"https://autoconfig." + domain + "/mail/config-v1.1.xml?emailaddress=" + url.QueryEscape(email),
		"https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml",
	} {
		f, try := n.file(ctx, SourceDomain, address, email, domain)
		tried = append(tried, try)
		if try.Outcome == outcomeFound {
			return f, tried, true
		}
	}
	return Found{}, tried, false
}

const (
	outcomeFound   = "found"
	outcomeNothing = "nothing there"
)

// file fetches and reads one file of settings.
func (n Network) file(ctx context.Context, source, address, email, domain string) (Found, Try) {
	try := Try{Source: source, Where: shown(address)}
	page, err := n.Get(ctx, address)
	if err != nil {
		try.Outcome = err.Error()
		return Found{}, try
	}
	f, err := readConfig(page.Body, source, email)
	if err != nil {
		try.Outcome = err.Error()
		return Found{}, try
	}
	if source == SourceDomain && !related(page.Host, domain) {
		f.Doubt = fmt.Sprintf("%s has these settings from %s.", domain, page.Host)
	}
	try.Outcome = outcomeFound
	return f, try
}

// shown is an address without the mail address in it.
func shown(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address
}

// related reports whether a host belongs to who has the domain.
func related(host, domain string) bool {
	return strings.EqualFold(host, domain) || owner(host) == owner(domain)
}

// owner is the part of a name that somebody has registered; where nobody can,
// the name.
func owner(name string) string {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if registered, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return registered
	}
	return name
}
