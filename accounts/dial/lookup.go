package dial

import (
	"context"
	"net/netip"
	"time"
)

// slowAnswer is how long the answers for both families are waited for together.
// Some routers never answer a question for IPv6 (RFC 4074 4.1); where they do not
// come, one family's will do (RFC 8305 3).
const slowAnswer = 2 * time.Second

// lookup finds the addresses of a host by ask, which is asked for "ip", "ip4" or
// "ip6".
func lookup(ctx context.Context, host string, ask func(ctx context.Context, network, host string) ([]netip.Addr, error)) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil { // nobody needs to be asked
		return []netip.Addr{ip}, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type answer struct {
		ips []netip.Addr
		err error
	}
	both, either := make(chan answer, 1), make(chan answer, 2)
	begin := func(network string, answers chan<- answer) {
		ips, err := ask(ctx, network, host)
		answers <- answer{ips, err}
	}
	go begin("ip", both)
	timer := time.NewTimer(slowAnswer)
	defer timer.Stop()
	for {
		select {
		case a := <-both:
			return a.ips, a.err
		case <-timer.C:
			go begin("ip4", either)
			go begin("ip6", either)
		case a := <-either:
			if a.err == nil && len(a.ips) > 0 {
				return a.ips, nil
			}
		}
	}
}
