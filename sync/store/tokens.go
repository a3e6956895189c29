package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
)

// tokenPref is where sign-ins at a provider's page are kept, sealed.
const tokenPref = "signin."

// turnPause is how often a turn is asked for that another process has. It lasts
// as long as a provider takes to answer.
const turnPause = 100 * time.Millisecond

// ChangeToken reads what is kept under name, nil if nothing is, and keeps what
// change makes of it, also where change fails and gives something. No other
// process does the same meanwhile; change may take its time, since nothing else
// waits for it.
func (s *Store) ChangeToken(ctx context.Context, name string, change func(sealed []byte) ([]byte, error)) error {
	release, err := s.turn(ctx)
	if err != nil {
		return fmt.Errorf("kept sign-in: %w", err)
	}
	defer release()
	kept, err := s.Pref(ctx, tokenPref+name)
	if err != nil {
		return err
	}
	sealed, err := base64.StdEncoding.DecodeString(kept)
	if err != nil {
		return fmt.Errorf("kept sign-in: %w", ErrDamaged)
	}
	now, failed := change(sealed)
	if now == nil {
		return failed
	}
	// A rotated token is the only one that counts: the end of ctx does not lose it.
	err = s.SetPref(context.WithoutCancel(ctx), tokenPref+name, base64.StdEncoding.EncodeToString(now))
	return errors.Join(failed, err)
}

// ForgetToken removes what is kept under name.
func (s *Store) ForgetToken(ctx context.Context, name string) error {
	return s.SetPref(ctx, tokenPref+name, "")
}

func (s *Store) turn(ctx context.Context) (release func(), err error) {
	tick := time.NewTicker(turnPause)
	defer tick.Stop()
	for {
		release, err = s.lock(ctx, "signin.lock")
		if !errors.Is(err, ErrBusy) {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
	}
}
