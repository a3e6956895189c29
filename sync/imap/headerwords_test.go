package imap

import (
	"context"
	"testing"
	"time"
)

func TestHeaderWordsOfSlowBodies(t *testing.T) {
	begun := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	calls := 0
	h := &headerWords{last: begun, index: func(context.Context) error { calls++; return nil }}
	for second := range 70 {
		if err := h.late(t.Context(), begun.Add(time.Duration(second)*time.Second)); err != nil {
			t.Fatal(err)
		}
		if want := second / 30; calls != want {
			t.Errorf("after %d seconds headers were indexed %d times, want %d", second, calls, want)
		}
	}
}
