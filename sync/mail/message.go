package mail

import (
	"time"

	"godwit/accounts"
)

// Envelope is what a message's header says of it, decoded (RFC 5322 3.6).
type Envelope struct {
	From       []Address
	Sender     []Address
	ReplyTo    []Address
	To, Cc     []Address
	Bcc        []Address
	Subject    string
	Date       time.Time // the Date field; zero if missing or senseless
	MessageID  string    // without < >
	InReplyTo  []string
	References []string // oldest first
	ListID     string
	ListPost   string // address of the list, from List-Post
}

// BodyState says whether a message's bytes are here.
type BodyState int

const (
	BodyMissing BodyState = iota // to be fetched
	BodyHere
	BodyBroken // the server cannot deliver it; tried again later
)

// Row is what one line of a message list shows.
type Row struct {
	ID          MessageID
	Thread      ThreadID
	Account     accounts.ID
	Folder      FolderID
	UID         uint32 // 0: the server has not named it yet, or the folder is local
	From        Address
	To          []Address
	Subject     string
	Date        time.Time // the Date field, or Received where that is missing
	Received    time.Time // INTERNALDATE or the time of collection; the list's order
	Flags       Flags
	Tags        []string // keywords Godwit has no flag for
	Size        int64    // octets
	Attachments int
	Preview     string // the first words of the text, one line
	Body        BodyState
	MessageID   string   // without < >
	Labels      []string // Gmail's, without those of the system
	Vanished    bool     // the server lost it with many others; kept until a person decides
	Cursor      Cursor
}

// Cursor is a position in a message list: newest first, each message one
// place. 0 is before the first.
type Cursor int64

// ListQuery chooses messages. The zero value is every message of every account.
type ListQuery struct {
	Account accounts.ID // 0: all
	Folder  FolderID    // 0: all
	Role    Role        // of the folder; "": any
	Unread  bool
	Starred bool
	NoMuted bool   // without muted conversations
	After   Cursor // only messages older than this place
	Limit   int    // 0: no limit

	// What a quick filter leaves in; several narrow the list down together.
	Attached bool        // has attachments
	ToMe     bool        // an address of one's own is among its recipients
	Known    bool        // its sender is in the address book, or was written to
	Tag      string      // has this tag; "": any
	Words    string      // each is a part of sender, recipients or subject; only Places knows it
	Keep     []MessageID // listed in spite of all this: what was read while the filter was on

	// How Places sorts; all else lists the newest first.
	Order     Order
	Ascending bool // the oldest, the smallest, A first
}

// Order is what a list is sorted by; equals come with the newest first.
type Order string

const (
	ByDate       Order = "" // when it was received
	BySender     Order = "sender"
	ByRecipient  Order = "recipient" // the first one
	BySubject    Order = "subject"   // without "Re:" and its like
	BySize       Order = "size"
	ByStar       Order = "star"
	ByAttachment Order = "attachment"
)

// Place is a message in a list: as much as is known of those that are not on
// screen.
type Place struct {
	ID       MessageID
	Thread   ThreadID
	Received int64 // Unix seconds
}
