package images

import (
	"net/netip"
	"strings"
)

// private are the networks that are not the internet, or are it by a detour
// that hides where it ends (RFC 6890 and its registries). What netip knows by a
// method of its own is not repeated.
var private = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"168.63.129.16/32", // Azure tells a machine its secrets there
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

var (
	globalIPv6 = netip.MustParsePrefix("2000::/3")
	nat64      = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: the last four octets are IPv4
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public reports whether a picture may be fetched from an address: one of the
// internet, at the web's ports or one that no service of old has.
func public(ap netip.AddrPort) bool {
	if p := ap.Port(); p < 1024 && p != 80 && p != 443 {
		return false
	}
	return publicAddr(ap.Addr())
}

func publicAddr(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !globalIPv6.Contains(a) {
		return false
	}
	for _, p := range private {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// localName reports whether a host's name means this computer or its network,
// so that not even its look-up may leave.
func localName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if _, err := netip.ParseAddr(host); err == nil {
		return false // judged as an address
	}
	i := strings.LastIndexByte(host, '.')
	switch host[i+1:] {
	case "localhost", "local", "internal", "lan", "home", "corp", "intranet", "private", "arpa", "onion", "test", "invalid":
		return true
	}
	return i < 0
}
