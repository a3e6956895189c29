package app

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultProfile is the folder that holds a person's mail: GODWIT_PROFILE, or
// the place that the operating system has for a program's data.
func DefaultProfile() (string, error) {
	if dir := os.Getenv("GODWIT_PROFILE"); dir != "" {
		return filepath.Abs(dir)
	}
	if runtime.GOOS == "linux" || runtime.GOOS == "freebsd" || runtime.GOOS == "openbsd" {
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "godwit"), nil
		}
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		return filepath.Join(home, ".local", "share", "godwit"), nil
	}
	dir, err := os.UserConfigDir() // Application Support, AppData
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "Godwit"), nil
}
