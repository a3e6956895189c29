package files

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrFull says that there is no room for a file.
var ErrFull = errors.New("files: no room on the disk")

// fullness is err, as an ErrFull where it means that.
func fullness(err error) error {
	for _, full := range full {
		if errors.Is(err, full) {
			return fmt.Errorf("%w: %w", ErrFull, err)
		}
	}
	return err
}

// Write writes a file that becomes visible under its name when it is whole. It
// is an error (fs.ErrExist) that there is one, unless over says that it may be
// replaced. Progress, which may be nil, is told how many octets are written.
func Write(ctx context.Context, path string, from io.Reader, over bool, progress func(int64)) (err error) {
	if !over {
		if _, err := os.Lstat(path); err == nil {
			return &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
		}
	}
	// The folder's own temporary name: a move there is one step.
	f, err := os.OpenFile(filepath.Join(filepath.Dir(path), ".godwit-"+rand.Text()+".part"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	var at *fs.PathError
	if errors.As(err, &at) { // what a person knows of is the folder
		at.Path = filepath.Dir(path)
	}
	if err != nil {
		return fullness(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			err = errors.Join(err, notThere(os.Remove(f.Name())))
		}
	}()
	if err := copyAll(ctx, f, from, progress); err != nil {
		return fmt.Errorf("write %s: %w", path, fullness(err))
	}
	if err := f.Sync(); err != nil {
		return fullness(err)
	}
	if err := f.Close(); err != nil {
		return fullness(err)
	}
	if err := place(f.Name(), path, over); err != nil {
		return err
	}
	mark(path)
	return nil
}

func notThere(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// place gives a whole file its name. A link fails where the name is taken, which
// a move does not; some file systems have none.
func place(from, to string, over bool) error {
	if over {
		return os.Rename(from, to)
	}
	err := os.Link(from, to)
	switch {
	case err == nil:
		return os.Remove(from)
	case errors.Is(err, fs.ErrExist):
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return &fs.PathError{Op: "write", Path: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}

// piece is how much is written between two looks at the context.
const piece = 256 << 10

func copyAll(ctx context.Context, to io.Writer, from io.Reader, progress func(int64)) error {
	buffer := make([]byte, piece)
	var written int64
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := from.Read(buffer)
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return err
			}
			if written += int64(n); progress != nil {
				progress(written)
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}
