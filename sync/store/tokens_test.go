package store

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
)

// TestChangeTokenTakesTurns: two programs with one profile renew one after the
// other, each what the one before has kept.
func TestChangeTokenTakesTurns(t *testing.T) {
	dir := t.TempDir()
	stores := []*Store{open(t, dir), open(t, dir)}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			err := stores[n%2].ChangeToken(t.Context(), "ann", func(sealed []byte) ([]byte, error) {
				n, _ := strconv.Atoi(string(sealed))
				return []byte(strconv.Itoa(n + 1)), nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	refused := errors.New("refused")
	for i, c := range []struct {
		keeps []byte
		err   error
		want  string
	}{{nil, refused, "8"}, {[]byte("gone"), refused, "8"}, {[]byte("new"), nil, "gone"}, {nil, nil, "new"}} {
		var had string
		err := stores[0].ChangeToken(t.Context(), "ann", func(sealed []byte) ([]byte, error) {
			had = string(sealed)
			return c.keeps, c.err
		})
		if had != c.want || !errors.Is(err, c.err) {
			t.Errorf("%d: had %q, want %q; %v", i, had, c.want, err)
		}
	}
	if err := stores[0].ForgetToken(t.Context(), "ann"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := stores[1].ChangeToken(ctx, "ann", func(sealed []byte) ([]byte, error) {
		cancel() // the window is closed while the provider answers
		if len(sealed) != 0 {
			t.Errorf("%q is not forgotten", sealed)
		}
		return []byte("kept"), nil
	})
	if err != nil {
		t.Error(err)
	}
	if kept, err := stores[0].Pref(t.Context(), tokenPref+"ann"); err != nil || kept == "" {
		t.Errorf("a token that came at the end is lost: %v", err)
	}
}
