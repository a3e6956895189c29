package dial

import "syscall"

// quiet cannot be asked here without a wait.
func quiet(syscall.RawConn) bool { return false }
