package dial

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// giveUpSilent bounds how long what was sent may stay unacknowledged: without
// it, data under way to a dead end keeps the connection open for a quarter of
// an hour (tcp(7), TCP_USER_TIMEOUT). A kernel that does not know it goes on
// without.
func giveUpSilent(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(silentFor.Milliseconds()))
	})
}
