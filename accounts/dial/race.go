package dial

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"time"
)

// stagger is the head start of an address before the next one is tried beside
// it (RFC 8305 5).
const stagger = 250 * time.Millisecond

// race tries addresses side by side and returns the first connection. An
// address that fails lets the next begin at once; one that says nothing costs
// the others only their head start. Where all fail, the first one's error is
// the answer, which is what the system prefers.
func race(ctx context.Context, addrs []netip.AddrPort, connect func(context.Context, netip.AddrPort) (net.Conn, error)) (net.Conn, error) {
	if len(addrs) == 1 {
		return connect(ctx, addrs[0])
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		n    int
		conn net.Conn
		err  error
	}
	results := make(chan result)
	next, open := 0, 0
	begin := func() {
		n := next
		next, open = next+1, open+1
		go func() {
			c, err := connect(ctx, addrs[n])
			results <- result{n, c, err}
		}()
	}
	errs := make([]error, len(addrs))
	begin()
	timer := time.NewTimer(stagger)
	defer timer.Stop()
	for open > 0 {
		select {
		case <-timer.C:
		case r := <-results:
			open--
			if r.err == nil {
				cancel()
				go func(late int) { // what was under way ends now, and may have come about
					for range late {
						if l := <-results; l.conn != nil {
							_ = l.conn.Close()
						}
					}
				}(open)
				return r.conn, nil
			}
			errs[r.n] = r.err
		}
		if next < len(addrs) && ctx.Err() == nil {
			begin()
			timer.Reset(stagger)
		}
	}
	return nil, errs[0]
}

// interleave lets the families take turns, in the order of the resolver, whose
// first address begins (RFC 8305 4).
func interleave(ips []netip.Addr, port int) []netip.AddrPort {
	var first, second []netip.Addr
	for _, ip := range ips {
		if ip = ip.Unmap(); len(first) == 0 || ip.Is4() == first[0].Is4() {
			first = append(first, ip)
		} else {
			second = append(second, ip)
		}
	}
	var out []netip.AddrPort
	for len(first) > 0 || len(second) > 0 {
		if len(first) > 0 {
			out = append(out, netip.AddrPortFrom(first[0], uint16(port)))
			first = first[1:]
		}
		first, second = second, first
	}
	return out
}

const maxAddresses = 20 // of a host that are tried

// connectTCP finds the addresses of a host and connects to one of them.
func (d Dialer) connectTCP(ctx context.Context, host string, port int, wait time.Duration) (net.Conn, []string, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	ips, err := d.addresses(ctx, host)
	if err != nil {
		return nil, nil, err
	}
	var names []string
	for _, ip := range ips {
		names = append(names, ip.Unmap().String())
	}
	c, err := race(ctx, interleave(ips, port), connectTo)
	return c, names, err
}

func connectTo(ctx context.Context, a netip.AddrPort) (net.Conn, error) {
	d := net.Dialer{KeepAliveConfig: keepAlive, Control: giveUpSilent}
	return d.DialContext(ctx, "tcp", net.JoinHostPort(a.Addr().String(), strconv.Itoa(int(a.Port()))))
}

// A connection whose other end is gone is found out within a minute, even if
// nothing is said on it.
const silentFor = time.Minute

var keepAlive = net.KeepAliveConfig{Enable: true, Idle: silentFor / 2, Interval: silentFor / 6, Count: 3}
