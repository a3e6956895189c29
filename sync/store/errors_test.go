package store

import (
	"errors"
	"io/fs"
	"syscall"
	"testing"
)

// TestSystemFaults: what the system says of a file is told as what it means for the profile.
func TestSystemFaults(t *testing.T) {
	for number, want := range map[syscall.Errno]error{
		syscall.ENOSPC: ErrFull, syscall.EDQUOT: ErrFull, syscall.EIO: ErrDisk,
		syscall.EROFS: ErrReadOnly, syscall.EACCES: ErrReadOnly,
	} {
		if err := explain(&fs.PathError{Op: "sync", Path: "bodies-1.pack", Err: number}); !errors.Is(err, want) || !errors.Is(err, number) {
			t.Errorf("%v: %v", number, err)
		}
	}
}
