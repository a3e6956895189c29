package sender

import (
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// domainOf is what follows the last @ of an address as ASCII in lower case; ""
// if that is no domain.
func domainOf(email string) string {
	i := strings.LastIndexByte(email, '@')
	if i < 0 {
		return ""
	}
	return ascii(email[i+1:])
}

// ascii is a domain in the form of DNS; "" if it has none.
func ascii(domain string) string {
	domain = strings.TrimSuffix(strings.TrimSpace(domain), ".")
	if len(domain) > 253 || domain == "" {
		return ""
	}
	a, err := idna.Lookup.ToASCII(domain)
	if err != nil { // an underscore, say
		a = strings.ToLower(domain)
	}
	if strings.ContainsAny(a, " \t<>()\"@,;:\\[]/") {
		return ""
	}
	return a
}

// organisation is the domain somebody registered (RFC 7489 3.2): the public
// suffix and one label more.
func organisation(domain string) string {
	if org, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return org
	}
	return domain
}

// aligned reports whether two domains belong to one organisation (RFC 7489 3.1,
// relaxed).
func aligned(a, b string) bool {
	return a != "" && b != "" && organisation(a) == organisation(b)
}

// show is a domain as people read it, with the form of DNS behind it where that
// is another one.
func show(domain string) string {
	if u := unicodeOf(domain); u != domain {
		return u + " (" + domain + ")"
	}
	return domain
}

// display is an address for a sentence.
func display(email string) string {
	if r := []rune(email); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return email
}

func unicodeOf(domain string) string {
	u, err := idna.Punycode.ToUnicode(domain)
	if err != nil {
		return domain
	}
	return u
}
