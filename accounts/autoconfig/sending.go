package autoconfig

import (
	"slices"
	"strings"

	"godwit/accounts"
)

// Sending is what a service needs a customer's own domain to say in DNS, so
// that others believe mail which it sends for that domain.
type Sending struct {
	Name      string
	SPF       []string // names that the domain's SPF record includes
	Selectors []string // of DKIM keys, as far as they are the same for everyone
	Selector  string   // else where to find them, in words
	Envelope  bool     // the envelope's sender becomes an address of the service
	Domains   []string // the service's own, whose records it looks after
}

type sending struct {
	SPF      []string `json:"spf"`
	DKIM     []string `json:"dkim"`
	DKIMNote string   `json:"dkim_note"`
	Envelope string   `json:"envelope"` // "own", "relay"
}

// SendingThrough finds the service that a server for sending belongs to.
func SendingThrough(host string) (Sending, bool, error) {
	t, err := load()
	if err != nil {
		return Sending{}, false, err
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, r := range t.Relays {
		before, after, _ := strings.Cut(r.HostPattern, "{region}")
		if slices.Contains(r.Hosts, host) || after != "" && strings.HasPrefix(host, before) && strings.HasSuffix(host, after) {
			return r.Sending.of(r.Name, nil), true, nil
		}
	}
	for _, p := range t.Providers {
		if p.serves(host, p.SMTP) {
			return p.Sending.of(p.Name, p.Domains), true, nil
		}
	}
	return Sending{}, false, nil
}

// serves reports whether a server is the provider's. One on this computer may be
// anybody's.
func (p provider) serves(host string, lists ...[]server) bool {
	local := accounts.Server{Host: host}.Local()
	return !local && slices.ContainsFunc(lists, func(list []server) bool {
		return slices.ContainsFunc(list, func(s server) bool { return s.Host == host })
	})
}

func (s *sending) of(name string, domains []string) Sending {
	if s == nil {
		return Sending{Name: name, Domains: domains}
	}
	return Sending{Name: name, SPF: s.SPF, Selectors: s.DKIM, Selector: s.DKIMNote, Envelope: s.Envelope == "relay", Domains: domains}
}
