//go:build !linux

package machine

import "context"

// announce: this system's announcements are not listened to.
func announce(context.Context, func()) {}

func routes() []string { return nil }
