// Package keyring: TEMPORARY contract; keep names and signatures.
package keyring

import (
	"context"
	"errors"

	"godwit/accounts"
)

var (
	ErrMissing      = errors.New("no password is kept for this server")
	ErrLocked       = errors.New("the password store is locked")
	ErrNone         = errors.New("this computer has no password store")
	ErrNoAnswer     = errors.New("the password store does not answer")
	ErrNotKept      = errors.New("the password store did not keep the password") // read back after writing
	ErrPassphrase   = errors.New("the passphrase is wrong")
	ErrNoPassphrase = errors.New("the secrets file needs its passphrase")
)

// Ring keeps secrets in the places of accounts.Place.
type Ring struct{}

// New: dir is the profile (for accounts.File), passphrase gives the file's passphrase when it is needed (nil: ErrNoPassphrase).
func New(dir string, passphrase func() (string, error)) *Ring { panic("unbuilt") }
func (r *Ring) Get(ctx context.Context, p accounts.Place, key string) (string, error) {
	panic("unbuilt")
}
func (r *Ring) Set(ctx context.Context, p accounts.Place, key, secret string) error { panic("unbuilt") }
func (r *Ring) Delete(ctx context.Context, p accounts.Place, key string) error      { panic("unbuilt") }
