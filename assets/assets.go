// Package assets holds the files that are compiled into Godwit: the provider
// table, the pages to sign in at, and the sample mail. It reads nothing from disk and has no behaviour.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed sample
var sample embed.FS

//go:embed providers.json
var providers []byte

// Providers is the built-in table of mail providers, as JSON. The caller must
// not change it.
func Providers() []byte { return providers }

//go:embed oauth.json
var oauth []byte

// OAuth is the built-in list of pages to sign in at, as JSON. The caller must not
// change it.
func OAuth() []byte { return oauth }

// Sample is the sample mail: a folder per person, a file per message with LF
// line ends. Three fields are instructions to whoever loads a message and are
// not part of it:
//
//	X-Sample-Mailbox: Projects/Godwit     default INBOX
//	X-Sample-Flags: \Seen \Flagged        default none
//	X-Sample-Age: 3d 09:12 +0100          becomes the Date field
//
// The age is either a duration before now ("25m", "3h") or a number of days
// and a time of day, with an optional zone; "none" as the last word means that
// the message has no Date. In a body @day+6@ is the date in six days as
// iCalendar writes it.
func Sample() fs.FS {
	sub, err := fs.Sub(sample, "sample")
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return sub
}
