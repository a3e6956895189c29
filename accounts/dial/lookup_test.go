package dial

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// What a name server's silence costs, by the synthetic clock.
func TestLookup(t *testing.T) {
	type answer struct {
		after time.Duration
		ips   []netip.Addr
		err   error
	}
	four, six, failed := ips("192.0.2.1"), ips("2001:db8::1"), errors.New("no answer")
	late := answer{10 * time.Second, nil, failed}
	for name, test := range map[string]struct {
		both, four, six answer
		want            []netip.Addr // nil: fails
		after           time.Duration
	}{
		"both at once":       {both: answer{time.Millisecond, slices.Concat(six, four), nil}, want: slices.Concat(six, four), after: time.Millisecond},
		"no such host":       {both: answer{time.Millisecond, nil, failed}, after: time.Millisecond},
		"nothing for IPv6":   {late, answer{time.Millisecond, four, nil}, late, four, slowAnswer + time.Millisecond},
		"nothing for IPv4":   {late, late, answer{time.Millisecond, six, nil}, six, slowAnswer + time.Millisecond},
		"one fails":          {late, answer{time.Millisecond, nil, failed}, answer{time.Second, six, nil}, six, slowAnswer + time.Second},
		"one is empty":       {answer{5 * time.Second, four, nil}, late, answer{time.Millisecond, nil, nil}, four, 5 * time.Second},
		"nothing at all":     {late, late, late, nil, late.after},
		"slow, but complete": {answer{3 * time.Second, four, nil}, answer{4 * time.Second, four, nil}, late, four, 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				got, err := lookup(t.Context(), "mail.example.org", func(ctx context.Context, network, _ string) ([]netip.Addr, error) {
					a := map[string]answer{"ip": test.both, "ip4": test.four, "ip6": test.six}[network]
					select {
					case <-time.After(a.after):
						return a.ips, a.err
					case <-ctx.Done():
						return nil, ctx.Err()
					}
				})
				if !slices.Equal(got, test.want) || (err == nil) != (test.want != nil) || time.Since(begun) != test.after {
					t.Errorf("%v, %v after %v", got, err, time.Since(begun))
				}
			})
		})
	}
}
