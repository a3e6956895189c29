// Package keyring keeps the accounts' secrets: in the desktop's password
// store, in a file that a passphrase encrypts, or in this process's memory.
//
// It never chooses a place by itself and never falls back from one to another:
// the account says where (accounts.Place), and an error says why that place
// does not do. It never waits longer than half a minute for a password store,
// and no error of it holds a secret or a key.
package keyring

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/accounts"
)

var (
	ErrMissing      = errors.New("no password is kept for this server")
	ErrLocked       = errors.New("the password store is locked")
	ErrNone         = errors.New("this computer has no password store")
	ErrNoAnswer     = errors.New("the password store does not answer")
	ErrNotKept      = errors.New("the password store did not keep the password") // read back after writing
	ErrTooLong      = errors.New("the password is too long for the password store")
	ErrPassphrase   = errors.New("the passphrase is wrong")
	ErrDamaged      = errors.New("the secrets file is damaged")
	ErrNoPassphrase = errors.New("the secrets file needs its passphrase")
)

// answerWait is how long the password store may take, a prompt that the user
// has to answer included.
const answerWait = 30 * time.Second

// Ring keeps secrets in the places of accounts.Place. It may be used by
// several goroutines at once.
type Ring struct {
	desktop desktop
	file    file
	session session
}

// New: dir is the profile (for accounts.File); passphrase gives the file's
// passphrase when it is needed and may ask the user (nil: ErrNoPassphrase).
func New(dir string, passphrase func() (string, error)) *Ring {
	return &Ring{
		desktop: desktop{wait: answerWait, turn: make(chan struct{}, 1)},
		file:    newFile(dir, passphrase),
	}
}

// Get reads the secret of key (accounts.Server.SecretKey), or says ErrMissing.
func (r *Ring) Get(ctx context.Context, p accounts.Place, key string) (string, error) {
	switch p {
	case accounts.OSKeyring:
		return r.desktop.get(ctx, key)
	case accounts.File:
		return r.file.get(ctx, key)
	case accounts.Session:
		return r.session.get(key)
	}
	return "", noPlace(p)
}

// Set keeps a secret, replacing what key had, and reads it back.
func (r *Ring) Set(ctx context.Context, p accounts.Place, key, secret string) error {
	switch p {
	case accounts.OSKeyring:
		return r.desktop.set(ctx, key, secret)
	case accounts.File:
		return r.file.set(ctx, key, secret)
	case accounts.Session:
		r.session.set(key, secret)
		return nil
	}
	return noPlace(p)
}

// Delete forgets a secret; ErrMissing if there was none.
func (r *Ring) Delete(ctx context.Context, p accounts.Place, key string) error {
	switch p {
	case accounts.OSKeyring:
		return r.desktop.delete(ctx, key)
	case accounts.File:
		return r.file.delete(ctx, key)
	case accounts.Session:
		return r.session.delete(key)
	}
	return noPlace(p)
}

// Available reports the state of the desktop's password store without reading
// a secret and without making it ask the user anything: nil, ErrLocked (it
// will ask for its password when it is used), ErrNone or ErrNoAnswer.
func (r *Ring) Available(ctx context.Context) error {
	return r.desktop.do(ctx, storeState)
}

func noPlace(p accounts.Place) error {
	return fmt.Errorf("keep a password in %q: no such place", string(p))
}
