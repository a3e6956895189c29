package store

import (
	"fmt"
	"slices"

	"godwit/sync/mail"
)

// step reports whether a message in the outbox may go from one state to
// another; [ErrGone] if not. These are all the ways there are:
//
//	queued  -> sending, partial, cancelled
//	sending -> sent, partial, queued, retry, held, failed, unsure
//	retry   -> sending, queued, partial, cancelled
//	held    -> queued, partial, cancelled
//	failed  -> queued, cancelled
//	unsure  -> sent, partial, queued
//	partial -> queued
//
// sent and cancelled are final. To partial from where it waits goes a message
// that is taken back when some have it; from partial to queued, one that a
// person wants those who were refused to have all the same.
func step(from, to mail.SendState) error {
	var next []mail.SendState
	switch from {
	case mail.StateQueued:
		next = []mail.SendState{mail.StateSending, mail.StatePartial, mail.StateCancelled}
	case mail.StateSending:
		next = []mail.SendState{mail.StateSent, mail.StatePartial, mail.StateQueued, mail.StateRetry, mail.StateHeld, mail.StateFailed, mail.StateUnsure}
	case mail.StateRetry:
		next = []mail.SendState{mail.StateSending, mail.StateQueued, mail.StatePartial, mail.StateCancelled}
	case mail.StateHeld:
		next = []mail.SendState{mail.StateQueued, mail.StatePartial, mail.StateCancelled}
	case mail.StateFailed:
		next = []mail.SendState{mail.StateQueued, mail.StateCancelled}
	case mail.StatePartial:
		next = []mail.SendState{mail.StateQueued}
	case mail.StateUnsure:
		next = []mail.SendState{mail.StateSent, mail.StatePartial, mail.StateQueued}
	}
	if !slices.Contains(next, to) {
		return fmt.Errorf("%w: a message that is %s cannot become %s", ErrGone, from, to)
	}
	return nil
}
