//go:build !windows

package files

import "syscall"

// full are the system's words for a disk, or a share of one, that is full.
var full = []error{syscall.ENOSPC, syscall.EDQUOT}
