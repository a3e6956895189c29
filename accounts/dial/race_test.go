package dial

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func ips(list ...string) []netip.Addr {
	var out []netip.Addr
	for _, s := range list {
		out = append(out, netip.MustParseAddr(s))
	}
	return out
}

func TestInterleave(t *testing.T) {
	for _, test := range []struct{ in, want []netip.Addr }{
		{ips("2001:db8::1", "2001:db8::2", "192.0.2.1"), ips("2001:db8::1", "192.0.2.1", "2001:db8::2")},
		{ips("192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.3"), ips("192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.3")},
		{ips("::ffff:192.0.2.1", "192.0.2.2"), ips("192.0.2.1", "192.0.2.2")},
		{ips("::1"), ips("::1")},
	} {
		var got []netip.Addr
		for _, a := range interleave(test.in, 993) {
			if a.Port() != 993 {
				t.Errorf("port %d", a.Port())
			}
			got = append(got, a.Addr())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: %v, want %v", test.in, got, test.want)
		}
	}
}

// How long a connection takes with addresses that are dead, slow or refuse, by
// the synthetic clock.
func TestRace(t *testing.T) {
	type end struct {
		after time.Duration
		err   error
	}
	const never = time.Hour
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for name, test := range map[string]struct {
		ends   []end
		winner int // -1: none
		after  time.Duration
	}{
		"the first answers":                {[]end{{10 * time.Millisecond, nil}, {time.Millisecond, nil}}, 0, 10 * time.Millisecond},
		"the first is dead":                {[]end{{never, nil}, {10 * time.Millisecond, nil}}, 1, stagger + 10*time.Millisecond},
		"three are dead":                   {[]end{{never, nil}, {never, nil}, {never, nil}, {time.Millisecond, nil}}, 3, 3*stagger + time.Millisecond},
		"a refusal lets the next begin":    {[]end{{time.Millisecond, refused}, {time.Millisecond, nil}}, 1, 2 * time.Millisecond},
		"slow is better than none":         {[]end{{400 * time.Millisecond, nil}, {never, nil}}, 0, 400 * time.Millisecond},
		"all refuse: the first one's word": {[]end{{time.Millisecond, refused}, {time.Millisecond, errors.New("other")}}, -1, 2 * time.Millisecond},
		"all are dead":                     {[]end{{never, nil}, {never, nil}}, -1, 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var addrs []netip.AddrPort
				for i := range test.ends {
					addrs = append(addrs, netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}), 993))
				}
				var mu sync.Mutex
				open := map[net.Conn]bool{}
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				begin := time.Now()
				won := -1
				c, err := race(ctx, addrs, func(ctx context.Context, a netip.AddrPort) (net.Conn, error) {
					i := int(a.Addr().As4()[3])
					select {
					case <-ctx.Done():
						return nil, ctx.Err()
					case <-time.After(test.ends[i].after):
					}
					if test.ends[i].err != nil {
						return nil, test.ends[i].err
					}
					c := &closes{n: i, mu: &mu, open: open}
					mu.Lock()
					open[c] = true
					mu.Unlock()
					return c, nil
				})
				if err == nil {
					won = c.(*closes).n
				}
				if won != test.winner || time.Since(begin) != test.after {
					t.Errorf("%d won after %v (%v), want %d after %v", won, time.Since(begin), err, test.winner, test.after)
				}
				if test.ends[0].err != nil && won < 0 && !errors.Is(err, test.ends[0].err) {
					t.Errorf("error %v", err)
				}
				cancel()
				synctest.Wait()
				mu.Lock()
				defer mu.Unlock()
				if len(open) > 1 || won < 0 && len(open) > 0 {
					t.Errorf("%d connections left", len(open))
				}
			})
		})
	}
}

type closes struct {
	net.Conn
	n    int
	mu   *sync.Mutex
	open map[net.Conn]bool
}

func (c *closes) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, c)
	return nil
}
