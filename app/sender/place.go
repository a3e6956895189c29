package sender

import "strings"

// Place is a host as a person should see it before going there.
type Place struct {
	Name    string // as people read it, with the form of DNS behind it where that is another
	Warning string // why it may not be what it looks like; ""
}

// PlaceOf is the place that a host name names.
func PlaceOf(host string) Place {
	domain := ascii(host)
	if domain == "" {
		return Place{Name: host}
	}
	p := Place{Name: show(domain)}
	u := unicodeOf(domain)
	if u == domain {
		return p
	}
	if plain := plainLook(domain); isASCII(plain) && strings.ContainsFunc(u, foreign) {
		p.Warning = "It is written in foreign letters that look like " + plain + "."
		return p
	}
	for label := range strings.SplitSeq(u, ".") {
		if mixed(label) {
			p.Warning = "Its name mixes letters of several scripts."
		}
	}
	return p
}
