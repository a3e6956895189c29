//go:build windows || darwin

package keyring

import (
	"context"
	"errors"
	"fmt"

	oskeyring "github.com/zalando/go-keyring"
)

// storeState: Windows and macOS always have a password store, which asks the
// user by itself.
func storeState(context.Context) error { return nil }

func usable(context.Context) error { return nil }

// explain gives an error of go-keyring its meaning.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, oskeyring.ErrNotFound):
		return ErrMissing
	case errors.Is(err, oskeyring.ErrSetDataTooBig):
		return ErrTooLong
	}
	return fmt.Errorf("password store: %w", err)
}
