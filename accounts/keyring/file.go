package keyring

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
)

const fileName = "secrets.age"

// file is a JSON object of keys and base64 secrets, encrypted with a
// passphrase in age's format: `age -d secrets.age` opens it. Two processes that
// change it in the same instant may lose one of the changes; the file stays
// whole.
type file struct {
	name string
	ask  func() (string, error)
	work int // of a guess, as a power of two
	turn chan struct{}

	// Guarded by turn.
	passphrase string
	sealed     []byte // the file's bytes when it was last opened
	open       map[string][]byte
}

func newFile(dir string, passphrase func() (string, error)) file {
	return file{name: filepath.Join(dir, fileName), ask: passphrase, work: workFactor, turn: make(chan struct{}, 1)}
}

func (f *file) get(ctx context.Context, key string) (string, error) {
	var secret string
	err := f.locked(ctx, func() error {
		secrets, err := f.read()
		if err != nil {
			return err
		}
		kept, ok := secrets[key]
		if !ok {
			return ErrMissing
		}
		secret = string(kept)
		return nil
	})
	return secret, err
}

func (f *file) set(ctx context.Context, key, secret string) error {
	return f.locked(ctx, func() error {
		secrets, err := f.read()
		if err != nil && !errors.Is(err, ErrMissing) {
			return err
		}
		changed := map[string][]byte{}
		maps.Copy(changed, secrets)
		changed[key] = []byte(secret)
		return f.write(changed)
	})
}

func (f *file) delete(ctx context.Context, key string) error {
	return f.locked(ctx, func() error {
		secrets, err := f.read()
		if err != nil {
			return err
		}
		if _, ok := secrets[key]; !ok {
			return ErrMissing
		}
		changed := maps.Clone(secrets)
		delete(changed, key)
		return f.write(changed)
	})
}

// locked runs do alone; the passphrase may be asked for within it, so waiting
// for the turn ends with ctx.
func (f *file) locked(ctx context.Context, do func() error) error {
	select {
	case f.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-f.turn }()
	return do()
}

// read decrypts the file, unless it is the one that was read or written last.
// No file is ErrMissing.
func (f *file) read() (map[string][]byte, error) {
	sealed, err := readBounded(f.name)
	if errors.Is(err, fs.ErrNotExist) {
		f.sealed, f.open = nil, nil
		return nil, ErrMissing
	}
	if err != nil {
		return nil, fmt.Errorf("secrets file: %w", err)
	}
	if f.open != nil && bytes.Equal(sealed, f.sealed) {
		return f.open, nil
	}
	if err := f.unlock(); err != nil {
		return nil, err
	}
	secrets, err := unseal(sealed, f.passphrase)
	if err != nil {
		if errors.Is(err, ErrPassphrase) {
			f.passphrase = "" // to be asked again
		}
		return nil, err
	}
	f.sealed, f.open = sealed, secrets
	return secrets, nil
}

func (f *file) write(secrets map[string][]byte) error {
	if err := f.unlock(); err != nil {
		return err
	}
	sealed, err := seal(secrets, f.passphrase, f.work)
	if err != nil {
		return err
	}
	if err := writeAtomic(f.name, sealed); err != nil {
		return fmt.Errorf("secrets file: %w", err)
	}
	back, err := readBounded(f.name)
	if err != nil || !bytes.Equal(back, sealed) {
		return ErrNotKept
	}
	f.sealed, f.open = sealed, secrets
	return nil
}

// unlock makes sure that there is a passphrase to try.
func (f *file) unlock() error {
	if f.passphrase != "" {
		return nil
	}
	if f.ask == nil {
		return ErrNoPassphrase
	}
	passphrase, err := f.ask()
	if err != nil {
		return err
	}
	if passphrase == "" {
		return ErrNoPassphrase
	}
	f.passphrase = passphrase
	return nil
}
