package machine

import (
	"context"
	"errors"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// announce listens to the kernel's messages on links, addresses and routes
// (netlink(7)). What they say is not read: links tells.
func announce(ctx context.Context, tell func()) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_ROUTE)
	if err != nil {
		return
	}
	groups := uint32(unix.RTMGRP_LINK | unix.RTMGRP_IPV4_IFADDR | unix.RTMGRP_IPV6_IFADDR | unix.RTMGRP_IPV4_ROUTE | unix.RTMGRP_IPV6_ROUTE)
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: groups}); err != nil {
		unix.Close(fd)
		return
	}
	hear(ctx, os.NewFile(uintptr(fd), "netlink"), tell)
}

// hear calls tell for each message on a socket, which it closes.
func hear(ctx context.Context, socket *os.File, tell func()) {
	defer socket.Close()
	defer context.AfterFunc(ctx, func() { socket.Close() })()
	buf := make([]byte, 1<<16)
	for {
		if n, err := socket.Read(buf); (err != nil || n == 0) && !lost(err) {
			return
		}
		tell()
	}
}

// routes are the ways out: interface and gateway of each default route.
func routes() []string {
	v4, _ := os.ReadFile("/proc/net/route")
	v6, _ := os.ReadFile("/proc/net/ipv6_route")
	return append(defaults4(string(v4)), defaults6(string(v6))...)
}

// defaults4 reads lines of interface, destination, gateway, flags, …, mask at
// the eighth place, all but the first in hexadecimal.
func defaults4(table string) []string {
	var out []string
	for line := range strings.Lines(table) {
		if f := strings.Fields(line); len(f) > 7 && f[1] == "00000000" && f[7] == "00000000" {
			out = append(out, f[0]+" by "+f[2])
		}
	}
	return out
}

// defaults6 reads lines of destination, its length, source, its length,
// gateway, …, interface. Those by lo refuse.
func defaults6(table string) []string {
	var out []string
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) > 9 && strings.Trim(f[0], "0") == "" && f[1] == "00" && f[9] != "lo" {
			out = append(out, f[9]+" by "+f[4])
		}
	}
	return out
}

// lost: messages came faster than they were read, which says the same as one.
func lost(err error) bool { return errors.Is(err, unix.ENOBUFS) }
