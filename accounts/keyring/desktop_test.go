package keyring

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestCallsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := desktop{wait: answerWait, turn: make(chan struct{}, 1)}
		unlocked := make(chan struct{})
		stuck := func(context.Context) error { <-unlocked; return nil }
		began := time.Now()
		wantErr(t, d.do(context.Background(), stuck), ErrNoAnswer)
		if waited := time.Since(began); waited != answerWait {
			t.Errorf("waited %v", waited)
		}
		// The prompt still stands, so no second one is shown beside it.
		second := func(context.Context) error { t.Error("ran beside the first"); return nil }
		wantErr(t, d.do(context.Background(), second), ErrNoAnswer)

		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		wantErr(t, d.do(ctx, second), context.Canceled)

		close(unlocked)
		synctest.Wait()
		wantErr(t, d.do(context.Background(), func(context.Context) error { return nil }), nil)
	})
}

func TestCancelledCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := desktop{wait: answerWait, turn: make(chan struct{}, 1)}
		ctx, cancel := context.WithCancel(context.Background())
		release := make(chan struct{})
		defer close(release)
		err := d.do(ctx, func(context.Context) error { cancel(); <-release; return nil })
		wantErr(t, err, context.Canceled)
	})
}

// go-keyring asserts the types of what the bus answers.
func TestPanicIsAnError(t *testing.T) {
	d := desktop{wait: answerWait, turn: make(chan struct{}, 1)}
	err := d.do(t.Context(), func(context.Context) error { panic("topsecret") })
	if !errors.Is(err, ErrNone) || strings.Contains(err.Error(), "topsecret") {
		t.Errorf("got %v", err)
	}
	wantErr(t, d.do(t.Context(), func(context.Context) error { return nil }), nil)
}
