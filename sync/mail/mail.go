// Package mail holds the words that every other package speaks: mailboxes,
// messages, flags, operations and the states of a message on its way out. It
// has no behaviour beyond small methods on those types, does no I/O, and
// imports only the standard library and accounts.
package mail

import (
	"errors"
	"strings"
)

// ErrNotFound reports that the store has no such folder, message or draft.
var ErrNotFound = errors.New("not found")

// ErrUnread reports that a server lists a message and does not deliver it.
var ErrUnread = errors.New("the server did not deliver the message")

type (
	FolderID  int64 // local row id of a mailbox
	MessageID int64 // local row id, stable across moves and UIDVALIDITY changes
	ThreadID  int64 // the MessageID of a conversation's first known message
	OutboxID  int64
	DraftID   int64
	OpID      int64
)

// Address is one mailbox of an address list (RFC 5322 3.4), decoded.
type Address struct {
	Name  string `json:"name"`
	Email string `json:"address"`
}

// Display is the name where there is one, else the address.
func (a Address) Display() string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}

// String is the form people read and type, "Ada Lovelace <ada@example.org>".
// It quotes a name that needs it and does not encode.
func (a Address) String() string {
	if a.Name == "" {
		return a.Email
	}
	name := a.Name
	if strings.ContainsAny(name, "()<>[]:;@\\,.\"") {
		name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	return name + " <" + a.Email + ">"
}

// Role is what a mailbox is for (RFC 6154).
type Role string

const (
	NoRole  Role = ""
	Inbox   Role = "inbox"
	Drafts  Role = "drafts"
	Outbox  Role = "outbox" // local only
	Sent    Role = "sent"
	Archive Role = "archive"
	Junk    Role = "junk"
	Trash   Role = "trash"
	AllMail Role = "all"
	Starred Role = "starred"
)

// Roles in the order in which a folder tree shows them.
var Roles = []Role{Inbox, Starred, Drafts, Outbox, Sent, Archive, Junk, Trash, AllMail}

// Flags are the message flags Godwit knows how to show and change.
type Flags uint32

const (
	Seen Flags = 1 << iota
	Answered
	Flagged
	Draft
	Deleted
	Forwarded // $Forwarded
	MDNSent   // $MDNSent
	IsJunk    // $Junk
	NotJunk   // $NotJunk
)

var flagNames = []struct {
	flag Flags
	name string
}{
	{Seen, `\Seen`},
	{Answered, `\Answered`},
	{Flagged, `\Flagged`},
	{Draft, `\Draft`},
	{Deleted, `\Deleted`},
	{Forwarded, "$Forwarded"},
	{MDNSent, "$MDNSent"},
	{IsJunk, "$Junk"},
	{NotJunk, "$NotJunk"},
}

// Names lists the flags as IMAP writes them (RFC 9051 2.3.2).
func (f Flags) Names() []string {
	names := []string{}
	for _, n := range flagNames {
		if f&n.flag != 0 {
			names = append(names, n.name)
		}
	}
	return names
}

// ParseFlags sorts IMAP flag names into known flags and tags. \Recent and \*
// are dropped: they say nothing about the message.
func ParseFlags(names []string) (Flags, []string) {
	var f Flags
	var tags []string
next:
	for _, s := range names {
		for _, n := range flagNames {
			if strings.EqualFold(s, n.name) {
				f |= n.flag
				continue next
			}
		}
		if s != "" && s[0] != '\\' {
			tags = append(tags, s)
		}
	}
	return f, tags
}
