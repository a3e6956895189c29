package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"godwit/sync/mail"
)

// What callers branch on. Each wraps SQLite's own words.
var (
	ErrNewer        = errors.New("the profile was made by a newer Godwit")
	ErrFull         = errors.New("the disk is full")
	ErrDisk         = errors.New("the disk reports an error")
	ErrDamaged      = errors.New("the mail store is damaged")
	ErrReadOnly     = errors.New("the profile cannot be written")
	ErrBusy         = errors.New("another Godwit is at work on this profile")
	ErrGone         = errors.New("too late")                                      // the state does not allow it: cancel a sent message, undo nothing
	ErrOtherAccount = errors.New("the folder is of another account")              // Move
	ErrNoBody       = errors.New("the message has not been fetched")              // a move to where its bytes are needed
	ErrExists       = errors.New("there is such a folder already")                // CreateFolder, RenameFolder
	ErrNeeded       = errors.New("the folder cannot be changed or removed")       // one with a role, or local
	ErrBroad        = errors.New("the search has too many alternatives")          // Search, SearchCount
	ErrUnnamed      = errors.New("a name and something to search for are needed") // SaveSearch, RenameSearch
)

// explain puts one of the errors above around SQLite's or the system's.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return mail.ErrNotFound
	}
	var kind error
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		kind = sqliteKind(e.Code())
	} else {
		kind = systemKind(err)
	}
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}

func sqliteKind(code int) error {
	switch code {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE:
		return ErrFull // a quota, or a disk that filled up between write and sync
	}
	switch code & 0xff { // the primary result code
	case sqlite3.SQLITE_IOERR:
		return ErrDisk
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ErrReadOnly
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	}
	return nil
}

func systemKind(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.Is(err, syscall.EIO):
		return ErrDisk
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR):
		return ErrReadOnly
	}
	return nil
}
