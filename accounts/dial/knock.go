package dial

import (
	"context"
	"net"
	"net/netip"

	"godwit/accounts"
)

// Addresses are those that a server's name leads to, at most 20, in the order of
// the resolver. Its errors are Connect's.
func (d Dialer) Addresses(ctx context.Context, s accounts.Server) ([]netip.Addr, error) {
	host, err := s.ASCIIHost()
	if err != nil {
		return nil, newError(s, NoSuchHost, err)
	}
	ctx, cancel := context.WithTimeout(ctx, shorter(connectWait, d.Timeout))
	defer cancel()
	ips, err := d.addresses(ctx, host)
	if err != nil {
		return nil, failure(ctx, s, err, DNSFailed)
	}
	return ips, nil
}

func (d Dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	ask := d.Lookup
	if ask == nil {
		ask = net.DefaultResolver.LookupNetIP
	}
	ips, err := lookup(ctx, host, ask)
	if err == nil && len(ips) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
	}
	return ips[:min(len(ips), maxAddresses)], nil
}

// Knock connects to one address of a server and hangs up without a word.
func (d Dialer) Knock(ctx context.Context, s accounts.Server, at netip.Addr) error {
	ctx, cancel := context.WithTimeout(ctx, shorter(connectWait, d.Timeout))
	defer cancel()
	c, err := connectTo(ctx, netip.AddrPortFrom(at.Unmap(), uint16(s.Port)))
	if err != nil {
		return failure(ctx, s, err, Unreachable)
	}
	return c.Close()
}
