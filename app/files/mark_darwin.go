package files

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// mark says that a file came from elsewhere, so that the system asks before it
// opens it. Where that cannot be written the file is there all the same.
func mark(path string) {
	value := fmt.Sprintf("0081;%x;Godwit;", time.Now().Unix())
	_ = unix.Setxattr(path, "com.apple.quarantine", []byte(value), 0)
}
