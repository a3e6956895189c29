package keyring

import (
	"context"
	"errors"
	"fmt"
	"time"

	oskeyring "github.com/zalando/go-keyring"
)

// service is what the entries are filed under in the desktop's own tools.
const service = "Godwit"

// desktop is the system's password store: the Secret Service on Linux and BSD,
// the Keychain on macOS, the Credential Manager on Windows. go-keyring's calls
// take no context and can wait for ever on a prompt that nobody sees, so each
// runs in a goroutine of its own, one at a time: its prompts share one
// connection and would read each other's answers. A call that is given up
// keeps the turn until it ends, so that prompts do not pile up.
type desktop struct {
	wait time.Duration
	turn chan struct{}
}

func (d *desktop) get(ctx context.Context, key string) (string, error) {
	var secret string
	err := d.do(ctx, func(ctx context.Context) error {
		if err := usable(ctx); err != nil {
			return err
		}
		found, err := oskeyring.Get(service, key)
		if err != nil {
			return explain(err)
		}
		secret = found
		return nil
	})
	if err != nil {
		// The goroutine may still be running and may still write to secret.
		return "", err
	}
	return secret, nil
}

// set may still keep the secret after ErrNoAnswer, when the user unlocks the
// store late.
func (d *desktop) set(ctx context.Context, key, secret string) error {
	return d.do(ctx, func(ctx context.Context) error {
		if err := usable(ctx); err != nil {
			return err
		}
		if err := oskeyring.Set(service, key, secret); err != nil {
			return explain(err)
		}
		// The store can say yes and keep nothing, when its prompt was dismissed.
		kept, err := oskeyring.Get(service, key)
		if errors.Is(err, oskeyring.ErrNotFound) || err == nil && kept != secret {
			return ErrNotKept
		}
		return explain(err)
	})
}

func (d *desktop) delete(ctx context.Context, key string) error {
	return d.do(ctx, func(ctx context.Context) error {
		if err := usable(ctx); err != nil {
			return err
		}
		return explain(oskeyring.Delete(service, key))
	})
}

// do runs f, or gives up on it: ErrNoAnswer after d.wait, the context's error
// when the caller cancelled.
func (d *desktop) do(ctx context.Context, f func(context.Context) error) error {
	waiting, cancel := context.WithTimeout(ctx, d.wait)
	defer cancel()
	gaveUp := func() error {
		if errors.Is(ctx.Err(), context.Canceled) {
			return ctx.Err()
		}
		return ErrNoAnswer
	}
	select {
	case d.turn <- struct{}{}:
	case <-waiting.Done():
		return gaveUp()
	}
	done := make(chan error, 1)
	go func() {
		defer func() { <-d.turn }()
		defer func() {
			// go-keyring takes the store's answers to have the types it expects. The
			// panic's own words might hold what was being kept.
			if recover() != nil {
				done <- fmt.Errorf("%w: its answer has no sense", ErrNone)
			}
		}()
		done <- f(waiting)
	}()
	select {
	case err := <-done:
		if waiting.Err() != nil && err != nil && !errors.Is(err, ErrMissing) {
			return gaveUp() // the store's error is that it was interrupted
		}
		return err
	case <-waiting.Done():
		return gaveUp()
	}
}
