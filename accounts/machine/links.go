package machine

import (
	"net"
	"slices"
	"strings"
)

// links is the addresses that this computer has on its networks, and on Linux
// the ways out of them. Loopback and link-local addresses are not part of it:
// they lead nowhere. "" if nothing is known or nothing is up.
func links() string {
	all, err := net.Interfaces()
	if err != nil {
		return ""
	}
	var lines []string
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			continue // it is just going
		}
		for _, a := range addresses {
			if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
				lines = append(lines, i.Name+" "+n.String())
			}
		}
	}
	lines = append(lines, routes()...)
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
