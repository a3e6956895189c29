//go:build windows || darwin

package desktop

import "context"

// Speaks says that this package can show notifications on this system.
const Speaks = false

// Notifier shows notifications; not on this system yet.
type Notifier struct{}

// OpenNotifier ends with ErrNone: what this system offers takes text by ways
// that are not safe for what strangers wrote.
func OpenNotifier(context.Context, func(Answer)) (*Notifier, error) { return nil, ErrNone }

// Show ends with ErrNone.
func (*Notifier) Show(context.Context, uint32, Notice) (uint32, error) { return 0, ErrNone }

// Withdraw does nothing.
func (*Notifier) Withdraw(context.Context, uint32) {}

// Close does nothing.
func (*Notifier) Close() {}

// HasTray is true: these systems always have one.
func HasTray(context.Context) (bool, error) { return true, nil }

// WatchTray tells that there is one.
func WatchTray(ctx context.Context, tell func(there bool)) error {
	tell(true)
	<-ctx.Done()
	return ctx.Err()
}
