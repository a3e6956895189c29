package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

// readyHook is for tests and measurements: with GODWIT_READY (a file) or
// GODWIT_READY_FD (a file descriptor) set, a line "painted VIEW" is written when
// a view was first on screen. nil when neither is.
func readyHook(env func(string) string) (func(view string), error) {
	var w io.Writer
	switch {
	case env("GODWIT_READY_FD") != "":
		fd, err := strconv.ParseUint(env("GODWIT_READY_FD"), 10, 16)
		if err != nil {
			return nil, fmt.Errorf("GODWIT_READY_FD: %w", err)
		}
		w = os.NewFile(uintptr(fd), "ready")
	case env("GODWIT_READY") != "":
		f, err := os.OpenFile(env("GODWIT_READY"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, fmt.Errorf("GODWIT_READY: %w", err)
		}
		w = f
	default:
		return nil, nil
	}
	return func(view string) { fmt.Fprintln(w, "painted "+view) }, nil
}
