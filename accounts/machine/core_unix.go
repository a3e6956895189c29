//go:build unix

package machine

import "syscall"

// NoCoreDump keeps a crash of this process from writing its memory, which holds
// passwords, to a file. It cannot be taken back.
func NoCoreDump() error {
	return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}
