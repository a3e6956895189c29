package store

import (
	"fmt"
	"slices"

	"godwit/sync/mail"
)

// step reports whether a message in the outbox may go from one state to
// another; [ErrGone] if not. These are all the ways there are:
//
//	queued  -> sending, cancelled
//	sending -> sent, partial, retry, held, failed, unsure
//	retry   -> sending, queued, cancelled
//	held    -> queued, cancelled
//	failed  -> queued
//	unsure  -> sent, partial, queued
//
// sent, partial and cancelled are final.
func step(from, to mail.SendState) error {
	var next []mail.SendState
	switch from {
	case mail.StateQueued:
		next = []mail.SendState{mail.StateSending, mail.StateCancelled}
	case mail.StateSending:
		next = []mail.SendState{mail.StateSent, mail.StatePartial, mail.StateRetry, mail.StateHeld, mail.StateFailed, mail.StateUnsure}
	case mail.StateRetry:
		next = []mail.SendState{mail.StateSending, mail.StateQueued, mail.StateCancelled}
	case mail.StateHeld:
		next = []mail.SendState{mail.StateQueued, mail.StateCancelled}
	case mail.StateFailed:
		next = []mail.SendState{mail.StateQueued}
	case mail.StateUnsure:
		next = []mail.SendState{mail.StateSent, mail.StatePartial, mail.StateQueued}
	}
	if !slices.Contains(next, to) {
		return fmt.Errorf("%w: a message that is %s cannot become %s", ErrGone, from, to)
	}
	return nil
}
