//go:build !windows

package dial

import (
	"syscall"
)

// quiet asks the system, without a wait: the other end has sent nothing that
// was not read, and has not hung up.
func quiet(c syscall.RawConn) bool {
	nothing := false
	err := c.Read(func(fd uintptr) bool {
		_, _, err := syscall.Recvfrom(int(fd), make([]byte, 1), syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		nothing = err == syscall.EAGAIN || err == syscall.EWOULDBLOCK
		return true
	})
	return err == nil && nothing
}
