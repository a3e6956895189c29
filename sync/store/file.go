package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// file is one SQLite database: one connection that writes, a few that read.
type file struct {
	name  string
	write *sql.DB
	read  *sql.DB
}

const (
	readers     = 4
	busyTimeout = "5000" // ms; another process's longest write is far below
)

// makeDir makes the profile folder, for its owner only.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return explain(err)
	}
	return explain(os.Chmod(dir, 0o700))
}

// checkVersion refuses a file that a newer Godwit made, changing nothing. The
// version is 0 for a file that is not there, or empty.
func checkVersion(ctx context.Context, path string, sch schema) (version int, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	db, err := connect(path, "busy_timeout("+busyTimeout+")", "query_only(1)")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	err = one(ctx, db, "PRAGMA user_version", nil, &version)
	if errors.Is(err, ErrDamaged) && sch.disposable {
		return 0, nil // made again by the caller
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	if version > len(sch.steps) {
		return 0, fmt.Errorf("%s: %w (its version is %d, this program knows %d)", filepath.Base(path), ErrNewer, version, len(sch.steps))
	}
	return version, nil
}

func openFile(ctx context.Context, path string, sch schema) (*file, error) {
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	common := []string{"busy_timeout(" + busyTimeout + ")", "foreign_keys(1)", "synchronous(" + sch.synchronous + ")"}
	db := &file{name: filepath.Base(path)}
	var err error
	if db.write, err = connect(path, append(sch.pragmas, append(common, "journal_mode(wal)", "temp_store(memory)")...)...); err != nil {
		return nil, err
	}
	db.write.SetMaxOpenConns(1)
	db.write.SetMaxIdleConns(1)
	if err := migrate(ctx, db.write, sch); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", db.name, err), db.write.Close())
	}
	if db.read, err = connect(path, append(common, "query_only(1)")...); err != nil {
		return nil, errors.Join(err, db.write.Close())
	}
	db.read.SetMaxOpenConns(readers)
	db.read.SetMaxIdleConns(readers)
	return db, nil
}

// makePrivate makes a file that only its owner can read, if it is not there;
// SQLite gives the files it puts beside one the same mode.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return explain(err)
	}
	return explain(errors.Join(f.Chmod(0o600), f.Close()))
}

// remakeFile replaces a damaged file that holds nothing of its own.
func remakeFile(ctx context.Context, path string, sch schema) (*file, error) {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, explain(err)
		}
	}
	return openFile(ctx, path, sch)
}

func (f *file) close() error {
	return errors.Join(f.read.Close(), f.write.Close())
}

// connect opens a pool whose connections begin transactions as writers, so
// that a lock is waited for at the start and never in the middle.
func connect(path string, pragmas ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") { // a Windows drive
		slashed = "/" + slashed
	}
	values := url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: slashed, RawQuery: values.Encode()}
	c, err := sqlite.NewConnector(dsn.String())
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}
