package main

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
)

// logLimit is the size at which the log of the last run but one is dropped.
const logLimit = 4 << 20

// openLog opens godwit.log in the profile, and moves a large one out of the
// way first. It holds no secret and, above Debug, no address. Where it cannot
// be written, warnings go to standard error instead: a log is no reason not to
// start.
func openLog(profile string, fallback io.Writer) (*slog.Logger, io.Closer) {
	quiet := slog.New(slog.NewTextHandler(fallback, &slog.HandlerOptions{Level: slog.LevelError}))
	if err := os.MkdirAll(profile, 0o700); err != nil {
		return quiet, io.NopCloser(nil)
	}
	path := filepath.Join(profile, "godwit.log")
	if err := rotate(path); err != nil {
		return quiet, io.NopCloser(nil)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return quiet, io.NopCloser(nil)
	}
	return slog.New(slog.NewTextHandler(f, nil)), f
}

// rotate keeps one log before the present one.
func rotate(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || info.Size() < logLimit {
		return err
	}
	return os.Rename(path, path+".1")
}
