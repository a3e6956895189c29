package files

import "golang.org/x/sys/windows"

// full are the system's words for a disk that is full.
var full = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL}
