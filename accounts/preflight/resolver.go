package preflight

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
)

// Resolver asks DNS. No such name, or no such record, is no answer and no error.
type Resolver struct {
	TXT func(ctx context.Context, name string) ([]string, error)
	MX  func(ctx context.Context, name string) ([]string, error)
	IP  func(ctx context.Context, name string) ([]netip.Addr, error)
}

// DNS is the system's resolver.
func DNS() Resolver {
	r := net.DefaultResolver
	return Resolver{
		TXT: func(ctx context.Context, name string) ([]string, error) {
			return answer(r.LookupTXT(ctx, name+"."))
		},
		MX: func(ctx context.Context, name string) ([]string, error) {
			records, err := answer(r.LookupMX(ctx, name+"."))
			var hosts []string
			for _, m := range records {
				hosts = append(hosts, strings.TrimSuffix(m.Host, "."))
			}
			if len(hosts) > 0 { // those that are no names come as an error beside
				err = nil
			}
			return hosts, err
		},
		IP: func(ctx context.Context, name string) ([]netip.Addr, error) {
			return answer(r.LookupNetIP(ctx, "ip", name+"."))
		},
	}
}

func answer[T any](list []T, err error) ([]T, error) {
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return nil, nil
	}
	return list, err
}

// maxRecords is how many records of a name are looked at.
const maxRecords = 50

func (r Resolver) txt(ctx context.Context, name string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, oneWait)
	defer cancel()
	list, err := r.TXT(ctx, name)
	return list[:min(len(list), maxRecords)], err
}

func (r Resolver) mailers(ctx context.Context, name string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, oneWait)
	defer cancel()
	list, err := r.MX(ctx, name)
	return list[:min(len(list), maxRecords)], err
}

func (r Resolver) addresses(ctx context.Context, name string) ([]netip.Addr, error) {
	ctx, cancel := context.WithTimeout(ctx, oneWait)
	defer cancel()
	list, err := r.IP(ctx, name)
	return list[:min(len(list), maxRecords)], err
}

// silent is a finding that DNS did not let us make.
func silent(name, of string) Finding {
	return Finding{Name: name, Level: Unknown, Text: "DNS did not answer when asked about " + of + ".", Fix: "Try again when you are online."}
}

// shown is a record for a person to see, of bounded size.
func shown(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	if len(s) > 300 {
		return strings.ToValidUTF8(s[:300], "") + "…"
	}
	return s
}
