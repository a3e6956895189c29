package accounts

import (
	"net/netip"
	"strings"
)

// MayBePlain is the one rule about unprotected connections: to this machine
// always; elsewhere only where the user asked for it (Insecure), and never for
// SMTP, where a stranger could change what is sent. Behind a proxy "this machine"
// is another.
func (s Server) MayBePlain() bool {
	return s.Local() && s.Proxy == "" || s.Insecure && s.Protocol != SMTP
}

// Local reports whether Host means this machine: localhost, 127.0.0.0/8 or ::1.
func (s Server) Local() bool {
	if strings.EqualFold(strings.TrimSuffix(s.Host, "."), "localhost") {
		return true
	}
	ip, ok := hostIP(s.Host)
	return ok && ip.Unmap().IsLoopback()
}

// hostIP reads a host that is an IP address, with or without brackets.
func hostIP(host string) (netip.Addr, bool) {
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	ip, err := netip.ParseAddr(host)
	return ip, err == nil
}
