package files

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Private is a folder for copies that other programs open. Only this person can
// look into it.
type Private struct{ dir string }

const (
	privatePrefix = "godwit-open-"
	// keep is how long copies stay that a Godwit left behind which could not
	// remove them: another program may still show one.
	keep = 24 * time.Hour
)

// OpenPrivate makes the folder below base ("": the system's place for such), and
// removes old ones that were left behind there.
func OpenPrivate(base string) (*Private, error) {
	if base == "" {
		base = os.TempDir()
	}
	sweep(base, time.Now().Add(-keep))
	dir, err := os.MkdirTemp(base, privatePrefix) // 0700
	if err != nil {
		return nil, err
	}
	return &Private{dir}, nil
}

// sweep removes folders that were last used before a time. Those of others stay:
// the system does not let them be removed.
func sweep(base string, before time.Time) {
	list, err := os.ReadDir(base)
	if err != nil {
		return
	}
	for _, e := range list {
		if info, err := e.Info(); err == nil && e.IsDir() && strings.HasPrefix(e.Name(), privatePrefix) && info.ModTime().Before(before) {
			_ = remove(filepath.Join(base, e.Name())) // the next start tries again
		}
	}
}

// Copy puts a file that cannot be changed into a folder of its own, so that it
// keeps its name, and gives its path.
func (p *Private) Copy(ctx context.Context, name string, from io.Reader) (string, error) {
	dir, err := os.MkdirTemp(p.dir, "")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, Safe(name))
	if err := Write(ctx, path, from, false, nil); err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	return path, os.Chmod(path, 0o400)
}

// Close removes the folder and what is in it.
func (p *Private) Close() error { return remove(p.dir) }

// remove removes a folder, also on systems that keep files which cannot be changed.
func remove(dir string) error {
	if err := os.RemoveAll(dir); err == nil {
		return nil
	}
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, 0o700)
	})
	return errors.Join(err, os.RemoveAll(dir))
}
